/** A run ends with 0 or 1 only if it has left a complete report. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { command, conform, leaveGreenReport, type GateRun, ENTRY } from './gates-run.ts';
import { run, test, type Variables } from './programs.ts';
import { copySuite } from './suite-copy.ts';

const only = ['--grep', '@limit-21st-refused'];

/** A file that the launcher loads. */
const LAUNCHER = 'fixtures/session/run.ts';
const PLANTED = "throw new Error('planted');";
const INCOMPLETE = /^The run ended without a complete report/;

function expectUnearned(ended: GateRun, code: number, line: RegExp): void {
  expect.soft(ended.stderr).toMatch(line);
  expect.soft(ended.stderr).not.toContain('    at ');
  expect.soft(ended.report, 'no verdict, of whatever run').toBeUndefined();
  expect(ended.code).toBe(code);
}

const REFUSED_OPTIONS =
  '--retries=1 --pass-with-no-tests --config=other.ts --output=. --project=conformance --last-failed --ui --repeat-each=2 --grep';

for (const option of REFUSED_OPTIONS.split(' ')) {
  test(`${option} ends the run with 2 at once`, async ({ folder }) => {
    leaveGreenReport(folder);
    const ended = await command(['demo', option], { folder });
    expectUnearned(ended, 2, new RegExp(`^${option.split('=')[0]} [^\\n]+\\n$`));
    expect(ended.stdout).toBe('');
  });
}

for (const verb of ['judge', '', '--grep']) {
  test(`the verb "${verb}" ends with 2`, async ({ folder }) => {
    leaveGreenReport(folder);
    expectUnearned(await command([verb], { folder }), 2, /^[^\n]+\n$/);
  });
}

type Break = (copy: string) => void;

const appending =
  (code: string, file = LAUNCHER): Break =>
  (copy) =>
    writeFileSync(join(copy, file), `${readFileSync(join(copy, file), 'utf8')}\n${code}\n`);

const removing =
  (file: string): Break =>
  (copy) =>
    rmSync(join(copy, file));

function withThrowingSummary(copy: string): void {
  const file = join(copy, 'reports/summarise.ts');
  const before = readFileSync(file, 'utf8');
  const line = 'const findings = [';
  expect(before).toContain(line);
  writeFileSync(file, before.replace(line, `${PLANTED}\n  ${line}`));
}

/** Runs a copy of the suite that is broken, where an earlier run was green. */
function runBroken(folder: string, breakIt: Break, args = only): Promise<GateRun> {
  leaveGreenReport(folder);
  const copy = join(folder, 'suite');
  const entry = copySuite(copy);
  breakIt(copy);
  return command(['demo', ...args], { folder, entry });
}

