/** Runs on accounts that may hold more than the run knows: an early limit is no failure there. */
import { expect } from '@playwright/test';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import { memberOf } from '../../fixtures/wire/json.ts';
import { rulesOf } from '../../fixtures/reference/mutant.ts';
import { mutants } from '../../fixtures/reference/mutants.ts';
import type { Rules } from '../../fixtures/reference/rules.ts';
import { transportTo } from './closing.ts';
import { conform, expectOneLine, failedIn, verdictsOf, type GateRun } from './gates-run.ts';
import { accounts, allAccounts, pointAt, reference, register } from './gates-targets.ts';
import { test, type Variables } from './programs.ts';

/** A server: `hold` registers a URL in one of its accounts, and `run` judges it. */
async function serverWith(rules: Partial<Rules> = {}) {
  const { url } = await reference(rules, allAccounts);
  const transport = transportTo(url);
  return {
    run: (args: readonly string[] = [], variables: Variables = {}): Promise<GateRun> =>
      conform({ ...pointAt(url), ...variables }, args),
    hold: (accountId: string, held: string): Promise<void> => register(transport, accountId, held),
  };
}

const HINT =
  /Account \S+ answered MAX_WEBHOOK_URL_LIMIT after \d+ configurations of this run; the suite does not know whether it was empty before the run\. If it was, set TARGET_ACCOUNTS_EMPTY=yes\./;

test('a partial run on accounts that a full run has filled finds no failure', async () => {
  const { run } = await serverWith();
  expect(await run()).toMatchObject({ code: 0, report: { verdict: 'conformant' } });
  const again = await run(['--grep', '@(limit-|concurrency-|effects-)']);
  expect(failedIn(again)).toEqual([]);
  expect(again).toMatchObject({ code: 3, report: { verdict: 'inconclusive', suiteErrors: [] } });
  expect(again.stdout).toMatch(HINT);
});

test('a full run on accounts that each hold something else finds no failure', async () => {
  const { run, hold } = await serverWith();
  for (const id of accounts) await hold(id, 'https://customer.test/hooks');
  const ended = await run();
  expect(failedIn(ended)).toEqual([]);
  expect(ended).toMatchObject({ code: 3, report: { verdict: 'inconclusive', suiteErrors: [] } });
  expect(verdictsOf(ended).get('uniqueness-duplicate-takes-no-slot')).toBe('inconclusive');
  expect(verdictsOf(ended).get('uniqueness-at-once')).toBe('pass');
  expect(ended.stdout).toMatch(HINT);
});

test('a burst on an account that holds something else is explained by that, and a race is not', async () => {
  const only = ['--grep', '@concurrency-one-url-once|@concurrency-free-slots-only'];
  const { run, hold } = await serverWith();
  for (const id of accounts)
    for (let count = 1; count <= 17; count += 1) await hold(id, `https://customer-${count}.test/`);
  const ended = await run(only);
  expect(failedIn(ended)).toEqual([]);
  expect(verdictsOf(ended).get('concurrency-free-slots-only')).toBe('inconclusive');
  expect(ended.stdout).toMatch(HINT);
  const racing = mutants.find(({ name }) => name === 'uniqueness-race-5-ms');
  if (racing === undefined) throw new Error('No mutant takes one URL twice in a burst.');
  const racy = await serverWith(rulesOf(racing));
  expect(verdictsOf(await racy.run(only)).get('concurrency-one-url-once')).toBe('fail');
});

test('a limit of 19 fails on accounts that were shown or declared empty, and is inconclusive on others', async () => {
  const only = ['--grep', '@limit-20th-accepted'];
  for (const [variables, verdict] of [
    [{ TARGET_ACCOUNTS_EMPTY: 'yes' }, 'fail'],
    [{}, 'inconclusive'],
    [{ TARGET_ACCOUNTS_EMPTY: 'no' }, 'inconclusive'],
    [{ TARGET_CLAIMS: 'create,management', TARGET_ACCOUNT_IDS: allAccounts.join(',') }, 'fail'],
  ] as const) {
    const { run } = await serverWith({ isFull: (active) => active >= 19 });
    const ended = await run(only, variables);
    expect(verdictsOf(ended).get('limit-20th-accepted'), JSON.stringify(variables)).toBe(verdict);
    expect(HINT.test(ended.stdout)).toBe(verdict === 'inconclusive');
  }
});

test('accounts that are declared empty and are not end the run with 3 and a line that names one', async () => {
  const only = ['--grep', '@limit-21st-refused'];
  const [, second = ''] = accounts;
  const { run, hold } = await serverWith();
  await hold(second, markerUrl(second));
  const ended = await run(only, { TARGET_ACCOUNTS_EMPTY: 'yes' });
  expectOneLine(
    ended,
    3,
    new RegExp(`^Account ${second} was used by an earlier run: its first URL is in use`),
  );
  expect(memberOf((await run(only)).report, 'verdict')).toBe('inconclusive');
});
