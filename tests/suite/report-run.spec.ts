import { expect, test } from '@playwright/test';
import { coverage } from '../../reports/report.ts';
import { all, failed, finding, outcome, reportOf, rowOf } from './report-made-up.ts';

const own = 'url-http-refused';
const other = 'url-hostless';
const ids = 'response-config-id-unique';
const traces = 'response-trace-id-differs';
const confirmed = (configId: string, accountId: string, path: string) => ({
  configId,
  accountId,
  url: `https://hooks.example.com/${path}`,
});

test('a requirement without a test is an error of the suite when the user picked nothing', () => {
  const report = reportOf(all().filter(({ requirement }) => requirement !== own));
  expect(report.suiteErrors).toEqual([`${own}: No test names this requirement.`]);
  expect(rowOf(report, own).verdict).toBe('inconclusive');
  expect(report.verdict).toBe('inconclusive');
  expect(report.partial).toBe(false);
});

test('a requirement that the user left out makes the run partial; it certifies nothing', () => {
  const report = reportOf([outcome(own)], { selection: true });
  expect(report.suiteErrors).toEqual([]);
  expect(report.partial).toBe(true);
  expect(rowOf(report, other).reason).toContain('Not run');
  expect(report.verdict).toBe('inconclusive');
  expect(coverage(report)).toEqual({ judged: 1, claimed: 5 });
});

test('a partial run with a breach is nonconformant', () => {
  const report = reportOf([failed(own, { findings: [finding(own)] })], { selection: true });
  expect(report).toMatchObject({ partial: true, verdict: 'nonconformant' });
});

test('a breach of a requirement that was left out is reported', () => {
  const report = reportOf([outcome(own, { findings: [finding(other)] })], { selection: true });
  expect(rowOf(report, other)).toMatchObject({ verdict: 'fail', failureCount: 1 });
  expect(rowOf(report, other)).not.toHaveProperty('reason');
  expect(report.partial).toBe(true);
});

test('a partial run is never conformant, not even when all that was left out got a verdict elsewhere', () => {
  const [first, ...others] = all().toReversed();
  const should = 'http-header-names-any-case';
  expect(first?.requirement).toBe(should);
  const report = reportOf([...others, outcome('list-empty', { findings: [finding(should)] })], {
    selection: true,
  });
  expect(report.counts).toMatchObject({ warn: 1, inconclusive: 0, fail: 0 });
  expect(report).toMatchObject({ partial: true, verdict: 'inconclusive', suiteErrors: [] });
});

test('a selection that takes every test is a full run', () => {
  expect(reportOf(all(), { selection: true })).toMatchObject({ partial: false, verdict: 'conformant' });
});

test('a planned test without an outcome means that the run was stopped, not that the suite has a hole', () => {
  const report = reportOf([outcome(own)], { planned: all().map(({ requirement }) => requirement) });
  expect(report.suiteErrors).toEqual([]);
  expect(report).toMatchObject({ partial: true, verdict: 'inconclusive' });
  expect(rowOf(report, other).reason).toContain('ended before');
});

for (const selection of [true, false]) {
  test(`a run without any test says so in one line (selection ${selection})`, () => {
    const report = reportOf([], { selection });
    expect(report.suiteErrors).toEqual(['No conformance test ran.']);
    expect(report.verdict).toBe('inconclusive');
  });
}

test('claims that the catalogue does not know judge nothing and are never conformant', () => {
  const report = reportOf([], { claims: ['crate'] });
  expect(report.counts['not-claimed']).toBe(6);
  expect(report.suiteErrors[0]).toContain('crate');
  expect(report.verdict).toBe('inconclusive');
});

test('an error outside the tests keeps a run of passed tests from being conformant', () => {
  const report = reportOf(all(), { errors: ['url.spec.ts does not load'] });
  expect(report).toMatchObject({ verdict: 'inconclusive', suiteErrors: ['url.spec.ts does not load'] });
});

test('two tests for one requirement are an error of the suite', () => {
  const report = reportOf([...all(), outcome(own)]);
  expect(report.suiteErrors).toEqual([`${own}: 2 tests name this requirement, but only one may.`]);
  expect(report.verdict).toBe('inconclusive');
});

test('a breach in either of two tests for one requirement counts', () => {
  expect(rowOf(reportOf([...all(), failed(own, { findings: [finding(own)] })]), own).verdict).toBe('fail');
});

for (const [name, words] of [
  ['url-unheard-of', 'does not have it'],
  ['http-latency', 'excludes it'],
  ['constructor', 'does not have it'],
] as const) {
  test(`a test that names ${name} is an error of the suite`, () => {
    const report = reportOf([...all(), outcome(name)]);
    expect(report.suiteErrors).toEqual([expect.stringContaining(words)]);
    expect(report.suiteErrors[0]).toContain(name);
    expect(report.verdict).toBe('inconclusive');
  });
}

