import { DEPENDS, explainedBy } from '../../fixtures/checks/connections.ts';
import { LIMIT } from '../../fixtures/contract/belief.ts';
import { isAccepted } from '../../fixtures/contract/answers.ts';
import type { Account } from '../../fixtures/session/account.ts';
import { contract, counting, expect, scenario, test } from '../../fixtures/test.ts';
import { CONNECTIONS, connectionFor } from '../../fixtures/wire/request.ts';

/** A connection over which nothing was sent before. */
const FRESH = CONNECTIONS.length + 1;

/** Deletes the oldest configurations but the marker, which an account of the run must hold. */
async function deleteOldest(account: Account, count: number): Promise<void> {
  const own = account.configurations.filter(({ url }) => url !== account.marker);
  for (const { configId } of own.slice(0, count)) {
    await expect(await account.delete(configId)).toAnswerAsGround('accepted');
  }
}

/** So many more creates over one connection show that no limit applies, nor one of each process. */
const MORE = LIMIT;

/** What explains that a full account took one more: the connection, a higher limit, or none. */
async function whyTaken(
  account: Account,
  isTakenOver: (over: number | undefined) => Promise<boolean>,
  over: number | undefined,
): Promise<string | undefined> {
  // A limit of 21 refuses the next over every connection.
  if (!(await isTakenOver(FRESH))) return (await isTakenOver(over)) ? DEPENDS : undefined;
  for (let more = 0; more < MORE; more += 1)
    if (!(await isTakenOver(FRESH))) {
      const taken = `The account took ${account.active} configurations before one was refused.`;
      return (await isTakenOver(over)) ? `${taken} ${DEPENDS}` : taken;
    }
  return `The account took ${account.active} configurations, and none was refused: it seems that the number is never compared with the limit.`;
}

// The tests share one account, because accounts that cannot be emptied are rare. Each fills what is missing,
// so each can run alone.
test.describe('one account, filled by nobody else', () => {
  test.describe.configure({ mode: 'default' });

  test(
    ...counting(
      scenario('limit-20th-accepted', async ({ account, freshHost }) => {
        while (account.active < 20)
          await expect(
            await account.create(`https://${freshHost()}/`, undefined, connectionFor(account.active)),
          ).toAnswer('accepted');
      }),
    ),
  );

  test(
    ...counting(
      scenario('limit-21st-refused', async ({ account, freshHost }) => {
        // Each connection gets some of the creates, so that each process behind the address counts them.
        while (account.active < 20)
          await account.register(`https://${freshHost()}/`, connectionFor(account.active));
        // With create alone, other tests have filled it over the usual connection.
        for (const over of [1, undefined]) {
          const answer = await account.create(`https://${freshHost()}/21st`, undefined, over);
          const isTakenOver = async (one: number | undefined): Promise<boolean> =>
            isAccepted(await account.create(`https://${freshHost()}/`, undefined, one));
          const why = isAccepted(answer) ? await whyTaken(account, isTakenOver, over) : undefined;
          await explainedBy(account, expect(answer).toAnswer('MAX_WEBHOOK_URL_LIMIT'), why);
        }
      }),
    ),
  );

  test(
    ...counting(
      scenario('limit-30th-refused', async ({ account, freshHost }) => {
        await account.fillTo(20);
        await account.create(`https://${freshHost()}/21st`);
        for (let count = 22; count <= 30; count += 1) {
          await expect(await account.create(`https://${freshHost()}/${count}`)).toAnswer(
            'MAX_WEBHOOK_URL_LIMIT',
          );
        }
      }),
    ),
  );

  test(
    ...counting(
      scenario('limit-refusal-stores-nothing', async ({ account, second, freshHost }) => {
        // The other account has free slots, whatever has become of it before.
        await second.register();
        await account.fillTo(20);
        const url = `https://${freshHost()}/refused`;
        await expect(await account.create(url)).toAnswerAsGround(
          'MAX_WEBHOOK_URL_LIMIT',
          'limit-30th-refused',
        );
        await expect(await account.create(url)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
        await expect(await second.create(url)).toAnswer('accepted');
      }),
    ),
  );

  test(
    ...counting(
      contract('limit-other-account', async ({ account, second, freshHost }) => {
        // The other account has free slots, whatever has become of it before.
        await second.register();
        await account.fillTo(20);
        await account.create(`https://${freshHost()}/21st`);
        await expect(await second.create(`https://${freshHost()}/`)).toAnswer('accepted');
      }),
    ),
  );

  test(
    ...counting(
      scenario('limit-slot-freed', async ({ account, freshHost }) => {
        await account.fillTo(20);
        await deleteOldest(account, 1);
        await expect(await account.create(`https://${freshHost()}/20th-again`)).toAnswer('accepted');
        await expect(await account.create(`https://${freshHost()}/21st`)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
      }),
    ),
  );

  test(
    ...counting(
      scenario('limit-freed-many-times', async ({ account, freshHost }) => {
        await account.fillTo(20);
        for (let round = 1; round <= 8; round += 1) {
          const count = Math.min(1 + (round % 3), account.configurations.length);
          await deleteOldest(account, count);
          for (let free = count; free > 0; free -= 1) {
            await expect(await account.create(`https://${freshHost()}/round-${round}`)).toAnswer('accepted');
          }
          await expect(await account.create(`https://${freshHost()}/21st`)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
        }
      }),
    ),
  );

  test(
    ...counting(
      contract('limit-update-of-full', async ({ account, freshHost }) => {
        await account.fillTo(20);
        await expect(
          await account.update(account.latest.configId, `https://${freshHost()}/updated`),
        ).toAnswer('accepted');
        await expect(await account.create(`https://${freshHost()}/21st`)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
      }),
    ),
  );

  test(
    ...counting(
      scenario('limit-refusal-not-replayed', async ({ account, freshHost }) => {
        await account.fillTo(20);
        const refused = `https://${freshHost()}/refused`;
        await expect(await account.create(refused)).toAnswerAsGround(
          'MAX_WEBHOOK_URL_LIMIT',
          'limit-21st-refused',
        );
        await deleteOldest(account, 2);
        await expect(await account.create(`https://${freshHost()}/20th-again`)).toAnswerAsGround(
          'accepted',
          'limit-slot-freed',
        );
        await expect(await account.create(refused)).toAnswer('accepted');
      }),
    ),
  );
});
