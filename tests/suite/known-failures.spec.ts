/** `--known-failures`: what it takes, and what it does to the verdict and the exit code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readKnownFailures } from '../../fixtures/cli/known-failures.ts';
import { contractRules } from '../../fixtures/reference/rules.ts';
import { renderConsole } from '../../reports/render-console.ts';
import { renderMarkdown } from '../../reports/render-markdown.ts';
import { renderPage } from '../../reports/html/page.ts';
import { conform, expectOneLine } from './gates-run.ts';
import { pointAt, reference } from './gates-targets.ts';
import { temporaryFolder, test } from './programs.ts';
import { all, failed, finding, outcome, reportOf } from './report-made-up.ts';
import { known, made } from './reports-made-up.ts';

const own = 'url-http-refused';
const other = 'response-config-id-unique';
const should = 'http-header-names-any-case';
const broken = (id: typeof own | typeof other | typeof should) => failed(id, { findings: [finding(id)] });

for (const [what, report, verdict] of [
  ['a known failure', made['known failure'], 'nonconformant as known'],
  ['an expired failure', made['expired failure'], 'nonconformant'],
  ['a mended failure', made['mended failure'], 'conformant'],
  [
    'a known and a new failure',
    reportOf(all(broken(own), broken(other)), { knownFailures: [known(own)] }),
    'nonconformant',
  ],
  [
    'a known failure beside a requirement without a verdict',
    reportOf(all(broken(own), outcome(other, { inconclusive: ['throttled'] })), {
      knownFailures: [known(own)],
    }),
    'inconclusive',
  ],
  [
    'a known failure that was not judged',
    reportOf(all(outcome(own, { inconclusive: ['throttled'] })), { knownFailures: [known(own)] }),
    'inconclusive',
  ],
  ['a known broken SHOULD', reportOf(all(broken(should)), { knownFailures: [known(should)] }), 'conformant'],
] as const) {
  test(`${what} makes a run ${verdict}`, () => {
    expect(report.verdict).toBe(verdict);
    for (const text of [plain(report), renderMarkdown(report), renderPage(report)])
      expect.soft(text).toContain('payments team');
  });
}

function plain(report: typeof made.conformant): string {
  return renderConsole(report, { width: undefined, verbose: false, colour: false, reportDir: '/r' });
}

test('a known failure is one line, and a new one is shown whole', () => {
  expect(plain(made['known failure'])).toMatch(/^Verdict {7}NONCONFORMANT AS KNOWN: made up\n/);
  expect(plain(made['known failure'])).toContain(
    `${own}: still fails, known until 2025-01-02; owner: payments team; reason: ticket 4711`,
  );
  expect(plain(made['known failure'])).not.toContain(`FAIL  ${own}`);
  expect(plain(made['expired failure'])).toContain(`FAIL  ${own}`);
});

const entry = `- requirement: ${own}\n  reason: ticket 4711\n  owner: payments team\n  expires: 2999-12-31\n`;

function fileOf(content: string): string {
  const file = join(temporaryFolder(), 'known.yaml');
  writeFileSync(file, content);
  return file;
}

test('a file of known failures is read as it is written', () => {
  const second = entry.replace(own, '"@limit-21st-refused"').replace('2999-12-31', '"2999-01-01"');
  expect(readKnownFailures(fileOf(`# ours\n${entry}${second}`))).toEqual([
    known(own, '2999-12-31'),
    known('limit-21st-refused', '2999-01-01'),
  ]);
  expect(readKnownFailures(fileOf('[]'))).toEqual([]);
});

for (const [what, content, complaint] of [
  ['no YAML', '- a: [', /line \d+ is no YAML \(.+\)\. Correct the line\.$/],
  [
    'no list',
    'requirement: x',
    /the file is no list\. Write a list of entries with requirement, reason, owner, expires\.$/,
  ],
  [
    'an empty file',
    '',
    /the file is no list\. Write a list of entries with requirement, reason, owner, expires\.$/,
  ],
  [
    'an entry without members',
    '- url-http-refused',
    /entry 1 has no members\. It needs requirement, reason, owner, expires\./,
  ],
  ['a missing owner', entry.replace(/ {2}owner.*\n/, ''), /entry 1 lacks owner\./],
  ['an empty reason', entry.replace('ticket 4711', '""'), /entry 1 has no text as reason\./],
  ['a member more', `${entry}  until: x\n`, /entry 1 has "until", which is no member/],
  [
    'a date that does not exist',
    entry.replace('2999-12-31', '2999-02-30'),
    /expires on "2999-02-30", which is no date/,
  ],
  [
    'an unknown requirement',
    entry.replace(own, 'limit-22nd'),
    /entry 1 names "limit-22nd", which is no requirement/,
  ],
  ['two entries of one requirement', entry + entry, /url-http-refused has two entries\. Keep one\./],
] as const) {
  test(`${what} is refused in a line that names it`, () => {
    expect(() => readKnownFailures(fileOf(content))).toThrow(complaint);
  });
}

test('a file that is missing or wrong ends a run with 2, and nothing is sent', async () => {
  const url = 'http://127.0.0.1:9';
  expectOneLine(
    await conform(pointAt(url), ['--known-failures', 'none.yaml']),
    2,
    /none\.yaml.*cannot be read/,
  );
  const unknown = fileOf(entry.replace(own, 'limit-22nd'));
  expectOneLine(await conform(pointAt(url), ['--known-failures', unknown]), 2, /limit-22nd/);
});

const isUrlAllowed: typeof contractRules.isUrlAllowed = (url) =>
  contractRules.isUrlAllowed(url) || /^http:\/\/[^/]+:443\//.test(url);

test('a run whose failures are all known ends with 0, and with 1 once an entry has expired', async () => {
  for (const [expires, code, verdict] of [
    ['2999-12-31', 0, 'nonconformant as known'],
    ['2020-01-01', 1, 'nonconformant'],
  ] as const) {
    const { url } = await reference({ isUrlAllowed });
    const file = fileOf(entry.replace('2999-12-31', expires));
    const ended = await conform(pointAt(url), ['--known-failures', file]);
    expect(ended).toMatchObject({ code, report: { verdict, suiteErrors: [] } });
    expect(ended.stdout.trimEnd().split('\n').at(-1)).toBe(`Verdict       ${verdict.toUpperCase()}: ${url}`);
  }
});

test('a run in which a known failure passes ends with 2, and the line says what to remove', async () => {
  const { url } = await reference();
  const ended = await conform(pointAt(url), ['--known-failures', fileOf(entry)]);
  expect(ended).toMatchObject({ code: 2, report: { verdict: 'conformant' } });
  expect(ended.stderr).toContain(`${own} passes now, but --known-failures still lists it. Remove the entry.`);
});
