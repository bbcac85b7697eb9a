import { aged, MOVES_MS } from '../../fixtures/checks/aged.ts';
import { fieldsOf } from '../../fixtures/contract/configurations.ts';
import { datesIn } from '../../fixtures/session/dates.ts';
import { contract, expect, test } from '../../fixtures/test.ts';

test(
  ...contract('update-updated-at-moves', async ({ account, freshHost }) => {
    const { configId } = await account.configuration();
    const before = await aged(account, configId, MOVES_MS);
    // The dates of every list are compared: what is refused touches nothing.
    await account.update(configId, `http://${freshHost()}/`);
    await account.list();
    const update = await account.update(configId, `https://${freshHost()}/updated`);
    await expect(update).toAnswerAsGround('accepted');
    const answer = await account.get(configId);
    if (fieldsOf(answer, configId)?.['updated_at'] === undefined)
      throw account.api.recorder.giveUp('no updated_at is shown; see update-updated-at-shown');
    const now = datesIn(answer, configId);
    await expect(answer).toSatisfy({
      isRight: now && now.updatedAt > before.updatedAt,
      received: `updated_at ${new Date(now?.updatedAt ?? 0).toISOString()}`,
      documented: `later than ${new Date(before.updatedAt).toISOString()}, a second or more before the update`,
    });
  }),
);
