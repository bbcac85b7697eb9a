import fc from 'fast-check';
import { burst, burstOver, isOver } from '../../fixtures/checks/bursts/bursts.ts';
import {
  CHANGES,
  deletedBy,
  deletesOf,
  inRounds,
  updatesTo,
  type Round,
} from '../../fixtures/checks/bursts/changes.ts';
import { whileEmpty } from '../../fixtures/checks/bursts/empty.ts';
import { configIdIn } from '../../fixtures/contract/sent.ts';
import type { Account } from '../../fixtures/session/account.ts';
import { believedOf } from '../../fixtures/session/believed.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
import { MANAGEMENT } from '../../fixtures/contract/catalogue.ts';
import type { Run } from '../../fixtures/session/run.ts';
import { contract, expect, property, scenario, test } from '../../fixtures/test.ts';

/** The free slots when more creates arrive. */
const FREE = 3;

/** URLs with unused hosts. */
const fresh = (count: number, freshHost: () => string): readonly string[] =>
  Array.from({ length: count }, () => `https://${freshHost()}/burst`);

/** A list that has one fresh URL `count` times. */
const copies = (count: number, freshHost: () => string): readonly string[] => {
  const url = `https://${freshHost()}/burst`;
  return Array.from({ length: count }, () => url);
};

/** What is documented where only one of `count` creates can be accepted. */
const onceOf = (count: number): string => `1 × 200 SUCCESS, ${count - 1} × URL_ALREADY_EXISTS`;

/** The size of a burst: limited by the free slots, because a faulty target may store all of them. */
const sizeFor = ({ active }: Account, { burst: most }: Run): number => Math.min(most, 20 - active);

/** The number of bursts of one URL. */
const OF_ONE_URL = 4;

/** The number of bursts for the last slots, where slots can be freed again. */
const ROUNDS = 3;

const ALL_ACCEPTED = {
  documented: 'all accepted: there are slots for them',
  requirement: 'concurrency-free-slots-only',
} as const;

