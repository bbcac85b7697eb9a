import { expect, scenario, test } from '../../fixtures/test.ts';

test(
  ...scenario('uniqueness-refusal-not-replayed', async ({ account, freshHost }) => {
    const [first, second] = [await account.configuration(), await account.configuration()];
    await expect(await account.create(first.url)).toAnswerAsGround('URL_ALREADY_EXISTS');
    // Nobody has asked for the URL of the second configuration before, so this one is free in any case.
    await expect(await account.update(second.configId, `https://${freshHost()}/moved`)).toAnswerAsGround(
      'accepted',
    );
    await expect(await account.create(second.url)).toAnswerAsGround('accepted', 'update-old-url-free');
    await expect(await account.update(first.configId, `https://${freshHost()}/moved`)).toAnswerAsGround(
      'accepted',
    );
    await expect(await account.create(first.url)).toAnswer('accepted');
  }),
);

test(
  ...scenario('uniqueness-after-move', async ({ account, freshHost }) => {
    const first = await account.configuration();
    await expect(await account.update(first.configId, `https://${freshHost()}/moved`)).toAnswerAsGround(
      'accepted',
    );
    await expect(await account.create(first.url)).toAnswerAsGround('accepted', 'update-old-url-free');
    await expect(await account.delete(first.configId)).toAnswerAsGround('accepted');
    await expect(await account.create(first.url)).toAnswer('URL_ALREADY_EXISTS');
  }),
);
