import { expect, test } from '@playwright/test';
import { renderConsole } from '../../reports/render-console.ts';
import { renderMarkdown } from '../../reports/render-markdown.ts';
import { NO_ACCOUNT } from '../../specs/no-account.ts';
import { all, evidence, failed, finding, outcome, reportOf, rowOf } from './report-made-up.ts';

const own = 'url-http-refused';
const other = 'url-hostless';
const should = 'http-header-names-any-case';
const plain = { width: 120, colour: false, verbose: true, reportDir: '/tmp/out' };

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
  expect(rowOf(report, other).failures[0]?.again).toBe(
    `npm run conformance -- --url http://127.0.0.1:1/ --grep @${own}`,
  );
  expect(rowOf(report, own).verdict).toBe('pass');
});

test('a requirement without one case that reached the application is inconclusive, and one with some is judged by them', () => {
  const leftOut = [{ case: 'GET', reason: 'something in front answers it' }];
  const none = rowOf(reportOf(all(outcome(own, { judged: 0, leftOut }))), own);
  expect(none).toMatchObject({ verdict: 'inconclusive', leftOut });
  expect(none.reason).toContain('GET: something in front answers it');
  expect(rowOf(reportOf(all(outcome(own, { judged: 3, leftOut }))), own)).toMatchObject({
    verdict: 'pass',
    leftOut,
  });
});

test('disturbances are added up by kind, and do not change a verdict', () => {
  const disturbances = [{ kind: '502 with a page', count: 2 }];
  const report = reportOf(
    all(
      outcome(own, { disturbances }),
      outcome(other, { disturbances: [...disturbances, { kind: 'x', count: 1 }] }),
    ),
  );
  expect(report.disturbances).toEqual([
    { kind: '502 with a page', count: 4 },
    { kind: 'x', count: 1 },
  ]);
  expect(report.verdict).toBe('conformant');
});

test('a run that ended early is inconclusive and says why, unless something was found broken before', () => {
  const ended = 'since request 412 everything is refused';
  const report = reportOf([outcome(own)], { ended, planned: [own, other] });
  expect(report).toMatchObject({ verdict: 'inconclusive', ended, partial: true });
  expect(rowOf(report, other).reason).toContain(ended);
  const broken = reportOf([failed(own, { findings: [finding(own)] })], { ended, planned: [own, other] });
  expect(broken.verdict).toBe('nonconformant');
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
      const report = reportOf(all(outcome(own, {}, { status, evidence: left, error: 'Test timeout' })));
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

test('configurations for accounts that nobody named are listed at the top, with what to do about those that are left', () => {
  const url = 'https://h.conformance.example/';
  const strays = [
    { accountId: 'acc_a', url, configId: 'whc_1', deleted: true },
    { accountId: 'acc_ae', url, configId: 'whc_2', deleted: false },
    { accountId: 'acc_b', url, deleted: false },
    { accountId: NO_ACCOUNT, url, configId: 'whc_3', deleted: false },
  ];
  const report = reportOf(all(outcome(own, { strays })));
  expect(report.strays).toEqual(strays);
  const heading = 'Registered for accounts that nobody named: 4 configurations, 3 still there';
  const shown = renderConsole(report, plain);
  expect(shown.split('\n\n')[1]).toMatch(new RegExp(`^${heading}\n  account "acc_ae": `));
  expect(shown).not.toContain('acc_a"');
  expect(shown).toMatch(
    /account "acc_ae": .* STILL THERE.*delete with account_id "acc_ae" and config_id whc_2/,
  );
  expect(shown).toMatch(/account "acc_b": .* STILL THERE.*look for it in the target and delete it\./);
  // A line that names "(none)" as an account would send the reader to one that does not exist.
  expect(shown).toMatch(/ {2}no account: .*whc_3.* STILL THERE, in an account that the target chose: look/);
  expect(renderMarkdown(report)).toMatch(new RegExp(`^# [A-Z]+: made up\n\n## ${heading}\n\n- account "acc`));
  const gone = reportOf(all(outcome(own, { strays: strays.slice(0, 1) })));
  expect(renderConsole(gone, plain)).toMatch(
    /^Verdict .*\n\nRegistered .* 1 configuration, the target says that all are deleted again\n/,
  );
  for (const text of [renderConsole(reportOf(all()), plain), renderMarkdown(reportOf(all()))])
    expect(text).not.toContain('nobody named');
});
