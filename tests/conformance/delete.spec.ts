import { configIdsOfOtherForm, nearConfigIds } from '../../fixtures/generate/config-ids.ts';
import type { Account } from '../../fixtures/session/account.ts';
import { among, type Configuration } from '../../fixtures/contract/configurations.ts';
import { AS_UNKNOWN } from '../../fixtures/generate/made-up-ids.ts';
import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { otherConfigId, unknownConfigId } from '../../fixtures/checks/right-requests.ts';
import { readOrRefused } from '../../fixtures/checks/unlisted.ts';
import { columns, withMembers } from '../../fixtures/generate/unlisted-members.ts';
import { contract, expect, scenario, test } from '../../fixtures/test.ts';

/** Registers a URL and deletes the configuration, as a precondition. */
async function deleted(account: Account): Promise<Configuration> {
  const configuration = await account.configuration();
  const answer = await account.delete(configuration.configId);
  await expect(answer).toAnswerAsGround('accepted');
  return configuration;
}

test(
  ...contract('delete-gone-from-get', async ({ account }) => {
    const { configId } = await deleted(account);
    await expect(await account.get(configId)).toAnswer('ENTITY_NOT_FOUND');
  }),
);

test(
  ...contract('delete-gone-from-list', async ({ account }) => {
    const gone = await account.configuration();
    // A cache of lists that delete does not empty keeps nothing that nobody has read.
    await account.list();
    await expect(await account.delete(gone.configId)).toAnswerAsGround('accepted');
    await expect(await account.list()).toList([], { ofThese: among([gone]) });
  }),
);

test(
  ...contract('delete-again-refused', async ({ account }) => {
    const { configId } = await deleted(account);
    await expect(await account.delete(configId)).toAnswer('ENTITY_NOT_FOUND');
    await expect(await account.delete(configId)).toAnswer('ENTITY_NOT_FOUND');
  }),
);

test(
  ...contract('delete-then-update-refused', async ({ account, freshHost }) => {
    const { configId } = await deleted(account);
    await expect(await account.update(configId, `https://${freshHost()}/`)).toAnswer('ENTITY_NOT_FOUND');
  }),
);

test(
  ...scenario('delete-for-good', async ({ account, freshHost }) => {
    const gone = await deleted(account);
    await expect(await account.get(gone.configId)).toAnswerAsGround(
      'ENTITY_NOT_FOUND',
      'delete-gone-from-get',
    );
    const ofThese = ({ configId }: Configuration): boolean => configId === gone.configId;
    await expect(await account.list()).toList([], { ofThese, requirement: 'delete-gone-from-list' });
    const other = await account.configuration();
    const steps: readonly (() => Promise<unknown>)[] = [
      () => account.update(other.configId, `https://${freshHost()}/updated`),
      () => account.update(gone.configId, `https://${freshHost()}/updated`),
      () => account.create(gone.url),
      () => account.delete(other.configId),
      () => account.delete(gone.configId),
      () => account.register(),
    ];
    for (const step of steps) {
      await step();
      await expect(await account.get(gone.configId)).toAnswer('ENTITY_NOT_FOUND');
      await expect(await account.list()).toList([], { ofThese });
    }
  }),
);

test(
  ...contract('delete-leaves-others', async ({ account }) => {
    const first = await account.configuration();
    await deleted(account);
    const third = await account.configuration();
    const fourth = await account.configuration();
    const { config_id: _, ...rest } = columns(first.configId);
    const members = { ...rest, ids: [first.configId, third.configId], all: true, url: third.url };
    const fault = withMembers('the config_id of another one', 'the body', members);
    const right = account.request('delete', { config_id: fourth.configId });
    await readOrRefused(account.api, right, fault);
    const others = [first, third];
    await expect(await account.list()).toList(others, { ofThese: among(others) });
  }),
);

test(
  ...contract('delete-unknown-refused', async ({ api, account, run }) => {
    const configuration = await account.configuration();
    const fault = unknownConfigId(configuration, account.issued, run.info.runId);
    const right = account.request('delete', { config_id: configuration.configId });
    await expect(await api.send(fault.apply(right))).toTakeAlternative('never issued');
    const near = nearConfigIds(configuration.configId, account.issued, run.info.runId).map(otherConfigId);
    await expectEachRefused(api, right, near, ...AS_UNKNOWN);
  }),
);

test(
  ...contract('delete-other-form-refused', async ({ api, account }) => {
    const { configId } = await account.configuration();
    const right = account.request('delete', { config_id: configId });
    for (const miss of configIdsOfOtherForm(configId, account.issued)) {
      await expect(await api.send(otherConfigId(miss).apply(right))).toTakeAlternative(miss.label);
    }
  }),
);

test(
  ...contract('delete-url-again', async ({ account }) => {
    const { url } = await deleted(account);
    await expect(await account.create(url)).toTakeAlternative('the URL of a deleted configuration');
  }),
);