// Bursts of one account must not overlap. Each test fills what is missing, so each can run alone.
test.describe('accounts in which creates arrive together', () => {
  test.describe.configure({ mode: 'default' });

  test(
    ...contract('concurrency-first-url-once', ({ account, run, freshHost, show }) =>
      whileEmpty(account, run, async () => {
        await burst(account, copies(run.burst, freshHost), { documented: onceOf(run.burst), show });
      }),
    ),
  );

  test(
    ...scenario('concurrency-one-url-once', async ({ account, run, freshHost, show }) => {
      // Several bursts, because a race shows only in some. The remaining slots are for the next test.
      for (let round = 1; round <= OF_ONE_URL; round += 1) {
        const urls = copies(sizeFor(account, run), freshHost);
        const arrived = await burst(account, urls, { documented: onceOf(urls.length), show });
        if (isOver(account, arrived) || account.active + run.burst + run.burst / 2 > 20) return;
      }
    }),
  );

  test(
    ...scenario('concurrency-refused-not-kept', async ({ account, run, freshHost, show }) => {
      const urls = fresh(sizeFor(account, run) >> 1, freshHost);
      await burst(account, [...urls, ...urls], {
        documented: 'each URL accepted once and refused once',
        requirement: 'concurrency-one-url-once',
        show,
      });
      while (account.active < 20)
        await expect(await account.create(`https://${freshHost()}/`)).toAnswer('accepted');
      const more = await account.create(`https://${freshHost()}/21st`);
      // If this create is accepted, a confirmed configuration is gone.
      await expect(more).toAnswerAsGround('MAX_WEBHOOK_URL_LIMIT', 'concurrency-confirmed-kept');
    }),
  );

  test(
    ...contract('concurrency-confirmed-kept', async ({ account, run, freshHost, show }) => {
      const urls = fresh(sizeFor(account, run), freshHost);
      const arrived = await burst(account, urls, { ...ALL_ACCEPTED, show });
      const confirmed = arrived.flatMap(({ answer }, index) =>
        answer === undefined ? [] : [{ configId: configIdIn(answer) ?? '', url: urls[index] ?? '' }],
      );
      for (const { url } of confirmed) await expect(await account.create(url)).toAnswer('URL_ALREADY_EXISTS');
      if (!run.info.claims.includes(MANAGEMENT)) return;
      const ofThese = (listed: { readonly url: string }): boolean =>
        confirmed.some(({ url }) => url === listed.url);
      const list = await account.list();
      // A list that hides what get shows is no race.
      await believedOf(account.api, account.id, list);
      await expect(list).toList(confirmed, { ofThese });
    }),
  );

  test(
    ...contract('concurrency-config-id-own', async ({ account, run, freshHost, show }) => {
      // In an account that held some before, the test before may have left no slot.
      for (const { configId } of account.newest(run.burst - sizeFor(account, run)))
        await expect(await account.delete(configId)).toAnswerAsGround('accepted');
      const urls = fresh(sizeFor(account, run), freshHost);
      const arrived = await burst(account, urls, { ...ALL_ACCEPTED, show });
      const answers: readonly Answer[] = arrived.flatMap(({ answer }) => answer ?? []);
      expect(answers).toDiffer('data', 'config_id');
    }),
  );

  test(
    ...property('concurrency-any-burst-explained', async ({ account, run, freshHost, show }) => {
      const size = sizeFor(account, run);
      const anyBurst = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: size, maxLength: size });
      for (const letters of fc.sample(anyBurst, { seed: run.info.seed, numRuns: 4 })) {
        // The last slots are for the next test.
        if (account.active + letters.length > 20 - FREE && account.belief.active.length > 1) break;
        const host = freshHost();
        const urls = letters.map((letter) => `https://${host}/${letter}`);
        const documented = 'the answers to some order of the creates';
        const arrived = await burst(account, urls, { documented, show });
        if (isOver(account, arrived)) return;
      }
    }),
  );

  test(
    ...scenario('concurrency-free-slots-only', async ({ account, second, run, freshHost, show }) => {
      // A race shows only in some bursts, so freed slots are used again.
      const rounds = run.info.claims.includes(MANAGEMENT) ? ROUNDS : 1;
      const wanted = Math.min(FREE, run.burst - 1);
      for (const each of [account, second]) {
        for (let round = each === account ? 1 : Math.min(2, rounds); round <= rounds; round += 1) {
          await each.fillTo(20 - wanted);
          const free = 20 - each.active;
          const documented = `${free} × 200 SUCCESS, ${run.burst - free} × MAX_WEBHOOK_URL_LIMIT`;
          const options = { documented, show };
          if (isOver(each, await burst(each, fresh(run.burst, freshHost), options))) break;
          // The account may be full before the first burst; then only the next burst has free slots.
          for (const { configId } of round === rounds ? [] : each.newest(wanted))
            await expect(await each.delete(configId)).toAnswerAsGround('accepted', 'limit-slot-freed');
        }
      }
    }),
  );

  // The account is full by now. Each of these tests needs fewer slots than the one before.
  test(
    ...scenario('concurrency-update-one-url-once', async ({ account, run, freshHost, show }) => {
      await account.fillWith(run.burst);
      const next = (): Round => {
        const calls = updatesTo(`https://${freshHost()}/burst`, account.newest(run.burst));
        return { calls, documented: `1 × 200 SUCCESS, ${calls.length - 1} × URL_ALREADY_EXISTS` };
      };
      await inRounds(account, show, next, { count: CHANGES + 4 });
      // A target may give up the old URL before it refuses the new one. Another update then takes
      // the old URL.
      const [held, ...others] = account.newest(run.burst);
      if (held === undefined) return;
      const leaving = others.filter((_, at) => at % 2 === 0);
      const calls = leaving.flatMap(({ configId, url }, at) => [
        { method: 'update', configId, url: held.url } as const,
        ...updatesTo(url, others.slice(2 * at + 1, 2 * at + 2)),
      ]);
      const documented = 'no update accepted: another configuration has each of the URLs';
      await inRounds(account, show, () => ({ calls, documented }), { count: 1 });
    }),
  );

  test(
    ...scenario('concurrency-listed-meanwhile', async ({ account, run, show }) => {
      const pairs = run.burst >> 1;
      await account.fillWith(CHANGES * pairs);
      // The lists begin first, so that what they read goes while they read it.
      const lists = Array.from({ length: run.burst - pairs }, () => ({ method: 'list' }) as const);
      await inRounds(account, show, () => ({
        calls: [...lists, ...deletesOf(account.newest(pairs), pairs).calls],
        documented: 'each list shows what is there at one moment: what is deleted not at all, the rest whole',
      }));
    }),
  );

  test(
    ...scenario('concurrency-delete-once', async ({ account, run, show }) => {
      await account.fillWith(CHANGES * deletedBy(run));
      await inRounds(account, show, () => deletesOf(account.newest(deletedBy(run)), run.burst));
    }),
  );

  test(
    ...scenario('concurrency-update-and-delete', async ({ account, run, freshHost, show }) => {
      const pairs = run.burst >> 1;
      await account.fillWith(CHANGES * pairs);
      const next = (): Round => ({
        calls: account.newest(pairs).flatMap(({ configId }) => [
          { method: 'update', configId, url: `https://${freshHost()}/burst` },
          { method: 'delete', configId },
        ]),
        documented: 'each configuration deleted, and updated before or not at all',
      });
      await inRounds(account, show, next, { areListed: true });
    }),
  );

  test(
    ...scenario('concurrency-update-and-create', async ({ account, run, freshHost, show }) => {
      const pairs = run.burst >> 1;
      await account.fillWith(pairs);
      await inRounds(account, show, () => ({
        calls: account.newest(pairs).flatMap(({ configId }) => {
          const url = `https://${freshHost()}/burst`;
          return [
            { method: 'update', configId, url },
            { method: 'create', url },
          ];
        }),
        documented: 'for each URL one 200 SUCCESS and one URL_ALREADY_EXISTS',
      }));
    }),
  );

  test(
    ...scenario('concurrency-slot-freed-once', async ({ account, run, freshHost, show }) => {
      const createOneMore = async (): Promise<Answer> => {
        await account.fillTo(20);
        return account.create(`https://${freshHost()}/21st`);
      };
      await account.fillTo(20);
      const { configId } = account.latest;
      // Other requirements judge the answers to deletes one after another.
      for (let time = 1; time <= 2; time += 1) await account.delete(configId);
      await expect(await createOneMore()).toAnswerAsGround('MAX_WEBHOOK_URL_LIMIT', 'limit-slot-freed');
      for (let round = 1; round <= CHANGES; round += 1) {
        const { calls, documented } = deletesOf(account.newest(deletedBy(run)), run.burst);
        const options = { documented, requirement: 'concurrency-delete-once', show } as const;
        const arrived = await burstOver([{ account, calls }], options);
        await expect(await createOneMore()).toAnswer('MAX_WEBHOOK_URL_LIMIT');
        if (isOver(account, arrived)) return;
      }
    }),
  );
});

test(
  ...contract('concurrency-listed-at-once', async ({ account, api, run, freshHost }) => {
    const urls = fresh(run.burst, freshHost);
    const arriving = await account.together(urls);
    // Each configuration is listed as soon as it is confirmed. The lists are judged at the end, because the
    // first failure ends the test.
    const lists = await Promise.all(
      arriving.map(async (one, index) => {
        const { answer } = await one;
        const configId = answer && configIdIn(answer);
        if (configId === undefined) return [];
        return [{ configId, url: urls[index] ?? '', list: await account.list() }];
      }),
    );
    if (lists.flat().length === 0) throw api.recorder.giveUp('no create of the burst was confirmed');
    for (const { configId, url, list } of lists.flat()) {
      const ofThese = (listed: { readonly configId: string }): boolean => listed.configId === configId;
      await expect(list).toList([{ configId, url }], { ofThese });
    }
  }),
);
