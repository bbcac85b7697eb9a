/** What the target has confirmed, against the lists behind the tests. */
import { expect, test as plain } from '@playwright/test';
import { after, NOTHING, type Belief } from '../../fixtures/contract/belief.ts';
import type { Configuration } from '../../fixtures/contract/configurations.ts';
import { insert } from '../../fixtures/reference/store.ts';
import { leaveAsFound } from '../../fixtures/targets/cleanup.ts';
import { keptIn, NOT_COMPARED, together } from '../../fixtures/targets/keeping.ts';
import { mixesAccounts, unkeptIn } from '../../reports/keeping.ts';
import { renderConsole } from '../../reports/render-console.ts';
import { CAME_TWICE } from '../../specs/disturbances.ts';
import { accounts, setUp } from './cleanup-target.ts';
import { test } from './closing.ts';
import { outcome, reportOf, run } from './report-made-up.ts';

const [a = '', b = ''] = accounts;
const one = { configId: 'whc_1', url: 'https://1.test/' };
const other = { configId: 'whc_2', url: 'https://2.test/' };
const holding = (...these: readonly (typeof one)[]): Belief =>
  these.reduce((belief: Belief, each) => after(belief, { kind: 'create', ...each }), NOTHING);

const keepingIn = (belief: Belief, listed: readonly Configuration[]) => together([keptIn(a, belief, listed)]);

plain('a confirmed configuration has to be listed, and once', () => {
  const again = { configId: 'whc_3', url: one.url };
  const stranger = { configId: 'whc_4', url: 'https://4.test/' };
  expect(keepingIn(holding(one, other), [other, one, stranger])).toEqual({
    confirmed: 2,
    missing: [],
    elsewhere: [],
    twice: [],
  });
  expect(keepingIn(holding(one, other), [one, again])).toEqual({
    confirmed: 2,
    missing: ['whc_2 (https://2.test/)'],
    elsewhere: [],
    twice: ['whc_3 (https://1.test/)'],
  });
  // A race: both were confirmed, and other requirements judge that.
  expect(keepingIn(holding(one, again), [one, again]).twice).toEqual([]);
});

plain('what another account lists was registered for the wrong one, and is not only missing', () => {
  const kept = [keptIn(a, holding(one, other), [one]), keptIn(b, holding(), [other])];
  const keeping = together(kept);
  expect(keeping).toMatchObject({
    missing: [],
    elsewhere: [`whc_2 (https://2.test/) of ${a} by ${b}`],
  });
  const [found, ...more] = unkeptIn([outcome('url-http-refused')], { ...run, keeping });
  expect(found?.finding.requirement).toBe('isolation-list');
  expect(found?.finding.received).toMatch(
    /^1 of 2 configurations that were confirmed for one account is listed/,
  );
  expect(more).toEqual([]);
});

plain('a report says first that accounts are mixed up, where that is so often', () => {
  const names = (count: number): readonly string[] => Array<string>(count).fill('whc_1 (a) of x by y');
  const keeping = { confirmed: 600, missing: [], elsewhere: names(9), twice: [] };
  expect(mixesAccounts({ keeping })).toBeUndefined();
  const results = [outcome('url-http-refused')];
  const report = reportOf(results, { keeping: { ...keeping, elsewhere: names(10) } });
  const [, first] = renderConsole(report, {
    width: 200,
    verbose: false,
    colour: false,
    reportDir: '/out',
  }).split('\n');
  expect(first).toMatch(/^The target seems to mix up accounts: 10 of 600 configurations that were confirmed/);
});

plain('nothing is compared where a request was lost, a create had no id, or a delete an unknown one', () => {
  const lost = after(holding(one), { kind: 'lost', url: other.url });
  expect(keepingIn(lost, [])).toEqual(NOT_COMPARED);
  expect(keepingIn(holding({ ...one, configId: '' }), [])).toEqual(NOT_COMPARED);
  // A server that trims ids has carried this delete out, and one that asks with LIKE has too.
  const spelt = after(holding(one), { kind: 'delete', configId: `${one.configId} ` });
  expect(keepingIn(spelt, [])).toEqual(NOT_COMPARED);
  const deleted = after(holding(one, other), { kind: 'delete', configId: one.configId });
  expect(keepingIn(deleted, [])).toMatchObject({ confirmed: 1, missing: ['whc_2 (https://2.test/)'] });
});

plain('the report names confirmed configurations that are not listed, unless the run was disturbed', () => {
  const names = ['whc_1 (a)', 'whc_2 (b)', 'whc_3 (c)', 'whc_4 (d)'];
  const finished = {
    ...run,
    keeping: { confirmed: 600, missing: names, elsewhere: [], twice: ['whc_5 (e)'] },
  };
  const quiet = outcome('url-http-refused');
  expect(unkeptIn([quiet], finished).map(({ finding }) => [finding.requirement, finding.received])).toEqual([
    [
      'list-active-exactly',
      '4 of 600 configurations that were confirmed are not listed behind the tests: whc_1 (a), whc_2 (b), whc_3 (c), and 1 more',
    ],
    [
      'list-active-exactly',
      '1 beside 600 that were confirmed is listed with the URL of one of them: whc_5 (e)',
    ],
  ]);
  const twice = outcome('url-http-refused', { disturbances: [{ kind: CAME_TWICE, count: 1 }] });
  expect(unkeptIn([quiet, twice], finished)).toHaveLength(2);
  const disturbed = outcome('url-http-refused', { disturbances: [{ kind: '502 with a page', count: 1 }] });
  const cutOff = outcome('url-http-refused', {}, { status: 'timedOut' });
  expect(unkeptIn([quiet, disturbed], finished)).toEqual([]);
  expect(unkeptIn([quiet, cutOff], finished)).toEqual([]);
  expect(unkeptIn([quiet], { ...finished, ended: 'It was stopped.' })).toEqual([]);
  expect(unkeptIn([quiet], run)).toEqual([]);
});

test('the cleanup compares each account before it deletes anything', async () => {
  let creates = 0;
  const { options, ledger, register } = await setUp({
    insert: (account, configuration) => {
      creates += 1;
      if (creates !== 2) insert(account, configuration);
    },
  });
  for (const [id, url] of [
    [a, 'https://1.test/'],
    [a, 'https://2.test/'],
    [b, 'https://3.test/'],
  ] as const)
    ledger.write(id, { kind: 'create', ...(await register(id, url)) });
  const { keeping } = await leaveAsFound(
    options,
    [a, b].map((id) => ({ id, found: [] })),
  );
  expect(keeping).toEqual({
    confirmed: 3,
    missing: [expect.stringMatching(/^whc_\w+ \(https:\/\/2\.test\/\)$/)],
    elsewhere: [],
    twice: [],
  });
});
