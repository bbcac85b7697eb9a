import { unknownAccounts } from '../../fixtures/generate/made-up-ids.ts';
import { among } from '../../fixtures/contract/configurations.ts';
import { rightBody } from '../../fixtures/checks/right-requests.ts';
import { contract, expect, test } from '../../fixtures/test.ts';

test(
  ...contract('isolation-list', async ({ account, second }) => {
    const own = await account.configuration();
    const others = [await second.configuration(), await second.configuration()];
    const marker = { configId: 'unknown', url: second.marker };
    await expect(await account.list()).toList([own], { ofThese: among([own, ...others, marker]) });
  }),
);

test(
  ...contract('isolation-get', async ({ account, second }) => {
    const { configId } = await second.configuration();
    await expect(await account.get(configId)).toAnswer('ENTITY_NOT_FOUND');
  }),
);

test(
  ...contract('isolation-update', async ({ account, second, freshHost }) => {
    const others = await second.configuration();
    await expect(await account.update(others.configId, `https://${freshHost()}/updated`)).toAnswer(
      'ENTITY_NOT_FOUND',
    );
    await expect(await second.get(others.configId)).toShow(others);
  }),
);

test(
  ...contract('isolation-delete', async ({ account, second }) => {
    const others = await second.configuration();
    await expect(await account.delete(others.configId)).toAnswer('ENTITY_NOT_FOUND');
    await expect(await second.get(others.configId)).toShow(others);
  }),
);

test(
  ...contract('isolation-same-url', async ({ account, second, freshHost }) => {
    const updated = await account.configuration();
    const others = await second.configuration(updated.url);
    const update = await account.update(updated.configId, `https://${freshHost()}/updated`);
    await expect(update).toAnswerAsGround('accepted');
    await expect(await second.get(others.configId)).toShow(others);
    const deleted = await account.configuration();
    const kept = await second.configuration(deleted.url);
    await expect(await account.delete(deleted.configId)).toAnswerAsGround('accepted');
    await expect(await second.get(kept.configId)).toShow(kept);
  }),
);

test(
  ...contract('isolation-unknown-account', async ({ api, account, management, run, freshHost }) => {
    const configuration = await account.configuration();
    const { namedIds, info, unknownAccountId } = run;
    const unknown = unknownAccounts(account.id, namedIds, info.runId, unknownAccountId);
    for (const method of management) {
      const url = `https://${freshHost()}/updated`;
      const body = rightBody(method, { account, configuration, url });
      // The list has its own requirement.
      if (body['config_id'] === undefined) continue;
      for (const { label, text } of unknown) {
        const answer = await api.call(method.name, { ...body, account_id: text });
        await expect(answer).toTakeAlternative(`${method.name}: ${label}`);
      }
      await expect(await account.get(configuration.configId)).toShow(configuration);
    }
  }),
);
