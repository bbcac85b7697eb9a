/** A run that something happens to: a full disk, a signal, a reporter, a reader that goes away. No verdict comes of it. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { memberOf, parseJson, type Json } from '../../fixtures/contract/json.ts';
import { conform, ENTRY, leaveGreenReport, temporaryFolder } from './gates-run.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

let folder = temporaryFolder();
test.beforeEach(() => {
  folder = temporaryFolder();
  leaveGreenReport(folder.path);
});
test.afterEach(() => folder.remove());

const only = ['--grep', '@limit-21st-refused'];

/** Runs the entry by a line of bash, in which `"$0" "$@"` is the command. */
function byShell(line: string): { readonly code: number | null; readonly stderr: string } {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stderr } = spawnSync('bash', ['-c', line, process.execPath, ENTRY, 'demo', ...only], {
    cwd: folder.path,
    env: { PATH, HOME, REPORT_DIR: join(folder.path, 'report') },
    encoding: 'utf8',
  });
  return { code: status, stderr };
}

/** What stands in the place of the report. */
function written(): Json | undefined {
  const file = join(folder.path, 'report', 'conformance.json');
  return existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined;
}

for (const blocks of [0, 4, 30]) {
  test(`a disk that is full after ${blocks} blocks earns no verdict`, () => {
    // Files that get longer are refused then, as on a full disk.
    const { code, stderr } = byShell(`ulimit -f ${blocks}; trap '' XFSZ; exec "$0" "$@"`);
    expect([2, 3, 4]).toContain(code);
    expect(stderr).not.toContain('    at ');
    expect(memberOf(written(), 'verdict')).not.toBe('conformant');
  });
}

/** Starts a run, and does something to it once its tests have begun. */
async function meddledWith(meddle: (pid: number) => void): Promise<number | null> {
  const { PATH = '', HOME = '' } = process.env;
  const temporary = join(folder.path, 'tmp');
  mkdirSync(temporary);
  const child = spawn(process.execPath, [ENTRY, 'demo'], {
    cwd: folder.path,
    env: { PATH, HOME, TMPDIR: temporary, REPORT_DIR: join(folder.path, 'report') },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const hasBegun = (): boolean =>
    readdirSync(temporary).some((name) => existsSync(join(temporary, name, 'run.json')));
  while (child.exitCode === null && !hasBegun()) await sleep(20);
  await sleep(1500);
  meddle(child.pid ?? 0);
  return ended;
}

/** The process of Playwright below the entry. */
function playwrightBelow(pid: number): number {
  const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' });
  return Number(/^\s*(\d+) .*@playwright/m.exec(listed)?.[1]);
}

for (const [what, meddle] of [
  ['Playwright is killed', (pid: number) => process.kill(playwrightBelow(pid), 'SIGKILL')],
  ['Playwright is ended', (pid: number) => process.kill(playwrightBelow(pid), 'SIGTERM')],
  ['the entry is killed', (pid: number) => process.kill(pid, 'SIGKILL')],
  ['the entry is ended', (pid: number) => process.kill(pid, 'SIGTERM')],
] as const) {
  test(`no verdict is earned when ${what} in the middle of a run`, async () => {
    const code = await meddledWith(meddle);
    expect([null, 3, 4, 130, 143]).toContain(code);
    expect(written()).not.toMatchObject({ verdict: 'conformant' });
  });
}

for (const [what, reporter, code] of [
  ['that ends the process as green', 'onBegin() { process.exit(0); }', 4],
  ['that ends the process as red', 'onBegin() { process.exit(1); }', 4],
  ['that says that all is well', "onEnd() { return { status: 'passed' }; }", 3],
  ['that throws', "onEnd() { throw new Error('planted'); }", 3],
] as const) {
  test(`a reporter of the user ${what} changes no verdict`, async () => {
    const file = join(folder.path, 'reporter.cjs');
    writeFileSync(file, `module.exports = class { ${reporter} };`);
    const run = await conform(folder.path, {}, [...only, `--reporter=${file}`]);
    expect(run.code).toBe(code);
    expect(run.report === undefined).toBe(code === 4);
  });
}

test('a reporter of Playwright is added, and the run has its verdict and its reports', async () => {
  const run = await conform(folder.path, { PLAYWRIGHT_HTML_OPEN: 'always', PW_TEST_REPORTER: 'x' }, [
    ...only,
    '--reporter',
    'line',
  ]);
  expect(run).toMatchObject({ code: 3, report: { verdict: 'inconclusive', counts: { pass: 1 } } });
  expect(run.stdout).toMatch(/1 passed/);
  expect(existsSync(join(folder.path, 'report', 'html', 'index.html'))).toBe(true);
});

test('a reader that goes away takes no verdict with it', () => {
  const { code } = byShell('"$0" "$@" | head -1; exit "${PIPESTATUS[0]}"');
  expect(written()).toMatchObject({ verdict: 'inconclusive', counts: { pass: 1 } });
  expect(code).toBe(3);
});
