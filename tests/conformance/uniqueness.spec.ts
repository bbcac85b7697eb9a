import fc from 'fast-check';
import type { Account } from '../../fixtures/session/account.ts';
import type { Run } from '../../fixtures/session/run.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
import { isAccepted, statedAnswers } from '../../fixtures/contract/answers.ts';
import { explainedAfter, explainedBy } from '../../fixtures/checks/connections.ts';
import { whyTwice } from '../../fixtures/checks/second-looks.ts';
import { openUrls } from '../../fixtures/generate/open-urls.ts';
import {
  editsOfUrl,
  expectEditsApart,
  shownEdits,
  smallerEdits,
  type EditsOfUrl,
} from '../../fixtures/checks/edited-urls.ts';
import { expectCreatedApart, explainingRefusals, type Note } from '../../fixtures/checks/folded-urls.ts';
import { openPairs, pairAt } from '../../fixtures/generate/url-folds.ts';
import { LONGEST_URL } from '../../fixtures/contract/asked.ts';
import { shownUrl, urlOf, urlParts, type UrlParts } from '../../fixtures/generate/valid-url.ts';
import { contract, counting, expect, property, scenario, test } from '../../fixtures/test.ts';

test(
  ...contract('uniqueness-at-once', async ({ account }) => {
    const first = await account.configuration();
    const answer = await account.create(first.url);
    await explainedAfter(account, expect(answer).toAnswer('URL_ALREADY_EXISTS'), () =>
      whyTwice(account, first, answer),
    );
  }),
);

test(
  ...contract('uniqueness-after-others', async ({ account }) => {
    const first = await account.register();
    const second = await account.register();
    await account.register();
    await expect(await account.create(first)).toAnswer('URL_ALREADY_EXISTS');
    await account.register();
    await expect(await account.create(second)).toAnswer('URL_ALREADY_EXISTS');
  }),
);

test(
  ...scenario('uniqueness-again', async ({ account }) => {
    const url = await account.register();
    await expect(await account.create(url)).toAnswerAsGround('URL_ALREADY_EXISTS');
    for (let again = 2; again <= 8; again += 1)
      await expect(await account.create(url)).toAnswer('URL_ALREADY_EXISTS');
  }),
);

test(
  ...property('uniqueness-any-duplicate', async ({ account, run, freshHost, holds }) => {
    await holds(
      urlParts,
      async (parts) => {
        const url = await account.register(urlOf(parts, freshHost()));
        // The duplicate is not sent at once; another test does that.
        await account.create(account.marker);
        await expect(await account.create(url)).toAnswer('URL_ALREADY_EXISTS');
      },
      { ...account.perSlot, runs: account.perSlot.runs - 1, show: shownUrl },
    );
    // Whoever accepts a URL that the contract leaves open knows it again.
    const open = openUrls(freshHost, run.info.runId);
    for (const { url, label } of account.sampled(open, run.info.seed, account.slots)) {
      if (!isAccepted(await account.create(url, label))) continue;
      await account.create(account.marker);
      const again = await account.create(url, `${label}, again`);
      await expect(again).toAnswer('URL_ALREADY_EXISTS', 'BAD_REQUEST');
    }
  }),
);

/** Registers similar but different URLs and expects all to be accepted. */
async function expectAllAccepted(account: Account, run: Run, all: readonly string[]): Promise<void> {
  const urls = account.sampled(all, run.info.seed);
  for (const [index, url] of urls.entries())
    await expect(await account.create(url, `URL ${index + 1} of ${urls.length}`)).toAnswer('accepted');
}

/** Texts with the same CRC-32 and the same hashCode of Java: an index on either takes them for one. */
const SAME_CHECKSUMS = [
  'AaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAaAa',
  'BBAaAaAaAaAaBBAaAaBBBBAaAaAaAaAaBBAaAaAaBBBBBBAaBBBBAaBBBBAaBBBBBB',
];

test(
  ...contract('uniqueness-one-character', async ({ account, run, freshHost }) => {
    const host = freshHost();
    await expectAllAccepted(account, run, [
      `https://${host}/hooks/a?id=1`,
      `https://${host}/hooks/a?id=2`,
      `https://${host}/hooks/aa?id=1`,
      ...SAME_CHECKSUMS.map((path) => `https://${host}/hooks/${path}?id=1`),
      `https://x${host}/hooks/a?id=1`,
      ...['1', '2'].map((last) => `https://${host}/${'a'.repeat(LONGEST_URL - host.length - 11)}${last}`),
    ]);
  }),
);

test(
  ...contract('uniqueness-path-case', async ({ account, run, freshHost }) => {
    const host = freshHost();
    await expectAllAccepted(account, run, [
      `https://${host}/hooks/orders`,
      `https://${host}/Hooks/orders`,
      `https://${host}/HOOKS/ORDERS`,
    ]);
  }),
);

test(
  ...contract('uniqueness-query', async ({ account, run, freshHost }) => {
    const host = freshHost();
    await expectAllAccepted(account, run, [
      `https://${host}/hooks`,
      `https://${host}/hooks?tenant=a&kind=b`,
      `https://${host}/hooks?kind=b&tenant=a`,
      `https://${host}/hooks?tenant=A&kind=b`,
      `https://${host}/hooks?tenant=a%26kind=b`,
    ]);
  }),
);

