import { configIdsOfOtherForm, nearConfigIds } from '../../fixtures/generate/config-ids.ts';
import { shownUrl, urlOf, urlParts } from '../../fixtures/generate/valid-url.ts';
import { withWhiteSpace } from '../../fixtures/generate/malformed-ids.ts';
import { isAccepted } from '../../fixtures/contract/answers.ts';
import { fieldsOf } from '../../fixtures/contract/configurations.ts';
import { jsonText, type Json } from '../../fixtures/wire/json.ts';
import { otherConfigId, unknownConfigId } from '../../fixtures/checks/right-requests.ts';
import { TOLERANCE_MS } from '../../fixtures/session/dates.ts';
import { contract, expect, property, test } from '../../fixtures/test.ts';

test(
  ...contract('get-as-registered', async ({ account }) => {
    const first = await account.configuration();
    const second = await account.configuration();
    for (const one of [first, second, first]) await expect(await account.get(one.configId)).toShow(one);
  }),
);

test(
  ...contract('get-as-listed', async ({ account, freshHost }) => {
    const { configId } = await account.configuration();
    const expectSame = async (): Promise<void> => {
      const listed = fieldsOf(await account.list(), configId);
      const answer = await account.get(configId);
      const shown = fieldsOf(answer, configId);
      const dates = ['created_at', 'updated_at'];
      await expect(answer).toSatisfy({
        isRight: listed && shown && dates.every((name) => shown[name] === listed[name]),
        received: jsonText(shown ?? null),
        documented: `as in the list, ${jsonText(listed ?? null)}`,
      });
    };
    await expectSame();
    const update = await account.update(configId, `https://${freshHost()}/`);
    await expect(update).toAnswerAsGround('accepted');
    await expectSame();
  }),
);

test(
  ...contract('get-unknown-refused', async ({ api, account, run }) => {
    const configuration = await account.configuration();
    const fault = unknownConfigId(configuration, account.issued, run.info.runId);
    const right = account.request('get', { config_id: configuration.configId });
    await expect(await api.send(fault.apply(right))).toTakeAlternative('never issued');
  }),
);

test(
  ...contract('get-other-form-refused', async ({ api, account }) => {
    const { configId } = await account.configuration();
    const right = account.request('get', { config_id: configId });
    for (const miss of configIdsOfOtherForm(configId, account.issued)) {
      await expect(await api.send(otherConfigId(miss).apply(right))).toTakeAlternative(miss.label);
    }
  }),
);

test(
  ...contract('get-near-miss-refused', async ({ api, account, run }) => {
    const { configId } = await account.configuration();
    const right = account.request('get', { config_id: configId });
    for (const miss of nearConfigIds(configId, account.issued, run.info.runId)) {
      await expect(await api.send(otherConfigId(miss).apply(right))).toTakeAlternative(miss.label);
    }
  }),
);

test(
  ...contract('get-white-space', async ({ api, account }) => {
    const configuration = await account.configuration();
    const right = account.request('get', { config_id: configuration.configId });
    for (const miss of withWhiteSpace(configuration.configId)) {
      const answer = await api.send(otherConfigId(miss).apply(right));
      await expect(answer).toTakeAlternative(miss.label);
      if (isAccepted(answer)) await expect(answer).toShow(configuration);
    }
  }),
);

test(
  ...property('get-url-as-registered', async ({ account, freshHost, holds }) => {
    await holds(
      urlParts,
      async (parts) => {
        const added = await account.configuration(urlOf(parts, freshHost()));
        await expect(await account.get(added.configId)).toShow(added);
      },
      { ...account.perSlot, show: shownUrl },
    );
  }),
);

test(
  ...contract('get-updated-at-at-first', async ({ api, account }) => {
    const { configId } = await account.configuration();
    for (const answer of [await account.get(configId), await account.list()]) {
      const fields = fieldsOf(answer, configId);
      const { created_at: createdAt, updated_at: updatedAt } = fields ?? {};
      await expect(answer).toSatisfy({
        isRight: fields && isDate(updatedAt) ? isAsCreated(updatedAt, createdAt) : undefined,
        received: `updated_at ${jsonText(updatedAt ?? null)}, created_at ${jsonText(createdAt ?? null)}`,
        documented: 'no updated_at before the first update, or within a second of created_at',
      });
      api.recorder.observe({
        requirement: api.recorder.requirement,
        case: api.methodOf(answer).name,
        taken: updatedAt === undefined ? 'left out' : 'as created_at',
      });
    }
  }),
);

/** Other requirements judge the form of the date. */
function isDate(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'string';
}

/** Facts.md, decisions: a server may write the two dates one after the other. */
function isAsCreated(updatedAt: Json | undefined, createdAt: Json | undefined): boolean {
  if (typeof updatedAt !== 'string' || typeof createdAt !== 'string') return updatedAt === undefined;
  return Math.abs(Date.parse(updatedAt) - Date.parse(createdAt)) <= TOLERANCE_MS;
}
