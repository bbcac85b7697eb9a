import fc from 'fast-check';
import { accountId } from '../../fixtures/arbitraries/account-id.ts';
import { cutOrExtended, otherCases, type NearMiss } from '../../fixtures/arbitraries/near-misses.ts';
import type { Account } from '../../fixtures/accounts/account.ts';
import type { Api } from '../../fixtures/client/api.ts';
import { otherBody, type Fault } from '../../fixtures/client/request.ts';
import { expectEachRefused } from '../../fixtures/refusals.ts';
import { contract, expect, property, test } from '../../fixtures/test.ts';

test(...contract('account-known-accepted'), async ({ account, second, freshHost }) => {
  expect.soft(await account.create(`https://${freshHost()}/`)).toAnswer('accepted');
  expect(await second.create(`https://${freshHost()}/`)).toAnswer('accepted');
});

/** The fault of naming another account, in a request that is otherwise the same. */
function otherAccount(text: string, url: string, label: string): Fault {
  return otherBody(JSON.stringify({ account_id: text, config: { url } }), `account id: ${label}`);
}

/** Ids that resemble the account's and are not those of another account of the run. */
function strangers(misses: readonly NearMiss[], known: readonly string[]): readonly NearMiss[] {
  return misses.filter(({ text }) => !known.includes(text));
}

async function expectUnknown(
  api: Api,
  account: Account,
  url: string,
  misses: readonly NearMiss[],
): Promise<void> {
  const faults = misses.map(({ text, label }) => otherAccount(text, url, label));
  await expectEachRefused(api, api.createRequest(account.id, url), faults, 'ENTITY_NOT_FOUND');
  await account.register(url);
}

test(...contract('account-unknown-refused'), async ({ api, account, run, freshHost }) => {
  const unknown = { label: 'one that was never issued', text: `acc_unknown${run.info.runId}` };
  await expectUnknown(api, account, `https://${freshHost()}/`, [unknown, unknown]);
});

test(...contract('account-near-miss-refused'), async ({ api, account, run, freshHost }) => {
  const misses = strangers(cutOrExtended(account.id), run.accountIds);
  await expectUnknown(api, account, `https://${freshHost()}/`, misses);
});

test(...contract('account-case-refused'), async ({ api, account, run, freshHost }) => {
  const misses = strangers(otherCases(account.id), run.accountIds);
  await expectUnknown(api, account, `https://${freshHost()}/`, misses);
});

test(...property('account-any-other-refused'), async ({ api, account, run, freshHost, holds }) => {
  const url = `https://${freshHost()}/`;
  const nearOrFar = fc.oneof(
    accountId,
    fc.nat(account.id.length - 1).map((length) => account.id.slice(0, length)),
    accountId.map((rest) => account.id + rest),
  );
  await holds(
    nearOrFar.filter((id) => id !== '' && !run.accountIds.includes(id)),
    async (id) => {
      const request = otherAccount(id, url, JSON.stringify(id)).apply(api.createRequest(account.id, url));
      expect(await api.send(request)).toAnswer('ENTITY_NOT_FOUND');
    },
    { runs: 40 },
  );
  await account.register(url);
});

test(...contract('account-malformed'), async ({ api, account, freshHost }) => {
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
  ];
  for (const { label, text } of malformed) {
    const answer = await api.send(otherAccount(text, url, label).apply(api.createRequest(id, url)));
    expect.soft(answer).toTakeAlternative(label);
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
