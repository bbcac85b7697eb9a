/**
 * Runs on servers on which a guess is somebody's account: nothing is ever sent there, and what a bad server
 * takes is taken back.
 */
import { expect, test } from '@playwright/test';
import { planFor } from '../../fixtures/session/plan.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { isJsonObject, memberOf, type Json } from '../../fixtures/wire/json.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { contractRules, type Rules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { emptyAccount, type Account, type Store } from '../../fixtures/reference/store.ts';
import { conform, temporaryFolder, verdictsOf, type GateRun, type Variables } from './gates-run.ts';
import { ownCredentials, pointAt } from './gates-targets.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

const NEEDED = planFor(claims).accounts;

/** The account with an id, made where the server takes it for that of somebody. */
function opened({ accounts }: Store, id: string, exists: (id: string) => boolean): Account | undefined {
  if (!accounts.has(id) && exists(id)) accounts.set(id, emptyAccount(id));
  return accounts.get(id);
}

/**
 * Runs on a server where accounts exist beside the named ones; returns the run, and the accounts that were
 * found and not named.
 */
async function runWhere(
  named: readonly string[],
  exists: (id: string) => boolean,
  {
    rules = {},
    variables = {},
    only,
  }: { readonly rules?: Partial<Rules>; readonly variables?: Variables; readonly only?: string } = {},
): Promise<{ readonly ended: GateRun; readonly found: readonly string[]; readonly left: readonly string[] }> {
  const found = new Set<string>();
  const stores = new Set<Store>();
  const noting: Rules = {
    ...contractRules,
    ...rules,
    findAccount: (store, id) => {
      stores.add(store);
      const account = opened(store, id, exists);
      if (account !== undefined && !named.includes(id)) found.add(id);
      return account;
    },
  };
  const server = await startServer({ accounts: named, credentials: ownCredentials, rules: noting });
  const folder = temporaryFolder();
  try {
    const settings = { TARGET_ACCOUNT_IDS: named.join(','), TARGET_CLAIMS: claims.join(','), ...variables };
    const picked = only === undefined ? [] : ['--grep', only];
    const ended = await conform(folder.path, { ...pointAt(server.url), ...settings }, picked);
    const held = [...stores].flatMap(({ accounts }) => [...accounts.values()]);
    return {
      ended,
      found: [...found],
      left: held.flatMap(({ id, active }) => (named.includes(id) || active.size === 0 ? [] : [id])),
    };
  } finally {
    await server.close();
    folder.remove();
  }
}

const failed = (run: GateRun): readonly string[] =>
  [...verdictsOf(run)].flatMap(([id, verdict]) => (verdict === 'fail' ? [id] : []));

const many = (idOf: (index: number) => string): readonly string[] =>
  Array.from({ length: NEEDED }, (_, index) => idOf(index));

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

const crowded: readonly (readonly [
  what: string,
  named: readonly string[],
  exists: (id: string) => boolean,
])[] = [
  [
    'base 36',
    many((index) => `acc_${(13_406 + index).toString(36)}`),
    (id) => /^acc_[a-z0-9]{1,9}$/.test(id),
  ],
  ['decimal numbers', many((index) => String(1001 + index)), (id) => /^\d{1,12}$/.test(id)],
  [
    'wildcards and words',
    ['*', '%', 'constructor', 'é', ...many((index) => `${index}`)],
    (id) => id.length <= 16 && /^[^\s\0]+$/.test(id),
  ],
];

for (const [what, named, exists] of crowded) {
  test(`where all short ids are somebody’s (${what}), nothing is sent to any that is not named, and nobody is accused`, async () => {
    const { ended, found } = await runWhere(named, exists, { rules: counting() });
    expect(found).toEqual([]);
    expect(failed(ended)).toEqual([]);
    expect(ended).toMatchObject({ code: 0, stderr: '', report: { strays: [] } });
  });
}

const straysOf = ({ report }: GateRun): readonly Json[] => {
  const strays: unknown = memberOf(report, 'strays');
  return Array.isArray(strays) ? strays.filter(isJsonObject) : [];
};

test('what a server takes for any account is deleted again, and the report says so on top', async () => {
  const { ended, found, left } = await runWhere(accountIds(NEEDED), () => true, { only: '@account-' });
  expect(ended.code).toBe(1);
  expect(failed(ended)).toContain('account-unknown-refused');
  expect(found.length).toBeGreaterThan(3);
  expect(left).toEqual([]);
  const strays = straysOf(ended);
  expect(strays.length).toBeGreaterThan(3);
  expect(strays.filter((stray) => memberOf(stray, 'deleted') !== true)).toEqual([]);
  expect(ended.stdout).toMatch(
    /Registered for accounts that nobody named: \d+ configurations, all deleted again\n/,
  );
});

test('without the claim that covers deletes it says what is left, and what to do', async () => {
  const named = accountIds(planFor(['create']).accounts);
  const { ended, left } = await runWhere(named, () => true, {
    variables: { TARGET_CLAIMS: 'create' },
    only: '@account-',
  });
  expect(ended.code).toBe(1);
  expect(left.length).toBeGreaterThan(3);
  expect(ended.stdout).toMatch(
    /Registered for accounts that nobody named: (\d+) configurations, \1 still there\n/,
  );
  const told = new Set(straysOf(ended).map((stray) => memberOf(stray, 'accountId')));
  expect(left.filter((id) => !told.has(id))).toEqual([]);
});

test('an account that is named as unknown has to be refused as such, also by a server that looks at forms', async () => {
  const named = many((index) => `acc_${index + 1}`);
  for (const [exists, verdict] of [
    [() => false, 'pass'],
    [(id: string) => id === 'acc_9999', 'fail'],
  ] as const) {
    const { ended, left } = await runWhere(named, exists, {
      variables: { TARGET_UNKNOWN_ACCOUNT_ID: 'acc_9999' },
      only: '@account-unknown-refused',
    });
    expect(verdictsOf(ended).get('account-unknown-refused')).toBe(verdict);
    expect(left).toEqual([]);
  }
});
