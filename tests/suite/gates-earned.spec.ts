/** Exit codes 0 and 1 come from a complete report of the run, and from nothing else. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  command,
  conform,
  leaveGreenReport,
  temporaryFolder,
  type GateRun,
  type Variables,
  ENTRY,
} from './gates-run.ts';
import { copySuite } from './suite-copy.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

let folder = temporaryFolder();
test.beforeEach(() => {
  folder = temporaryFolder();
});
test.afterEach(() => folder.remove());

const only = ['--grep', '@limit-21st-refused'];

/** A file that the launcher loads, and code that breaks it. */
const LAUNCHER = 'fixtures/session/run.ts';
const PLANTED = "throw new Error('planted');";

/** What the entry says when the launcher ends the process itself. */
const INCOMPLETE = /^The run ended without a complete report/;

function expectUnearned(run: GateRun, code: number, line: RegExp): void {
  expect.soft(run.stderr).toMatch(line);
  expect.soft(run.stderr).not.toContain('    at ');
  expect.soft(run.report, 'no verdict, of whatever run').toBeUndefined();
  expect(run.code).toBe(code);
}

for (const args of [
  ['--retries=1'],
  ['--pass-with-no-tests'],
  ['--config=other.ts'],
  ['--output=.'],
  ['--project=conformance'],
  ['--last-failed'],
  ['--ui'],
  ['--repeat-each=2'],
  ['--grep'],
]) {
  test(`${args.join(' ')} ends the run with 2 at once`, async () => {
    leaveGreenReport(folder.path);
    const run = await command(['demo', ...args], { folder: folder.path });
    expectUnearned(run, 2, new RegExp(`^${args[0]?.split('=')[0]} [^\\n]+\\n$`));
    expect(run.stdout).toBe('');
  });
}

for (const verb of ['judge', '', '--grep']) {
  test(`the verb "${verb}" ends with 2`, async () => {
    leaveGreenReport(folder.path);
    expectUnearned(await command([verb], { folder: folder.path }), 2, /^[^\n]+\n$/);
  });
}

