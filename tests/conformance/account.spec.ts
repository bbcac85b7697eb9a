import { strangerTo } from '../../fixtures/generate/account-id.ts';
import { inOtherCase, nearMisses, neverIssued, type MadeUp } from '../../fixtures/generate/made-up-ids.ts';
import { malformedIds } from '../../fixtures/generate/malformed-ids.ts';
import type { Account } from '../../fixtures/session/account.ts';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import type { Api } from '../../fixtures/session/api.ts';
import { otherBody, type Fault } from '../../fixtures/wire/request.ts';
import { isAccepted } from '../../fixtures/contract/answers.ts';
import { expectAnswer, expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { contract, expect, property, test } from '../../fixtures/test.ts';

test(...contract('account-known-accepted'), async ({ api, account, run, plan, freshHost }) => {
  expect.soft(await account.create(`https://${freshHost()}/`)).toAnswer('accepted');
  // The others are asked for what they hold already, which costs no slot; that they are known is all that counts here.
  // Those that have a room to themselves are left alone: what their tests count must be theirs.
  const rooms = new Set(
    [...plan.first.values()].flatMap(({ account: index, whole }) => (whole ? [index] : [])),
  );
  for (const id of run.accountIds.filter((_, index) => !rooms.has(index))) {
    const answer = await api.create(id, markerUrl(id));
    expect.soft(answer).toAnswer('accepted', 'URL_ALREADY_EXISTS', 'MAX_WEBHOOK_URL_LIMIT');
  }
});

/** The fault of naming another account, in a request that is otherwise the same. */
function otherAccount(text: string, url: string, label: string): Fault {
  return otherBody(JSON.stringify({ account_id: text, config: { url } }), `account id: ${label}`);
}

/** Asks the account for what it holds already, which costs no slot: were that refused, more than the account would be wrong. */
async function expectKnown(api: Api, { id }: Account): Promise<void> {
  const answer = await api.create(id, markerUrl(id));
  expect(answer).toAnswerAsGround(
    'url-https-accepted',
    'accepted',
    'URL_ALREADY_EXISTS',
    'MAX_WEBHOOK_URL_LIMIT',
  );
}

/** Sends creates for accounts that do not exist. Where the ids of the accounts leave none, that is written down. */
async function expectUnknown(
  api: Api,
  account: Account,
  url: string,
  { misses, documented }: MadeUp,
): Promise<void> {
  if (misses.length === 0) {
    const { requirement } = api.recorder;
    const taken = 'not tried: near the ids of these accounts any other may be that of somebody';
    api.recorder.observe({ requirement, case: 'an id that is nobody’s', taken });
  }
  const faults = misses.map(({ text, label }) => otherAccount(text, url, label));
  // Twice: a server may make of the first attempt an account for the second.
  const twice = [...faults, ...faults];
  await expectEachRefused(api, api.createRequest(account.id, url), twice, ...documented);
}

test(...contract('account-unknown-refused'), async ({ api, account, run, freshHost }) => {
  const url = `https://${freshHost()}/`;
  const { namedIds, unknownAccountId, info } = run;
  await expectKnown(api, account);
  if (unknownAccountId !== undefined) {
    const misses = [{ label: 'one that is said not to exist', text: unknownAccountId }];
    await expectUnknown(api, account, url, { misses, documented: ['ENTITY_NOT_FOUND'] });
  }
  await expectUnknown(api, account, url, neverIssued(account.id, namedIds, info.runId));
  await account.register(url);
});

test(...contract('account-near-miss-refused'), async ({ api, account, run, freshHost }) => {
  const url = `https://${freshHost()}/`;
  await expectKnown(api, account);
  await expectUnknown(api, account, url, nearMisses(account.id, run.namedIds, run.info.runId));
  await account.register(url);
});

test(...contract('account-case-refused'), async ({ api, account, run, freshHost }) => {
  const others = inOtherCase(account.id, run.namedIds);
  const mayBeTheSame = others.documented.includes('URL_ALREADY_EXISTS');
  await expectKnown(api, account);
  // What the account holds costs no slot, should it be the same.
  const url = mayBeTheSame ? markerUrl(account.id) : `https://${freshHost()}/`;
  await expectUnknown(api, account, url, others);
  if (!mayBeTheSame) await account.register(url);
});

test(...property('account-any-other-refused'), async ({ api, account, run, freshHost, holds }) => {
  const url = `https://${freshHost()}/`;
  await expectKnown(api, account);
  const { documented } = nearMisses(account.id, run.namedIds, run.info.runId);
  await holds(
    strangerTo(account.id, run.namedIds),
    async (id) => {
      const request = otherAccount(id, url, JSON.stringify(id)).apply(api.createRequest(account.id, url));
      expectAnswer(await api.send(request), ...documented);
    },
    { runs: 40 },
  );
  await account.register(url);
});

test(...contract('account-malformed'), async ({ api, account, run, freshHost }) => {
  const url = `https://${freshHost()}/`;
  for (const { label, text } of malformedIds(account.id, run.namedIds, run.info.runId)) {
    const answer = await api.send(otherAccount(text, url, label).apply(api.createRequest(account.id, url)));
    // What is accepted registers the URL: from then on it would be refused for being registered.
    (isAccepted(answer) ? expect : expect.soft)(answer).toTakeAlternative(label);
  }
  await account.register(url);
});

test(...contract('account-empty'), async ({ api, account, freshHost }) => {
  const url = `https://${freshHost()}/`;
  const answer = await api.send(otherAccount('', url, 'empty').apply(api.createRequest(account.id, url)));
  expect(answer).toTakeAlternative('empty');
  await account.register(url);
});
