import { expect, test } from '@playwright/test';
import { all, evidence, failed, finding, outcome, reportOf, rowOf } from './report-made-up.ts';

const own = 'url-http-refused';
const other = 'url-hostless';
const should = 'http-header-names-any-case';

test('a run without breaches is conformant', () => {
  const report = reportOf(all());
  expect(report.verdict).toBe('conformant');
  expect(report.suiteErrors).toEqual([]);
  expect(report.partial).toBe(false);
  expect(report.counts).toEqual({
    pass: 5,
    fail: 0,
    warn: 0,
    inconclusive: 0,
    excluded: 1,
    'not-claimed': 1,
  });
  expect(report.requests).toBe(15);
});

test('requirements keep the order of the catalogue, whatever the order of the tests', () => {
  const ids = reportOf(all().toReversed()).requirements.map(({ id }) => id);
  expect(ids).toEqual([
    'url-http-refused',
    'url-hostless',
    'http-latency',
    'response-config-id-unique',
    'response-trace-id-differs',
    'http-header-names-any-case',
    'list-empty',
  ]);
});

test('an excluded requirement shows its reason', () => {
  expect(rowOf(reportOf(all()), 'http-latency')).toMatchObject({
    verdict: 'excluded',
    reason: 'No figure is published.',
  });
});

test('a requirement of a claim that the target does not make is not claimed', () => {
  const row = rowOf(reportOf(all()), 'list-empty');
  expect(row.verdict).toBe('not-claimed');
  expect(row.reason).toContain('management');
});

test('the same requirement needs a test as soon as the target claims it', () => {
  const report = reportOf(all(), { claims: ['create', 'management'] });
  expect(rowOf(report, 'list-empty').verdict).toBe('inconclusive');
  expect(report.suiteErrors).toEqual(['list-empty: No test names this requirement.']);
});

test('a broken MUST fails and makes the run nonconformant', () => {
  const report = reportOf(all(failed(own, { findings: [finding(own)] })));
  expect(rowOf(report, own)).toMatchObject({ verdict: 'fail', failureCount: 1 });
  expect(report.verdict).toBe('nonconformant');
  expect(report.suiteErrors).toEqual([]);
});

test('a broken SHOULD warns and leaves the run conformant', () => {
  const report = reportOf(all(failed(should, { findings: [finding(should)] })));
  expect(rowOf(report, should)).toMatchObject({ verdict: 'warn', failureCount: 1 });
  expect(report.verdict).toBe('conformant');
});

test('an answer in one test can break the requirement of another, whose own test passed', () => {
  const report = reportOf(all(outcome(own, { findings: [finding(other)] })));
  expect(rowOf(report, other).verdict).toBe('fail');
  expect(rowOf(report, other).failures[0]?.again).toBe(`npm run conformance -- --grep @${own}`);
  expect(rowOf(report, own).verdict).toBe('pass');
});

test('a breach after a disturbance is doubtful: inconclusive, with the reason', () => {
  const report = reportOf(
    all(failed(own, { findings: [finding(own)], disturbed: ['503 to the 3rd create'] })),
  );
  const row = rowOf(report, own);
  expect(row).toMatchObject({ verdict: 'inconclusive', failures: [], failureCount: 0 });
  expect(row.reason).toContain('503 to the 3rd create');
  expect(row.reason).toContain('HTTP 200');
  expect(report.verdict).toBe('inconclusive');
  expect(report.suiteErrors).toEqual([]);
});

test('a doubtful breach of another requirement makes that one inconclusive although its own test passed', () => {
  const report = reportOf(all(outcome(own, { findings: [finding(other)], disturbed: ['503'] })));
  expect(rowOf(report, other).verdict).toBe('inconclusive');
});

test('a certain breach beside a doubtful one fails, and only the certain one is shown', () => {
  const report = reportOf(
    all(
      failed(own, { findings: [finding(own, { received: 'doubtful' })], disturbed: ['503'] }),
      outcome(other, { findings: [finding(own, { received: 'certain' })] }),
    ),
  );
  const row = rowOf(report, own);
  expect(row).toMatchObject({ verdict: 'fail', failureCount: 1 });
  expect(row.failures.map(({ received }) => received)).toEqual(['certain']);
});

test('a breach seen before its test was throttled still counts', () => {
  const report = reportOf(all(failed(own, { findings: [finding(own)], inconclusive: ['throttled'] })));
  expect(rowOf(report, own).verdict).toBe('fail');
});

