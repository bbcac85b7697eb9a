/** `compare`: what changed between two reports, and its exit code. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { compareReports, comparisonLines } from '../../fixtures/cli/comparison.ts';
import { writeNoReport } from '../../fixtures/cli/entry/report-folder.cjs';
import { renderJson } from '../../reports/render-json.ts';
import { ENTRY } from './gates-run.ts';
import { temporaryFolder, test } from './programs.ts';
import { all, failed, finding, HOSTILE, outcome, reportOf } from './report-made-up.ts';
import { made } from './reports-made-up.ts';

const own = 'url-http-refused';
const hostless = (taken: string) =>
  outcome('url-hostless', { observed: [{ requirement: 'url-hostless', case: 'https://', taken }] });

/** Pairs of reports, what the lines say of them, and the exit code. */
const PAIRS = {
  'nothing changed': [made.conformant, made.conformant, /^0 newly broken, 0 newly warned, 0 mended/, 0],
  'newly broken': [
    made.conformant,
    made.broken,
    /^Newly broken\n {2}url-http-refused: Keeps a MUST of url\. Received HTTP 200\./,
    1,
  ],
  mended: [made.broken, made.conformant, /^Mended\n {2}url-http-refused/, 0],
  'still open': [made.broken, made.broken, /^Still open\n {2}url-http-refused/, 0],
  'a SHOULD newly broken': [
    made.conformant,
    made.warned,
    /^Newly broken SHOULD\n {2}http-header-names-any-case/,
    0,
  ],
  'another alternative': [
    reportOf(all(hostless('accepted'))),
    reportOf(all(hostless('BAD_REQUEST'))),
    /^Another alternative taken\n {2}url-hostless: https:\/\/: accepted before, BAD_REQUEST now/,
    0,
  ],
  'not judged now': [
    made.broken,
    reportOf(all(outcome(own, { inconclusive: ['throttled'] }))),
    /^Not comparable\n {2}url-http-refused: fail before, inconclusive now; now inconclusive: throttled\./,
    0,
  ],
  'a partial run': [made.conformant, made.partial, /^The newer run is partial\.\nNot comparable\n/, 0],
  'another target and seed': [
    made.conformant,
    reportOf(all(), { target: { name: 'live', url: 'http://other/' }, seed: 7 }),
    /^The target differs: http:\/\/127\.0\.0\.1:1\/ before, http:\/\/other\/ now\.\nThe seed differs: 42 before, 7 now\./,
    0,
  ],
} as const;

for (const [name, [older, newer, lines, code]] of Object.entries(PAIRS)) {
  test(`two reports are compared: ${name}`, () => {
    expect(comparisonLines(compareReports(older, newer)).join('\n')).toMatch(lines);
    const folder = temporaryFolder();
    const [before, now] = [older, newer].map((report, index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, renderJson(report));
      return file;
    });
    const ended = spawnSync(process.execPath, [ENTRY, 'compare', before ?? '', now ?? ''], {
      encoding: 'utf8',
    });
    expect({ code: ended.status, stderr: ended.stderr }).toEqual({ code, stderr: '' });
    expect(ended.stdout).toMatch(lines);
  });
}

test('a requirement that only one report has is not comparable', () => {
  const [first, ...rest] = made.broken.requirements;
  const shorter = { ...made.broken, requirements: rest };
  for (const [older, newer, side] of [
    [made.broken, shorter, 'the newer report does not have it'],
    [shorter, made.broken, 'the older report does not have it; now fail'],
  ] as const)
    expect(compareReports(older, newer).notComparable).toEqual([{ id: first?.id, what: side }]);
});

test('what a target has answered cannot write over the terminal', () => {
  const broken = failed(own, { findings: [finding(own, { received: HOSTILE })] });
  const text = comparisonLines(compareReports(made.conformant, reportOf(all(broken)))).join('\n');
  // oxlint-disable-next-line no-control-regex -- that is what must not be there.
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test('files that are no reports end with 2 and one line', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'none'));
  writeNoReport(join(folder, 'none'), { reason: 'TARGET_URL is not set.' });
  const right = join(folder, 'right.json');
  writeFileSync(right, renderJson(made.conformant));
  writeFileSync(join(folder, 'text'), 'hello');
  writeFileSync(
    join(folder, 'old.json'),
    JSON.stringify({ ...JSON.parse(readFileSync(right, 'utf8')), schemaVersion: 2 }),
  );
  for (const [files, said] of [
    [[right], /^compare needs two reports/],
    [[right, join(folder, 'missing')], /missing cannot be read \(ENOENT\)/],
    [[join(folder, 'text'), right], /text is no JSON object/],
    [[right, join(folder, 'none', 'conformance.json')], /did not take place \("TARGET_URL is not set\."\)/],
    [[join(folder, 'old.json'), right], /is no report that this version can read/],
  ] as const) {
    const ended = spawnSync(process.execPath, [ENTRY, 'compare', ...files], { encoding: 'utf8' });
    expect.soft(ended.stderr).toMatch(said);
    expect
      .soft({ code: ended.status, lines: ended.stderr.split('\n').length })
      .toEqual({ code: 2, lines: 2 });
  }
});
