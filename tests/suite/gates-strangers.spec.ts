/**
 * Runs on servers on which a guess is somebody's account: nothing is ever sent to that account, and what a
 * bad server accepts is deleted again.
 */
import { expect } from '@playwright/test';
import { memberOf, type Json } from '../../fixtures/wire/json.ts';
import type { Rules } from '../../fixtures/reference/rules.ts';
import { emptyAccount, type Account, type Store } from '../../fixtures/reference/store.ts';
import { conform, failedIn, rowsOf, verdictsOf, type GateRun } from './gates-run.ts';
import { accounts, allAccounts, pointWhollyAt, reference } from './gates-targets.ts';
import { test, type Variables } from './programs.ts';

/** The account with an id, opened if the server regards it as somebody's. */
function opened({ accounts: all }: Store, id: string, exists: (id: string) => boolean): Account | undefined {
  if (!all.has(id) && exists(id)) all.set(id, emptyAccount(id));
  return all.get(id);
}

interface RunOptions {
  readonly rules?: Partial<Rules>;
  readonly variables?: Variables;
  readonly only?: string;
}

/**
 * Runs on a server where accounts exist beside the named ones. `found` are the accounts that were called
 * without being named, and `left` those of them that hold something after the run.
 */
async function runWhere(
  named: readonly string[],
  exists: (id: string) => boolean,
  { rules = {}, variables = {}, only }: RunOptions = {},
): Promise<{ readonly ended: GateRun; readonly found: readonly string[]; readonly left: readonly string[] }> {
  const found = new Set<string>();
  const stores = new Set<Store>();
  const findAccount = (store: Store, id: string): Account | undefined => {
    stores.add(store);
    const account = opened(store, id, exists);
    if (account !== undefined && !named.includes(id)) found.add(id);
    return account;
  };
  const { url } = await reference({ ...rules, findAccount }, named);
  const picked = only === undefined ? [] : ['--grep', only];
  const ended = await conform({ ...pointWhollyAt(url, named), ...variables }, picked);
  const held = [...stores].flatMap((store) => [...store.accounts.values()]);
  const left = held.flatMap(({ id, active }) => (named.includes(id) || active.size === 0 ? [] : [id]));
  return { ended, found: [...found], left };
}

const many = (idOf: (index: number) => string): readonly string[] =>
  allAccounts.map((_, index) => idOf(index));

/** Configurations whose ids are counted, as accounts are. */
function counting(): Partial<Rules> {
  let count = 1000;
  return {
    configId: () => {
      count += 1;
      return `whc_${count.toString(36)}`;
    },
  };
}

/** The tests that make ids up. */
const GUESSING = '@(account|isolation|get|update|delete|request|history)-';

for (const [what, named, form] of [
  ['base 36', many((index) => `acc_${(13_406 + index).toString(36)}`), /^acc_[a-z0-9]{1,9}$/],
  ['decimal numbers', many((index) => String(1001 + index)), /^\d{1,12}$/],
  ['wildcards and words', ['*', '%', 'constructor', 'é', ...many(String)], /^[^\s\0]{1,16}$/],
] as const) {
  test(`where all short ids are somebody’s (${what}), no unnamed account gets a request, and no requirement fails`, async () => {
    const options = { rules: counting(), only: GUESSING };
    const { ended, found } = await runWhere(named, (id) => form.test(id), options);
    expect(found).toEqual([]);
    expect(failedIn(ended)).toEqual([]);
    // A run of picked tests is partial.
    expect(ended).toMatchObject({ code: 3, stderr: '', report: { strays: [] } });
  });
}

const straysOf = ({ report }: GateRun): readonly Json[] => rowsOf(report, 'strays');

test('configurations that a server accepts for any account are deleted again, and the report says so at its top', async () => {
  const { ended, found, left } = await runWhere(allAccounts, () => true, { only: '@account-' });
  expect(ended.code).toBe(1);
  expect(failedIn(ended)).toContain('account-unknown-refused');
  expect(found.length).toBeGreaterThan(3);
  expect(left).toEqual([]);
  const strays = straysOf(ended);
  expect(strays.length).toBeGreaterThan(3);
  expect(strays.filter((stray) => memberOf(stray, 'deleted') !== true)).toEqual([]);
  expect(ended.stdout).toMatch(
    /Registered for accounts that nobody named: \d+ configurations, the target says that all are deleted again\n/,
  );
});

test('without the claim management the report says what is left', async () => {
  const variables = { TARGET_CLAIMS: 'create' };
  const { ended, left } = await runWhere(accounts, () => true, { variables, only: '@account-' });
  expect(ended.code).toBe(1);
  expect(left.length).toBeGreaterThan(3);
  expect(ended.stdout).toMatch(
    /Registered for accounts that nobody named: (\d+) configurations, \1 still there\n/,
  );
  const reported = new Set(straysOf(ended).map((stray) => memberOf(stray, 'accountId')));
  expect(left.filter((id) => !reported.has(id))).toEqual([]);
});

test('an account that is named as unknown has to be refused as such, also by a server that looks at forms', async () => {
  const named = many((index) => `acc_${index + 1}`);
  for (const [exists, verdict] of [
    [() => false, 'pass'],
    [(id: string) => id === 'acc_9999', 'fail'],
  ] as const) {
    const variables = { TARGET_UNKNOWN_ACCOUNT_ID: 'acc_9999' };
    const { ended, left } = await runWhere(named, exists, { variables, only: '@account-unknown-refused' });
    expect(verdictsOf(ended).get('account-unknown-refused')).toBe(verdict);
    expect(left).toEqual([]);
  }
});