test('a breach seen before its test ran out of time still counts', () => {
  const report = reportOf(all(outcome(own, { findings: [finding(own)] }, { status: 'timedOut' })));
  expect(rowOf(report, own).verdict).toBe('fail');
});

test('a test that gave up for a reason of the target is inconclusive and no error of the suite', () => {
  const report = reportOf(all(failed(own, { inconclusive: ['429 five times'], judged: 0 })));
  expect(rowOf(report, own)).toMatchObject({ verdict: 'inconclusive', reason: '429 five times.' });
  expect(report.verdict).toBe('inconclusive');
  expect(report.suiteErrors).toEqual([]);
});

test('a test that passed although something stayed open is inconclusive', () => {
  const report = reportOf(all(outcome(own, { inconclusive: ['one of ten throttled'] })));
  expect(rowOf(report, own).verdict).toBe('inconclusive');
});

for (const status of ['timedOut', 'interrupted'] as const) {
  for (const left of [evidence({ judged: 0 }), undefined]) {
    test(`${status} ${left ? 'with' : 'without'} evidence is inconclusive and no error of the suite`, () => {
      const report = reportOf(all({ requirement: own, status, evidence: left, error: 'Test timeout' }));
      expect(rowOf(report, own).verdict).toBe('inconclusive');
      expect(rowOf(report, own).reason).toContain(status === 'timedOut' ? 'ran out of time' : 'interrupted');
      expect(report.suiteErrors).toEqual([]);
      expect(report.verdict).toBe('inconclusive');
    });
  }
}

test('a test stopped by a breach of another requirement is inconclusive; the breach is what fails', () => {
  const report = reportOf(all(failed(own, { findings: [finding(other)] })));
  expect(rowOf(report, own).verdict).toBe('inconclusive');
  expect(rowOf(report, own).reason).toContain(other);
  expect(rowOf(report, other).verdict).toBe('fail');
  expect(report.suiteErrors).toEqual([]);
});

test('an error of the suite after a finding of another requirement is still one of the suite', () => {
  const crashed = { status: 'failed', error: 'TypeError: x' } as const;
  const report = reportOf(all(outcome(own, { findings: [finding(other)] }, crashed)));
  expect(rowOf(report, own).verdict).toBe('inconclusive');
  expect(report.suiteErrors).toEqual([expect.stringContaining('TypeError: x')]);
});

const broken = [
  ['passed without judging anything', outcome(own, { judged: 0 }), 'without judging'],
  ['failed without a finding', failed(own), 'Received HTTP 200'],
  ['passed without evidence', outcome(own, {}, { evidence: undefined }), 'no evidence'],
  [
    'failed without evidence',
    outcome(own, {}, { evidence: undefined, status: 'failed', error: 'TypeError: x' }),
    'TypeError: x',
  ],
  ['skipped', outcome(own, {}, { status: 'skipped' }), 'skipped'],
] as const;
for (const [what, result, words] of broken) {
  test(`a test that ${what} is an error of the suite, and its requirement has no verdict`, () => {
    const report = reportOf(all(result));
    expect(rowOf(report, own).verdict).toBe('inconclusive');
    expect(report.verdict).toBe('inconclusive');
    expect(report.suiteErrors).toHaveLength(1);
    expect(report.suiteErrors[0]).toMatch(new RegExp(`^${own}: .*${words}`));
  });
}

test('an error of the suite is kept when another test shows that the requirement is broken', () => {
  const report = reportOf(all(failed(own), outcome(other, { findings: [finding(own)] })));
  expect(rowOf(report, own).verdict).toBe('fail');
  expect(report.suiteErrors).toHaveLength(1);
});

test('alternatives that were taken are shown once each, from all tests', () => {
  const https = { requirement: other, case: 'https://', taken: 'BAD_REQUEST' } as const;
  const report = reportOf(
    all(
      outcome(own, { observed: [https, { ...https, case: 'https://?' }] }),
      outcome(other, { observed: [https] }),
    ),
  );
  expect(rowOf(report, other)).toMatchObject({
    alternatives: ['accepted', 'BAD_REQUEST'],
    observed: [
      { case: 'https://', taken: 'BAD_REQUEST' },
      { case: 'https://?', taken: 'BAD_REQUEST' },
    ],
  });
  expect(rowOf(report, own).observed).toEqual([]);
});
