/** `run --resume`: goes on with what an earlier run has left inconclusive. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Report, RequirementReport } from '../../specs/report.ts';
import type { Verdict } from '../../specs/types.ts';
import { readRunArguments } from '../../fixtures/cli/playwright-arguments.ts';
import { merged } from '../../reports/merge.ts';
import { NOT_RUN } from '../../reports/report.ts';
import { memberOf, parseJson } from '../../fixtures/wire/json.ts';
import { command, ENTRY, rowsOf, verdictsOf } from './gates-run.ts';
import { pointWhollyAt, reference } from './gates-targets.ts';
import { journals, killWhen, startRun } from './killed-runs.ts';
import { test } from './programs.ts';

const row = (id: string, verdict: Verdict, reason?: string): RequirementReport => ({
  id,
  area: 'limit',
  level: 'MUST',
  claim: 'create',
  text: id,
  source: { page: 'limits', part: 'a part' },
  verdict,
  durationMs: 1,
  ...(reason === undefined ? {} : { reason }),
  observed: [],
  leftOut: [],
  failureCount: verdict === 'fail' ? 1 : 0,
  failures: [],
});

function reportOf(requirements: readonly RequirementReport[], more: Partial<Report> = {}): Report {
  return {
    schemaVersion: 4,
    suiteVersion: '1',
    contractDigest: '',
    target: { name: 'live', url: 'https://h.example' },
    claims: ['create'],
    runId: 'now',
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 10,
    seed: 1,
    requests: 5,
    verdict: 'inconclusive',
    partial: true,
    disturbances: [{ kind: 'a page', count: 2 }],
    strays: [],
    suiteErrors: [],
    counts: { pass: 0, fail: 0, warn: 0, inconclusive: 0, excluded: 0, 'not-claimed': 0 },
    requirements,
    ...more,
  };
}

const notRun = `${NOT_RUN}: left out by the selection of tests.`;

test('earlier verdicts stay, and what was inconclusive is what this run says', () => {
  const earlier = reportOf([
    row('a', 'pass'),
    row('b', 'inconclusive', 'throttled'),
    row('c', 'excluded', 'no'),
  ]);
  const now = reportOf([row('a', 'inconclusive', notRun), row('b', 'pass'), row('c', 'excluded', 'no')]);
  const both = merged(earlier, now, {});
  expect(both).toMatchObject({
    verdict: 'conformant',
    partial: false,
    requests: 10,
    durationMs: 20,
    disturbances: [{ kind: 'a page', count: 4 }],
    counts: { pass: 2, excluded: 1, inconclusive: 0 },
  });
  expect(both.requirements.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'excluded']);
});

test('a failure of either run counts, and what is still open keeps the verdict open', () => {
  const open = row('b', 'inconclusive', 'throttled');
  const earlier = reportOf([row('a', 'pass'), open]);
  const verdictAfter = (now: readonly RequirementReport[], more: Partial<Report> = {}, before = earlier) =>
    merged(before, reportOf(now, more), {}).verdict;
  expect(verdictAfter([row('a', 'inconclusive', notRun), open])).toBe('inconclusive');
  expect(verdictAfter([row('a', 'inconclusive', notRun), row('b', 'fail')])).toBe('nonconformant');
  // A test of this run may find a failure of a requirement that had passed.
  expect(verdictAfter([row('a', 'fail'), row('b', 'pass')])).toBe('nonconformant');
  const failed = reportOf([row('a', 'fail'), open]);
  expect(verdictAfter([row('a', 'inconclusive', notRun), row('b', 'pass')], {}, failed)).toBe(
    'nonconformant',
  );
  const right = [row('a', 'inconclusive', notRun), row('b', 'pass')];
  expect(verdictAfter(right)).toBe('conformant');
  expect(verdictAfter(right, { ended: 'a quota' })).toBe('inconclusive');
  expect(verdictAfter(right, { suiteErrors: ['a fault'] })).toBe('inconclusive');
  const left = (state: 'stays' | 'remains' | 'missing') => ({ left: [{ accountId: 'acc_1', state }] });
  expect(verdictAfter(right, left('remains'))).toBe('inconclusive');
  for (const [state, verdict] of [
    ['remains', 'conformant'],
    ['stays', 'conformant'],
    ['missing', 'inconclusive'],
  ] as const)
    expect.soft(verdictAfter(right, {}, { ...earlier, ...left(state) }), state).toBe(verdict);
});

test('--resume picks the tests itself', () => {
  expect(readRunArguments(['--resume', 'out'])).toMatchObject({
    resume: 'out',
    isSelection: true,
    passedOn: [],
  });
  expect(() => readRunArguments(['--resume=out', '--grep', '@a'])).toThrow(
    /^--resume picks the tests itself\./,
  );
});

const RESUMED = [process.execPath, ENTRY, 'run', '--resume', 'report'];

test('a run that was killed is resumed to a whole verdict, and a resumed run that is killed keeps what it had', async ({
  folder,
}) => {
  const { url } = await reference({}, ['acc_1', 'acc_2']);
  const variables = pointWhollyAt(url, ['acc_1', 'acc_2']);
  const kept = join(folder, 'report', 'unfinished.json');
  const openIn = (file: string): number => {
    const json = parseJson(readFileSync(file, 'utf8'));
    return rowsOf(json, 'requirements').filter((one) => memberOf(one, 'verdict') === 'inconclusive').length;
  };
  await killWhen(startRun(folder, variables), () => existsSync(kept));
  const open = openIn(kept);
  expect(parseJson(readFileSync(join(folder, 'report', 'conformance.json'), 'utf8'))).toMatchObject({
    verdict: 'did-not-run',
  });
  await killWhen(startRun(folder, variables, RESUMED), () => openIn(kept) < open);
  expect(openIn(kept)).toBeLessThan(open);
  const resumed = await command(['run', '--resume', 'report'], { folder, variables });
  expect(resumed, resumed.stderr).toMatchObject({
    code: 0,
    report: { verdict: 'conformant', partial: false },
  });
  expect(existsSync(kept)).toBe(false);
});

test('a resumed run that is killed leaves the report that it goes on with, and any other run removes it', async ({
  folder,
}) => {
  const { url } = await reference({}, ['acc_1', 'acc_2']);
  const variables = pointWhollyAt(url, ['acc_1', 'acc_2']);
  const first = await command(['run', '--grep', '@url-http-refused'], { folder, variables });
  const file = join(folder, 'report', 'conformance.json');
  await killWhen(startRun(folder, variables, RESUMED), () => journals(folder).length > 0);
  expect(parseJson(readFileSync(file, 'utf8'))).toEqual(first.report);
  const unfinished = join(folder, 'report', 'unfinished.json');
  copyFileSync(file, unfinished);
  await killWhen(startRun(folder, variables), () => !existsSync(unfinished));
  expect(existsSync(unfinished)).toBe(false);
  const next = await command(['run', '--resume', 'report'], { folder, variables });
  expect(next).toMatchObject({ code: 2, didNotRun: expect.stringMatching(/nothing to resume/) });
});

test('a run that its minutes have ended is resumed to a whole verdict, by the same settings only', async ({
  folder,
}) => {
  const { url } = await reference({}, ['acc_1', 'acc_2']);
  const variables = pointWhollyAt(url, ['acc_1', 'acc_2']);
  const first = await command(['run', '--max-minutes', '0.1'], { folder, variables });
  expect(first).toMatchObject({ code: 3, report: { partial: true } });
  for (const [words, line] of [
    [['--seed', '7'], /^--resume goes on with a run of another seed: 20250324, and not 7\./],
    [['--claims', 'create'], /^--resume goes on with a run of another claims: create,management/],
    [['--resume', 'nowhere'], /^\S+nowhere\/conformance\.json cannot be read\./],
  ] as const) {
    const given = words[0] === '--resume' ? words : ['--resume', 'report', ...words];
    const refused = await command(['run', ...given], { folder, variables });
    expect.soft([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(line)]);
  }
  const kept: unknown = parseJson(readFileSync(join(folder, 'report/conformance.json'), 'utf8'));
  expect(kept).toEqual(first.report);
  const resumed = await command(['run', '--resume', 'report'], { folder, variables });
  expect(resumed).toMatchObject({ code: 0, report: { verdict: 'conformant', partial: false } });
  expect(new Set(verdictsOf(resumed).values())).toEqual(new Set(['pass', 'excluded']));
  expect(memberOf(resumed.report, 'requests')).toBeGreaterThan(5500);
  const again = await command(['run', '--resume', 'report'], { folder, variables });
  expect([again.code, again.stderr]).toEqual([2, expect.stringMatching(/ has nothing inconclusive\. /)]);
});
