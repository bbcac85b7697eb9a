import { configIdsOfOtherForm, nearConfigIds } from '../../fixtures/generate/config-ids.ts';
import { SIGNS_OF_URLS } from '../../fixtures/generate/open-urls.ts';
import { instantiateUrl, loadUrlVectors } from '../../fixtures/generate/url-vectors.ts';
import { shownUrl, urlOf, urlParts } from '../../fixtures/generate/valid-url.ts';
import type { Account } from '../../fixtures/session/account.ts';
import { among, fieldsOf, type Configuration } from '../../fixtures/contract/configurations.ts';
import { jsonText } from '../../fixtures/wire/json.ts';
import { AS_UNKNOWN } from '../../fixtures/generate/made-up-ids.ts';
import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { otherConfigId, unknownConfigId } from '../../fixtures/checks/right-requests.ts';
import { expectUpdatedApart, explainingRefusals } from '../../fixtures/checks/folded-urls.ts';
import { explainedAfter } from '../../fixtures/checks/connections.ts';
import { whyNotShown } from '../../fixtures/checks/second-looks.ts';
import { expectUpdated } from '../../fixtures/checks/updates.ts';
import { readOrRefused } from '../../fixtures/checks/unlisted.ts';
import { columns, withMembers } from '../../fixtures/generate/unlisted-members.ts';
import { contract, expect, property, test } from '../../fixtures/test.ts';

/** Gives a configuration another URL, as a precondition, and returns the changed configuration. */
async function updated(account: Account, { configId }: Configuration, url: string): Promise<Configuration> {
  await expect(await account.update(configId, url)).toAnswerAsGround('accepted');
  return { configId, url };
}

test(
  ...contract('update-stored', async ({ account, run, freshHost }) => {
    const before = await account.configuration();
    const after = { ...before, url: `https://${freshHost()}/updated` };
    // A cache of get that no update empties shows the earlier URL only where it was asked for before.
    await expect(await account.get(before.configId)).toShow(before, 'get-as-registered');
    await expect(await account.update(after.configId, after.url)).toAnswer('accepted');
    const shown = await account.get(after.configId);
    await explainedAfter(account, expect(shown).toShow(after), () => whyNotShown(account, after, shown));
    // Members that no page lists do not change the config_id either.
    for (const owner of ['the body', 'config'] as const) {
      const members = columns(`whc_${owner.length}x${run.info.runId}`);
      const { config_id: _, ...rest } = members;
      const fault = withMembers('ids, dates and states', owner, owner === 'config' ? members : rest);
      const next = { ...after, url: `https://${freshHost()}/with-members` };
      const config = { url: next.url };
      const right = account.request('update', { config_id: next.configId, config });
      const answer = await readOrRefused(account.api, right, fault);
      await expect(await account.get(after.configId)).toShow(answer === undefined ? after : next);
    }
  }),
);

test(
  ...contract('update-any-change-stored', async ({ account, freshHost }) => {
    await explainingRefusals(account, (note) => expectUpdatedApart(account, freshHost, note));
  }),
);

test(
  ...contract('update-listed', async ({ account, freshHost }) => {
    const before = await account.configuration();
    // A cache of lists that create and delete empty, and update does not, keeps nothing that nobody has read.
    await account.list();
    const after = await updated(account, before, `https://${freshHost()}/updated`);
    await expect(await account.list()).toList([after], { ofThese: among([before, after]) });
  }),
);

test(
  ...contract('update-old-url-free', async ({ account, freshHost }) => {
    const before = await account.configuration();
    await updated(account, before, `https://${freshHost()}/updated`);
    await expect(await account.create(before.url)).toAnswer('accepted');
  }),
);

test(
  ...contract('update-new-url-taken', async ({ account, freshHost }) => {
    const { url } = await updated(account, await account.configuration(), `https://${freshHost()}/updated`);
    await expect(await account.create(url)).toAnswer('URL_ALREADY_EXISTS');
  }),
);

test(
  ...contract('update-duplicate-refused', async ({ account, freshHost }) => {
    const first = await account.configuration();
    const second = await account.configuration();
    await expect(await account.update(second.configId, first.url)).toAnswer('URL_ALREADY_EXISTS');
    await expect(await account.update(first.configId, second.url)).toAnswer('URL_ALREADY_EXISTS');
    const moved = await updated(account, first, `https://${freshHost()}/updated`);
    await expect(await account.update(second.configId, moved.url)).toAnswer('URL_ALREADY_EXISTS');
  }),
);

test(
  ...contract('update-own-url', async ({ account }) => {
    const { configId, url } = await account.configuration();
    await expect(await account.update(configId, url)).toTakeAlternative('the URL it has');
  }),
);