/** What is broken in a copy of the suite: what the process of the entry loads, and the line that tells it. */
const broken: readonly (readonly [what: string, line: RegExp, breakIt: (copy: string) => void])[] = [
  [
    'a launcher that does not load',
    /^The suite failed \(\w*Error: [^\n]+\n$/,
    (copy) => rmSync(join(copy, 'fixtures/targets/settings.ts')),
  ],
  [
    'a launcher that throws',
    /^The suite failed \(Error: planted[^\n]+\n$/,
    (copy) => append(copy, LAUNCHER, PLANTED),
  ],
  ['a launcher that exits', INCOMPLETE, (copy) => append(copy, LAUNCHER, 'process.exit(0);')],
  [
    'a launcher that exits as nonconformant',
    INCOMPLETE,
    (copy) => append(copy, LAUNCHER, 'process.exit(1);'),
  ],
  [
    'a promise that never settles',
    INCOMPLETE,
    (copy) => append(copy, LAUNCHER, 'await new Promise(() => {});'),
  ],
  [
    'a promise that nobody waits for and that fails',
    /^The suite failed \(Error: planted/,
    (copy) => append(copy, LAUNCHER, "void Promise.reject(new Error('planted'));"),
  ],
  [
    'an entry that does not load',
    /^The suite does not load \([^\n]+\n$/,
    (copy) => rmSync(join(copy, 'fixtures/cli/entry/env-file.cjs')),
  ],
  ['no openapi.yaml', /^The suite failed \(/, (copy) => rmSync(join(copy, 'specs/openapi.yaml'))],
  [
    'a catalogue that is no JSON',
    /^The suite failed \(/,
    (copy) => writeFileSync(join(copy, 'specs/requirements.json'), '{'),
  ],
];

/** What only the process of Playwright loads. It prints an error of its own, in its own form. */
const brokenBelow: readonly (readonly [what: string, breakIt: (copy: string) => void])[] = [
  ['a reporter that does not load', (copy) => append(copy, 'reports/conformance-reporter.ts', PLANTED)],
  ['a configuration that does not load', (copy) => append(copy, 'playwright.config.ts', PLANTED)],
  [
    'a summary that throws',
    (copy) => replace(copy, 'reports/summarise.ts', 'const findings = findingsOf(results);', PLANTED),
  ],
];

function append(copy: string, file: string, code: string): void {
  writeFileSync(join(copy, file), `${readFileSync(join(copy, file), 'utf8')}\n${code}\n`);
}

function replace(copy: string, file: string, from: string, to: string): void {
  const before = readFileSync(join(copy, file), 'utf8');
  expect(before, file).toContain(from);
  writeFileSync(join(copy, file), before.replace(from, to));
}

for (const [what, line, breakIt] of broken) {
  test(`${what} ends the run with 4 and one line`, async () => {
    expectUnearned(await runBroken(breakIt), 4, line);
  });
}

for (const [what, breakIt] of brokenBelow) {
  test(`${what} ends the run with 4`, async () => {
    const run = await runBroken(breakIt);
    expect(run).toMatchObject({ code: 4, report: undefined });
    expect(run.stderr).toMatch(/\nThe run left no report [^\n]+\n$/);
  });
}

/** Runs a copy of the suite that is broken, where an earlier run was green. */
function runBroken(breakIt: (copy: string) => void): Promise<GateRun> {
  leaveGreenReport(folder.path);
  const copy = join(folder.path, 'suite');
  const entry = copySuite(copy);
  breakIt(copy);
  return command(['demo', ...only], { folder: folder.path, entry });
}

test('a spec that does not load ends the run with 4 and a report that says so', async () => {
  const copy = join(folder.path, 'suite');
  const entry = copySuite(copy);
  append(copy, 'tests/conformance/limit.spec.ts', "throw new Error('planted');");
  const run = await command(['demo'], { folder: folder.path, entry });
  expect(run).toMatchObject({ code: 4, report: { verdict: 'inconclusive' } });
});

for (const missing of ['jiti', 'fast-check', '@playwright/test', '*']) {
  test(`a missing package ends the run with 2: ${missing}`, async () => {
    leaveGreenReport(folder.path);
    const entry = copySuite(join(folder.path, 'suite'), [missing]);
    const run = await command(['demo', ...only], { folder: folder.path, entry });
    expectUnearned(
      run,
      2,
      /^The suite is not installed\. Missing packages: [^\n]+\. Run `npm ci` in [^\n]+\n$/,
    );
    if (missing !== '*') expect(run.stderr).toContain(`packages: ${missing}. Run`);
  });
}

test('a folder that is gone ends the run with 2 and one line', () => {
  const { PATH = '', HOME = '' } = process.env;
  const line = 'mkdir gone; cd gone; rmdir ../gone; exec "$0" "$@"';
  const { status, stderr } = spawnSync('sh', ['-c', line, process.execPath, ENTRY, 'demo'], {
    cwd: folder.path,
    env: { PATH, HOME },
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/^The current folder does not exist any more\. [^\n]+\n$/);
  expect(status).toBe(2);
});

test('a Node that is too old ends the run with 2', async () => {
  leaveGreenReport(folder.path);
  const old = join(folder.path, 'old.cjs');
  writeFileSync(
    old,
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.9.0' } });",
  );
  const run = await command(['demo'], { folder: folder.path, nodeOptions: ['--require', old] });
  expectUnearned(run, 2, /^This is Node 20\.9\.0\. The suite needs Node 20\.19\.0 or later\.\n$/);
});

const places: readonly (readonly [what: string, variables: () => Variables, code: number, line: RegExp])[] = [
  [
    'a temporary folder that is not there',
    () => ({ TMPDIR: join(folder.path, 'gone') }),
    2,
    /^The temporary folder .* cannot be written to \(ENOENT\)\. Set TMPDIR/,
  ],
  [
    'a temporary folder that takes no file',
    () => ({ TMPDIR: '/proc' }),
    2,
    /^The temporary folder .* cannot be written to/,
  ],
  [
    'a REPORT_DIR that takes no file',
    () => ({ REPORT_DIR: '/proc/report' }),
    2,
    /^REPORT_DIR .* cannot be written to/,
  ],
  [
    'a file of somebody else in REPORT_DIR',
    () => ({ REPORT_DIR: foreign() }),
    2,
    /junit\.xml is in the way of the report/,
  ],
];

function foreign(): string {
  mkdirSync(join(folder.path, 'foreign'));
  writeFileSync(join(folder.path, 'foreign', 'junit.xml'), '<testsuites name="jest tests"/>');
  return join(folder.path, 'foreign');
}

for (const [what, variables, code, line] of places) {
  test(`${what} ends the run with ${code}`, async () => {
    expectUnearned(await conform(folder.path, variables(), only), code, line);
  });
}