/** What the process of the entry loads. */
for (const [what, breakIt, line] of [
  [
    'a launcher that does not load',
    removing('fixtures/targets/settings.ts'),
    /^The suite failed \(\w*Error: [^\n]+\n$/,
  ],
  ['a launcher that throws', appending(PLANTED), /^The suite failed \(Error: planted[^\n]+\n$/],
  ['a launcher that exits', appending('process.exit(0);'), INCOMPLETE],
  ['a launcher that exits as nonconformant', appending('process.exit(1);'), INCOMPLETE],
  ['a promise that never settles', appending('await new Promise(() => {});'), INCOMPLETE],
  [
    'a promise that nobody waits for and that fails',
    appending("void Promise.reject(new Error('planted'));"),
    /^The suite failed \(Error: planted/,
  ],
  [
    'an entry that does not load',
    removing('fixtures/cli/entry/env-file.cjs'),
    /^The suite does not load \([^\n]+\n$/,
  ],
  ['no openapi.yaml', removing('specs/openapi.yaml'), /^The suite failed \(/],
  ['a catalogue that is no JSON', appending('{', 'specs/requirements.json'), /^The suite failed \(/],
] as const) {
  test(`${what} ends the run with 4 and one line`, async ({ folder }) => {
    expectUnearned(await runBroken(folder, breakIt), 4, line);
  });
}

/** What only the process of Playwright loads, which prints an error in its own form. */
for (const [what, breakIt] of [
  ['a reporter that does not load', appending(PLANTED, 'reports/conformance-reporter.ts')],
  ['a configuration that does not load', appending(PLANTED, 'playwright.config.ts')],
  ['a summary that throws', withThrowingSummary],
] as const) {
  test(`${what} ends the run with 4`, async ({ folder }) => {
    const ended = await runBroken(folder, breakIt);
    expect(ended).toMatchObject({ code: 4, report: undefined });
    expect(ended.stderr).toMatch(/\nThe run left no report [^\n]+\n$/);
  });
}

test('a spec that does not load ends the run with 4 and a report that says so', async ({ folder }) => {
  const ended = await runBroken(folder, appending(PLANTED, 'tests/conformance/limit.spec.ts'), []);
  expect(ended).toMatchObject({ code: 4, report: { verdict: 'inconclusive' } });
});

for (const missing of ['jiti', 'fast-check', '@playwright/test', '*']) {
  test(`a missing package ends the run with 2: ${missing}`, async ({ folder }) => {
    leaveGreenReport(folder);
    const entry = copySuite(join(folder, 'suite'), [missing]);
    const ended = await command(['demo', ...only], { folder, entry });
    const line = /^The suite is not installed\. Missing packages: [^\n]+\. Run `npm ci` in [^\n]+\n$/;
    expectUnearned(ended, 2, line);
    if (missing !== '*') expect(ended.stderr).toContain(`packages: ${missing}. Run`);
  });
}

test('a folder that is gone ends the run with 2 and one line', async ({ folder }) => {
  const line = 'mkdir gone; cd gone; rmdir ../gone; exec "$0" "$@"';
  const { code, stderr } = await run('sh', ['-c', line, process.execPath, ENTRY, 'demo'], folder);
  expect(stderr).toMatch(/^The current folder does not exist any more\. [^\n]+\n$/);
  expect(code).toBe(2);
});

test('a Node that is too old ends the run with 2', async ({ folder }) => {
  leaveGreenReport(folder);
  const old = join(folder, 'old.cjs');
  const versions = "{ value: { ...process.versions, node: '20.9.0' } }";
  writeFileSync(old, `Object.defineProperty(process, 'versions', ${versions});`);
  const ended = await command(['demo'], { folder, nodeOptions: ['--require', old] });
  expectUnearned(ended, 2, /^This is Node 20\.9\.0\. The suite needs Node 20\.19\.0 or later\.\n$/);
});

function foreign(folder: string): string {
  mkdirSync(join(folder, 'foreign'));
  writeFileSync(join(folder, 'foreign', 'junit.xml'), '<testsuites name="jest tests"/>');
  return join(folder, 'foreign');
}

const places: readonly (readonly [what: string, variables: (folder: string) => Variables, line: RegExp])[] = [
  [
    'a temporary folder that is not there',
    (folder) => ({ TMPDIR: join(folder, 'gone') }),
    /^The temporary folder .* cannot be written to \(ENOENT\)\. Set TMPDIR/,
  ],
  [
    'a temporary folder that takes no file',
    () => ({ TMPDIR: '/proc' }),
    /^The temporary folder .* cannot be written to/,
  ],
  [
    'a REPORT_DIR that takes no file',
    () => ({ REPORT_DIR: '/proc/report' }),
    /^REPORT_DIR .* cannot be written to/,
  ],
  [
    'a file of somebody else in REPORT_DIR',
    (folder) => ({ REPORT_DIR: foreign(folder) }),
    /junit\.xml is in the way of the report/,
  ],
];

for (const [what, variables, line] of places) {
  test(`${what} ends the run with 2`, async ({ folder }) => {
    expectUnearned(await conform(variables(folder), only, folder), 2, line);
  });
}