test(
  ...contract('update-https-only', async ({ api, account, freshHost }) => {
    const { configId } = await account.configuration();
    for (const vector of loadUrlVectors().filter(({ result }) => result === 'refused')) {
      const config = { url: instantiateUrl(vector, freshHost()) };
      const request = account.request('update', { config_id: configId, config });
      await expect(await api.send({ ...request, label: vector.id })).toAnswer('BAD_REQUEST');
    }
  }),
);

test(
  ...property('update-any-valid-url', async ({ api, account, freshHost, holds }) => {
    const before = await account.configuration();
    const { configId } = before;
    await expectUpdated(account, before, `https://${freshHost()}/plain`);
    for (const [label, end] of SIGNS_OF_URLS) {
      const url = `https://${freshHost()}${end}`;
      const update = account.request('update', { config_id: configId, config: { url } });
      await expect(await api.send({ ...update, label })).toAnswer('accepted');
      await expect(await account.get(configId)).toShow({ configId, url });
    }
    await holds(
      urlParts,
      async (parts) => {
        const url = urlOf(parts, freshHost());
        await expect(await account.update(configId, url)).toAnswer('accepted');
        await expect(await account.get(configId)).toShow({ configId, url });
      },
      { runs: 11, show: shownUrl },
    );
  }),
);

test(
  ...contract('update-leaves-others', async ({ account, freshHost }) => {
    const first = await account.configuration();
    const second = await account.configuration();
    const others = [first, await account.configuration()];
    await updated(account, second, `https://${freshHost()}/updated`);
    await expect(await account.list()).toList(others, { ofThese: among(others) });
    // Nor does it change one that only members name which no page lists.
    const { config_id: _, ...rest } = columns(first.configId);
    const body = withMembers('the config_id of another one', 'the body', rest);
    const config = withMembers('the config_id of another one', 'config', columns(first.configId));
    for (const fault of [body, config]) {
      const next = { config_id: second.configId, config: { url: `https://${freshHost()}/with-members` } };
      await readOrRefused(account.api, account.request('update', next), fault);
      await expect(await account.list()).toList(others, { ofThese: among(others) });
    }
  }),
);

test(
  ...contract('update-unknown-refused', async ({ api, account, run, freshHost }) => {
    const configuration = await account.configuration();
    const fault = unknownConfigId(configuration, account.issued, run.info.runId);
    const config = { url: `https://${freshHost()}/updated` };
    const right = account.request('update', { config_id: configuration.configId, config });
    await expect(await api.send(fault.apply(right))).toTakeAlternative('never issued');
    const near = nearConfigIds(configuration.configId, account.issued, run.info.runId).map(otherConfigId);
    await expectEachRefused(api, right, near, ...AS_UNKNOWN);
  }),
);

test(
  ...contract('update-other-form-refused', async ({ api, account, freshHost }) => {
    const { configId } = await account.configuration();
    for (const miss of configIdsOfOtherForm(configId, account.issued)) {
      const config = { url: `https://${freshHost()}/updated` };
      const right = account.request('update', { config_id: configId, config });
      await expect(await api.send(otherConfigId(miss).apply(right))).toTakeAlternative(miss.label);
    }
  }),
);

test(
  ...contract('update-url-of-other-account', async ({ account, second }) => {
    const { configId } = await account.configuration();
    const other = await second.configuration();
    await expect(await account.update(configId, other.url)).toAnswer('accepted');
  }),
);

test(
  ...contract('update-updated-at-shown', async ({ account, freshHost }) => {
    const before = await account.configuration();
    const { configId } = await updated(account, before, `https://${freshHost()}/updated`);
    for (const answer of [await account.get(configId), await account.list()]) {
      const fields = fieldsOf(answer, configId);
      await expect(answer).toSatisfy({
        // Other requirements judge its form: a number is a date of another form, and it is shown.
        isRight: fields && (fields['updated_at'] ?? null) !== null,
        received: jsonText(fields ?? null),
        documented: 'updated_at after an update',
      });
    }
  }),
);

test(
  ...contract('update-created-at-kept', async ({ account, freshHost }) => {
    const before = await account.configuration();
    const { configId } = before;
    const first = fieldsOf(await account.get(configId), configId)?.['created_at'];
    await updated(account, before, `https://${freshHost()}/updated`);
    const answer = await account.get(configId);
    const then = fieldsOf(answer, configId)?.['created_at'];
    await expect(answer).toSatisfy({
      isRight: first === undefined || then === undefined ? undefined : then === first,
      received: `created_at ${jsonText(then ?? null)}`,
      documented: `as before, ${jsonText(first ?? null)}`,
    });
  }),
);
