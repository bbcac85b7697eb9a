import { markerUrl } from '../../fixtures/generate/urls.ts';
import { unknownAccountId } from '../../fixtures/generate/made-up-ids.ts';
import { urlOf, urlParts } from '../../fixtures/generate/valid-url.ts';
import { configurationsIn, type Configuration } from '../../fixtures/contract/configurations.ts';
import { contract, expect, property, scenario, test } from '../../fixtures/test.ts';

// All use the same account, one after the other: a list is exact only where nobody else registers.
test.describe('one account, listed by nobody else', () => {
  test.describe.configure({ mode: 'default' });

  test(...scenario('list-none-empty'), async ({ account, api }) => {
    const deleted = account.configurations;
    for (const { configId } of deleted)
      await expect(await account.delete(configId)).toAnswerAsGround('accepted');
    const answer = await account.list();
    // What is deleted and listed all the same is the matter of another requirement.
    const isStillListed = configurationsIn(answer)?.some((one) =>
      deleted.some(({ configId }) => configId === one.configId),
    );
    await expect(answer).toList([], isStillListed === true ? { requirement: 'delete-gone-from-list' } : {});
    // The marker, which was among them: an account of the run holds it.
    await api.create(account.id, markerUrl(account.id));
  });

  test(...contract('list-configs-array'), async ({ account }) => {
    // Of nothing, of one and of two: servers unwrap a single one, or have no array for none.
    for (const { configId } of account.configurations) await account.delete(configId);
    expect([await account.list()]).toKeepEnvelope();
    for (let count = 1; count <= 2; count += 1) {
      await account.register();
      expect([await account.list()]).toKeepEnvelope();
    }
  });

  test(...scenario('list-active-exactly'), async ({ account }) => {
    while (account.active < 20) await account.configuration();
    // Nothing was found in this account: all that it holds is known. That what is deleted is gone is another
    // requirement.
    const { deleted } = account.belief;
    const ofThese = (listed: Configuration): boolean =>
      !deleted.some(({ configId }) => configId === listed.configId);
    await expect(await account.list()).toList(account.configurations, { ofThese });
    // Once more: what is listed is not taken out.
    await expect(await account.list()).toList(account.configurations, { ofThese });
  });
});

test(...property('list-url-as-registered'), async ({ account, freshHost, holds }) => {
  await holds(
    urlParts,
    async (parts) => {
      const added = await account.configuration(urlOf(parts, freshHost()));
      const ofThese = ({ configId }: { readonly configId: string }): boolean => configId === added.configId;
      await expect(await account.list()).toList([added], { ofThese });
    },
    {
      runs: account.slots,
      show: (parts) => urlOf(parts, '{host}'),
      affords: () => account.used < account.slots,
    },
  );
});

test(...contract('list-unknown-account'), async ({ api, run }) => {
  const answer = await api.call('webhook.config.list', { account_id: unknownAccountId(run.info.runId) });
  await expect(answer).toTakeAlternative('one that was never issued');
  if (configurationsIn(answer) !== undefined) await expect(answer).toList([]);
});
