import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { accountId } from '../../fixtures/arbitraries/account-id.ts';
import { cutOrExtended, otherCases, type NearMiss } from '../../fixtures/arbitraries/near-misses.ts';
import { LONG_ENOUGH, ofSameForm, partsOf } from '../../fixtures/arbitraries/same-form.ts';
import type { Account } from '../../fixtures/accounts/account.ts';
import { mayExist } from '../../fixtures/accounts/strangers.ts';
import { markerUrl } from '../../fixtures/accounts/urls.ts';
import type { Api } from '../../fixtures/client/api.ts';
import { otherBody, type Fault } from '../../fixtures/client/request.ts';
import { isAccepted } from '../../fixtures/contract/answers.ts';
import { expectAnswer, expectEachRefused } from '../../fixtures/refusals.ts';
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

/** Ids that resemble the account's and are not those of another account of the run. */
function strangers(misses: readonly NearMiss[], known: readonly string[]): readonly NearMiss[] {
  return misses.filter(({ text }) => !mayExist(text, known));
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

async function expectUnknown(
  api: Api,
  account: Account,
  url: string,
  misses: readonly NearMiss[],
): Promise<void> {
  const faults = misses.map(({ text, label }) => otherAccount(text, url, label));
  await expectKnown(api, account);
  // Twice: a server may make of the first attempt an account for the second.
  const twice = [...faults, ...faults];
  await expectEachRefused(api, api.createRequest(account.id, url), twice, 'ENTITY_NOT_FOUND');
  await account.register(url);
}

/** Ids that were never issued: the run's own id makes them up. */
function neverIssued(known: string, runId: string): readonly NearMiss[] {
  const sameForm = ofSameForm(known, runId);
  return [
    { label: 'one that was never issued', text: `acc_unknown${runId}` },
    ...(sameForm === undefined ? [] : [{ label: 'one of the same form', text: sameForm }]),
  ];
}

/** Ids of another form than that of a known account. */
function otherForms(known: string, runId: string): readonly NearMiss[] {
  const { prefix, rest } = partsOf(known);
  const hex = createHash('sha256').update(runId).digest('hex');
  return [
    { label: 'a UUID', text: hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5') },
    { label: 'an ObjectId', text: hex.slice(0, 24) },
    ...(prefix === '' || rest.length < LONG_ENOUGH ? [] : [{ label: 'without its prefix', text: rest }]),
  ];
}

test(...contract('account-unknown-refused'), async ({ api, account, run, freshHost }) => {
  const misses = strangers(neverIssued(account.id, run.info.runId), run.namedIds);
  await expectUnknown(api, account, `https://${freshHost()}/`, misses);
});

test(...contract('account-near-miss-refused'), async ({ api, account, run, freshHost }) => {
  const misses = strangers(cutOrExtended(account.id), run.namedIds);
  await expectUnknown(api, account, `https://${freshHost()}/`, misses);
});

test(...contract('account-case-refused'), async ({ api, account, run, freshHost }) => {
  const misses = strangers(otherCases(account.id), run.namedIds);
  await expectUnknown(api, account, `https://${freshHost()}/`, misses);
});

test(...property('account-any-other-refused'), async ({ api, account, run, freshHost, holds }) => {
  const url = `https://${freshHost()}/`;
  await expectKnown(api, account);
  const nearOrFar = fc.oneof(
    accountId,
    fc.nat(account.id.length - 1).map((length) => account.id.slice(0, length)),
    accountId.map((rest) => account.id + rest),
  );
  await holds(
    nearOrFar.filter((id) => id !== '' && !mayExist(id, run.namedIds)),
    async (id) => {
      const request = otherAccount(id, url, JSON.stringify(id)).apply(api.createRequest(account.id, url));
      expectAnswer(await api.send(request), 'ENTITY_NOT_FOUND');
    },
    { runs: 40 },
  );
  await account.register(url);
});

test(...contract('account-malformed'), async ({ api, account, run, freshHost }) => {
  const url = `https://${freshHost()}/`;
  const { id } = account;
  const malformed: readonly NearMiss[] = [
    { label: 'a space before it', text: ` ${id}` },
    { label: 'a space behind it', text: `${id} ` },
    { label: 'a line break behind it', text: `${id}\n` },
    { label: 'a NUL behind it', text: `${id}\0` },
    { label: 'a wildcard', text: '*' },
    { label: 'a wildcard of SQL', text: '%' },
    { label: 'a condition of SQL', text: `${id}' OR '1'='1` },
    { label: 'a path', text: `../${id}` },
    { label: 'two ids', text: `${id},${id}` },
    { label: 'a member of every object', text: '__proto__' },
    { label: 'a method of every object', text: 'constructor' },
    { label: 'look-alike letters', text: [...id].map((letter) => fullWidth(letter)).join('') },
    { label: '10,000 characters', text: 'a'.repeat(10_000) },
    ...otherForms(id, run.info.runId),
  ];
  for (const { label, text } of malformed) {
    const answer = await api.send(otherAccount(text, url, label).apply(api.createRequest(id, url)));
    // What is accepted registers the URL: from then on it would be refused for being registered.
    (isAccepted(answer) ? expect : expect.soft)(answer).toTakeAlternative(label);
  }
  await account.register(url);
});

/** The letter of the block that Unicode's compatibility forms fold to ASCII. */
function fullWidth(letter: string): string {
  return /[!-~]/.test(letter) ? String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0) : letter;
}

test(...contract('account-empty'), async ({ api, account, freshHost }) => {
  const url = `https://${freshHost()}/`;
  const answer = await api.send(otherAccount('', url, 'empty').apply(api.createRequest(account.id, url)));
  expect(answer).toTakeAlternative('empty');
  await account.register(url);
});