test('a finding or an observation about an excluded requirement is an error of the suite', () => {
  const observed = [{ requirement: 'http-latency', case: 'c', taken: 't' }] as const;
  const report = reportOf(all(outcome(own, { findings: [finding('http-latency')], observed })));
  expect(report.suiteErrors).toHaveLength(2);
  expect(rowOf(report, 'http-latency')).toMatchObject({ verdict: 'excluded', failures: [], failureCount: 0 });
});

test('one config_id for two configurations breaks its requirement, whichever tests saw them', () => {
  const report = reportOf(
    all(
      outcome(own, { confirmed: [confirmed('whc_x', 'acc_1', 'a'), confirmed('whc_y', 'acc_1', 'b')] }),
      outcome(other, { confirmed: [confirmed('whc_x', 'acc_2', 'a')] }),
    ),
  );
  const row = rowOf(report, ids);
  expect(row).toMatchObject({ verdict: 'fail', failureCount: 1 });
  expect(row.failures[0]?.received).toBe(
    'whc_x for https://hooks.example.com/a of account acc_1 and again for https://hooks.example.com/a of account acc_2',
  );
  expect(row.failures[0]?.again).toBe('npm run conformance -- --url http://127.0.0.1:1/');
});

test('one config_id for hundreds of configurations is one finding', () => {
  const many = Array.from({ length: 300 }, (_, index) => confirmed('whc_x', 'acc_1', String(index)));
  const row = rowOf(reportOf(all(outcome(own, { confirmed: many }))), ids);
  expect(row.failureCount).toBe(1);
  expect(row.failures[0]?.received).toContain('298 more');
});

test('one URL confirmed twice under one config_id is a duplicate, not a config_id used twice', () => {
  const twice = [confirmed('whc_x', 'acc_1', 'a'), confirmed('whc_x', 'acc_1', 'a')];
  expect(rowOf(reportOf(all(outcome(own, { confirmed: twice }))), ids).verdict).toBe('pass');
});

test('config_ids of their own are fine', () => {
  const two = [confirmed('whc_x', 'acc_1', 'a'), confirmed('whc_y', 'acc_1', 'b')];
  expect(reportOf(all(outcome(own, { confirmed: two }))).verdict).toBe('conformant');
});

test('a trace id that comes again warns, with a few examples', () => {
  const traceIds = Array.from({ length: 50 }, (_, index) => `trc_${index}`);
  const report = reportOf(all(outcome(own, { traceIds }), outcome(other, { traceIds })));
  const row = rowOf(report, traces);
  expect(row).toMatchObject({ verdict: 'warn', failureCount: 1 });
  expect(row.failures[0]?.received).toBe(
    'trc_0 2 times, trc_1 2 times, trc_2 2 times, and 47 more trace ids again',
  );
  expect(report.verdict).toBe('conformant');
});

test('trace ids that all differ are fine', () => {
  const report = reportOf(
    all(outcome(own, { traceIds: ['trc_1'] }), outcome(other, { traceIds: ['trc_2'] })),
  );
  expect(rowOf(report, traces).verdict).toBe('pass');
});

test('breaches that repeat each other are shown once, at most five are shown, all are counted', () => {
  const findings = Array.from({ length: 30 }, (_, index) => finding(own, { received: `HTTP ${index % 10}` }));
  const row = rowOf(reportOf(all(failed(own, { findings }))), own);
  expect(row.failureCount).toBe(30);
  expect(row.failures.map(({ received }) => received)).toEqual([
    'HTTP 0',
    'HTTP 1',
    'HTTP 2',
    'HTTP 3',
    'HTTP 4',
  ]);
  const twice = [finding(own), finding(own)];
  expect(rowOf(reportOf(all(failed(own, { findings: twice }))), own).failures).toHaveLength(1);
});

test('findings of the own test of a requirement are shown before those of others', () => {
  const report = reportOf([
    outcome(other, { findings: [finding(own, { received: 'elsewhere' })] }),
    failed(own, { findings: [finding(own, { received: 'here' })] }),
  ]);
  expect(rowOf(report, own).failures.map(({ received }) => received)).toEqual(['here', 'elsewhere']);
});

test('a counterexample comes with its seed, path and command', () => {
  const found = finding(own, { counterexample: '"http://a"', seed: 7, path: '1:0' });
  expect(rowOf(reportOf(all(failed(own, { findings: [found] }))), own).failures[0]).toEqual({
    received: 'HTTP 200',
    documented: 'HTTP 400, BAD_REQUEST',
    counterexample: '"http://a"',
    seed: 7,
    path: '1:0',
    again: `npm run conformance -- --url http://127.0.0.1:1/ --seed 7 --grep @${own}`,
  });
});