test(
  ...property('uniqueness-any-other-url', async ({ account, freshHost, holds }) => {
    // All have the same host, and the two of a pair differ only at the end of the path or the query.
    const host = freshHost();
    const ending = (parts: UrlParts, uuid: string, inQuery: boolean): UrlParts => ({
      labels: '',
      port: '',
      path: inQuery ? parts.path : `${parts.path}/${uuid}`,
      query: inQuery ? `${parts.query || '?'}${uuid}` : '',
    });
    await holds(
      fc.tuple(urlParts, fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 2 }), fc.boolean()),
      async ([parts, uuids, inQuery]) => {
        for (const uuid of uuids)
          await expect(await account.create(urlOf(ending(parts, uuid, inQuery), host))).toAnswer('accepted');
      },
      {
        runs: account.slots / 2,
        show: ([parts, uuids, inQuery]) =>
          uuids.map((uuid) => urlOf(ending(parts, uuid, inQuery), '{host}')).join(' and '),
        affords: () => account.used + 2 <= account.slots,
      },
    );
  }),
);

test(
  ...contract('uniqueness-folded-url', async ({ account, freshHost }) => {
    await explainingRefusals(account, (note) => expectCreatedApart(account, freshHost, note));
  }),
);

test(
  ...property('uniqueness-any-edit', async ({ account, freshHost, holds }) => {
    const [one, other] = [await account.configuration(), await account.configuration()];
    let failed: EditsOfUrl | undefined;
    const attempt = async (value: EditsOfUrl, note: Note): Promise<void> => {
      await expectEditsApart(account, freshHost(), value, { one, other, note }).catch((error: unknown) => {
        failed = value;
        throw error;
      });
    };
    await explainingRefusals(account, (note) =>
      holds(editsOfUrl, (value) => attempt(value, note), {
        runs: 5,
        shrinks: 80,
        smaller: () => (failed === undefined ? [] : smallerEdits(failed)),
        show: shownEdits,
      }),
    );
  }),
);

test(
  ...contract('uniqueness-per-account', async ({ account, second }) => {
    const url = await account.register();
    await expect(await second.create(url)).toAnswer('accepted');
  }),
);

test(
  ...contract('uniqueness-equivalent-url', async ({ account, run, freshHost }) => {
    const named = openPairs.filter(({ name }) => /^(?:host case|default port|trailing slash)$/.test(name));
    for (const pair of account.sampled(named, run.info.seed, 2)) {
      const [url, equivalent] = pairAt(pair, freshHost());
      await account.register(url);
      await expect(await account.create(equivalent)).toTakeAlternative(pair.name);
    }
  }),
);

const NO_SLOT = 'uniqueness-duplicate-takes-no-slot';
const TAKES_SLOT =
  'A duplicate that was refused has taken a slot: behind it the target says that the account is full.';

/** Whether an answer says that the account is full. */
function isFull({ api }: Account, answer: Answer): boolean {
  return statedAnswers(answer, api.methodOf(answer)).includes('MAX_WEBHOOK_URL_LIMIT');
}

async function expectDuplicate(answer: Answer): Promise<void> {
  await expect(answer).toAnswerAsGround('URL_ALREADY_EXISTS', 'uniqueness-filled-account');
}

// Behind the tests above, of which some use the same account with create alone.
test.describe('an account with 19 URLs', () => {
  // The tests share one account, because accounts that cannot be emptied are rare.
  test.describe.configure({ mode: 'default' });

  test(
    ...counting(
      scenario('uniqueness-filled-account', async ({ account }) => {
        const urls = await account.fillTo(19);
        for (const index of [0, Math.floor(urls.length / 2), urls.length - 1]) {
          const answer = await account.create(urls[index] ?? '', `URL ${index + 1} of ${urls.length}`);
          // Full behind a duplicate that was refused: a counter goes up before the duplicate is seen.
          if (index > 0 && isFull(account, answer))
            await explainedBy(
              account,
              expect(answer).toAnswerAsGround('URL_ALREADY_EXISTS', NO_SLOT),
              TAKES_SLOT,
              NO_SLOT,
            );
          await expect(answer).toAnswer('URL_ALREADY_EXISTS');
        }
      }),
    ),
  );

  test(
    ...counting(
      scenario('uniqueness-duplicate-takes-no-slot', async ({ account, freshHost }) => {
        const urls = await account.fillTo(19);
        const duplicates: Answer[] = [];
        for (const url of urls.slice(3, 6)) {
          const answer = await account.create(url);
          duplicates.push(answer);
          // Full for a duplicate: the 20th URL tells whether duplicates took slots.
          if (!isFull(account, answer)) await expectDuplicate(answer);
        }
        const twentieth = await account.create(`https://${freshHost()}/20th`);
        // A limit of 19 refuses it too, but no duplicate before it.
        const isTaken = duplicates.slice(1).some((answer) => isFull(account, answer));
        const isFirstRight = duplicates[0] !== undefined && !isFull(account, duplicates[0]);
        const explanation = isFirstRight && isTaken ? TAKES_SLOT : undefined;
        await explainedBy(account, expect(twentieth).toAnswer('accepted'), explanation);
        for (const answer of duplicates) await expectDuplicate(answer);
        await expect(await account.create(`https://${freshHost()}/21st`)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
      }),
    ),
  );
});
