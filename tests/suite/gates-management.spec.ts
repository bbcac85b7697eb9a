/**
 * Runs with and without the claim management: accounts stay as found, and only claimed methods are called.
 */
import { expect } from '@playwright/test';
import { planFor } from '../../fixtures/session/plan.ts';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import { catalogue, claims, MANAGEMENT, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { CREATE, loadMethods } from '../../fixtures/contract/openapi.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { memberOf } from '../../fixtures/wire/json.ts';
import { contractRules, type Rules } from '../../fixtures/reference/rules.ts';
import { rulesOf } from '../../fixtures/reference/mutant.ts';
import { variants } from '../../fixtures/reference/variants.ts';
import { takeInventory, type Inventory } from '../../fixtures/targets/inventory.ts';
import { transportTo } from './closing.ts';
import { conform, rowsOf, verdictsOf } from './gates-run.ts';
import { ownCredentials as credentials, pointAt, reference, register } from './gates-targets.ts';
import { test, type Variables } from './programs.ts';

/** URLs of customers. */
const customers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://customer-${index}.test/hooks`);

interface Setup {
  /** Points a run that claims `claimed` at the target. */
  readonly variables: (claimed: string) => Variables;
  /** What every account holds. */
  readonly stock: () => Promise<Inventory>;
  /** The paths that were called since the accounts were filled, each once. */
  readonly called: ReadonlySet<string>;
}

/** Stands for the marker of the account: a run that was killed has left it behind. */
const MARKER = 'the marker';

/** A server whose accounts hold these URLs. */
async function holding(urls: readonly (readonly string[])[], rules: Partial<Rules> = {}): Promise<Setup> {
  const { methodName } = { ...contractRules, ...rules };
  const ids = accountIds(urls.length);
  const called = new Set<string>();
  const noting = (path: string): string | undefined => {
    called.add(path);
    return methodName(path);
  };
  const server = await reference({ ...rules, methodName: noting }, ids);
  const transport = transportTo(server.url);
  for (const [index, id] of ids.entries())
    for (const url of urls[index] ?? []) await register(transport, id, url === MARKER ? markerUrl(id) : url);
  called.clear();
  const TARGET_ACCOUNT_IDS = ids.join(',');
  return {
    variables: (claimed) => ({ ...pointAt(server.url), TARGET_ACCOUNT_IDS, TARGET_CLAIMS: claimed }),
    stock: () => takeInventory({ transport, credentials }, ids),
    called,
  };
}

test('a run that claims management leaves every account as it found it, and can be repeated on the same ones', async () => {
  const others = Array.from({ length: planFor(claims).accounts }, () => [MARKER]);
  const held = [customers(5), ...others, [], [MARKER, ...customers(11)], customers(2)];
  const { variables, stock } = await holding(held);
  const before = await stock();
  expect([...before.values()].map((found) => found?.length)).toEqual(held.map(({ length }) => length));
  for (const time of ['first', 'second']) {
    const ended = await conform(variables('create,management'));
    expect.soft(ended.stderr, time).toBe('');
    expect(ended, time).toMatchObject({ code: 0, report: { verdict: 'conformant', partial: false } });
    expect([...verdictsOf(ended).values()], time).not.toContain('not-claimed');
    expect(await stock(), time).toEqual(before);
  }
});

test('a target that never frees the URL of a deleted configuration is conformant, in the second run as well', async () => {
  const target = variants.find(({ name }) => name === 'deleted-urls-stay-taken');
  if (target === undefined)
    throw new Error('There is no variant that keeps the URLs of deleted configurations.');
  const empty = Array.from({ length: planFor(claims).accounts }, () => []);
  const { variables, stock } = await holding(empty, rulesOf(target));
  for (const time of ['first', 'second']) {
    const ended = await conform(variables('create,management'));
    expect(ended, time).toMatchObject({ code: 0, report: { verdict: 'conformant', partial: false } });
    expect.soft([...(await stock()).values()].flat(), time).toEqual([]);
  }
  // Without a list the first URL, which is in use, could be taken for one that the account holds.
  const partial = await conform(variables('create'), ['--grep', '@limit-21st-refused']);
  expect(partial.stdout).toMatch(/account \S+ took more than|Requirements +1 pass/);
  expect(partial.code).not.toBe(1);
});

test('a target without the management methods is conformant when it claims create, and none is called', async () => {
  const management = [...(await loadMethods()).values()].filter(({ claim }) => claim === MANAGEMENT);
  expect(management.length).toBeGreaterThan(3);
  const empty = Array.from({ length: planFor(['create']).accounts }, () => []);
  const methodName = (path: string): string | undefined => (path === `/${CREATE}` ? CREATE : undefined);
  const { variables, called } = await holding(empty, { methodName });
  const ended = await conform(variables('create'));
  expect(ended).toMatchObject({ code: 0, stderr: '', report: { verdict: 'conformant', partial: false } });
  const unclaimed = requirementIds.filter((id) => catalogue[id].claim === MANAGEMENT);
  expect(unclaimed.length).toBeGreaterThan(50);
  const notClaimed = [...verdictsOf(ended)].filter(([, verdict]) => verdict === 'not-claimed');
  expect(notClaimed.map(([id]) => id)).toEqual(unclaimed);
  expect([...called].filter((path) => management.some((one) => one.path === path))).toEqual([]);
  expect(called).toContain(`/${CREATE}`);
});

/** What few or filled accounts hold, what the run leaves open, and what the line before it says. */
const few: readonly (readonly [what: string, held: readonly (readonly string[])[], open: RegExp])[] = [
  [
    'one account',
    [customers(2)],
    /^No account is left for this test: it needs an account (that is empty|with [^.]*, and another with)/,
  ],
  [
    'two accounts of which none is empty',
    [customers(3), customers(9)],
    /needs an account that is empty before the run\./,
  ],
];

for (const [what, held, open] of few) {
  test(`${what} are judged by all that they suffice for, and stay as they were`, async () => {
    const { variables, stock } = await holding(held);
    const before = await stock();
    const ended = await conform(variables('create,management'));
    const verdicts = [...verdictsOf(ended).values()];
    const left = verdicts.filter((verdict) => verdict === 'inconclusive').length;
    expect.soft(verdicts).not.toContain('fail');
    expect.soft(left).toBeGreaterThan(0);
    expect.soft(left).toBeLessThan(30);
    expect(ended).toMatchObject({
      code: 3,
      stderr: `${left} requirements will be inconclusive for want of accounts. Name 1 more empty account in TARGET_ACCOUNT_IDS to judge them.\n`,
    });
    for (const row of rowsOf(ended.report, 'requirements'))
      if (memberOf(row, 'verdict') === 'inconclusive') expect.soft(memberOf(row, 'reason')).toMatch(open);
    expect(await stock()).toEqual(before);
  });
}

/** What accounts may hold at most, so that every test has one. */
const enough: readonly (readonly [what: string, held: readonly (readonly string[])[]])[] = [
  ['two accounts, of which one holds 10', [[MARKER, ...customers(9)], []]],
  ['six accounts, of which four hold some', [12, 0, 19, 20, 1, 0].map(customers)],
];

for (const [what, held] of enough) {
  test(`${what}, suffice and stay as they were`, async () => {
    const { variables, stock } = await holding(held);
    const before = await stock();
    const ended = await conform(variables('create,management'));
    expect(ended).toMatchObject({ code: 0, stderr: '', report: { verdict: 'conformant', partial: false } });
    expect(await stock()).toEqual(before);
  });
}
