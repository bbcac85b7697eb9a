/**
 * A full disk, a signal, a reporter or a reader that stops reading never makes a run give a wrong verdict.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { memberOf, parseJson, type Json } from '../../fixtures/wire/json.ts';
import { environmentOf } from '../../fixtures/session/program.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { takeInventory } from '../../fixtures/targets/inventory.ts';
import { transportTo } from './closing.ts';
import { conform, ENTRY, leaveGreenReport } from './gates-run.ts';
import { allAccounts, ownCredentials as credentials, pointWhollyAt, reference } from './gates-targets.ts';
import { run, temporaryIn, test as programTest, type Ended } from './programs.ts';
import { madeUpRun } from './run-made-up.ts';

/** An earlier run in the folder was green. */
const test = programTest.extend({
  folder: async ({ folder }, use) => {
    leaveGreenReport(folder);
    await use(folder);
  },
});

const only = ['--grep', '@limit-21st-refused'];

/** Runs the entry by a line of bash, in which `"$0" "$@"` is the command. */
function byShell(folder: string, line: string): Promise<Ended> {
  const args = ['-c', line, process.execPath, ENTRY, 'demo', ...only];
  // The smaller claim, because each test writes files and a write that fails takes long.
  return run('bash', args, folder, { REPORT_DIR: join(folder, 'report'), TARGET_CLAIMS: 'create' });
}

/** The content of the report file. */
function written(folder: string): Json | undefined {
  const file = join(folder, 'report', 'conformance.json');
  return existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined;
}

for (const [blocks, command] of [
  [0, '"$0" "$@"'],
  [4, '"$0" "$@"'],
  // A whole run, which would end with 0 if its report were complete.
  [80, '"$0" "$1" "$2"'],
] as const) {
  test(`a disk that is full after ${blocks} blocks earns no verdict`, async ({ folder }) => {
    // The limit refuses longer files, as a full disk does.
    const { code, stderr } = await byShell(folder, `ulimit -f ${blocks}; trap '' XFSZ; exec ${command}`);
    expect([2, 3, 4]).toContain(code);
    expect(stderr).not.toContain('    at ');
    expect(memberOf(written(folder), 'verdict')).not.toBe('conformant');
  });
}

/** Starts a run, and does something to it once its tests have begun. */
async function meddledWith(
  folder: string,
  meddle: (pid: number) => void,
  variables: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  const { PATH = '', HOME = '' } = process.env;
  const temporary = temporaryIn(folder);
  const child = spawn(process.execPath, [ENTRY, 'demo'], {
    cwd: folder,
    env: { PATH, HOME, TMPDIR: temporary, REPORT_DIR: join(folder, 'report'), ...variables },
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
  test(`no verdict is earned when ${what} in the middle of a run`, async ({ folder }) => {
    const code = await meddledWith(folder, meddle);
    expect([null, 3, 4, 130, 143]).toContain(code);
    expect(written(folder)).not.toMatchObject({ verdict: 'conformant' });
  });
}

/** Lets the second worker of a run start late: Playwright makes a folder for each before. */
const SLOW_START = `
const fs = require('node:fs').promises;
const make = fs.mkdir;
let workers = 0;
fs.mkdir = async (folder, ...rest) => {
  if (/artifacts/.test(folder) && ++workers === 2) await new Promise((resolve) => setTimeout(resolve, 10_000));
  return make(folder, ...rest);
};
`;

test('a worker that starts while the run is told to end does not keep it from its report', async ({
  folder,
}) => {
  const slow = join(folder, 'slow.cjs');
  writeFileSync(slow, SLOW_START);
  const end = (pid: number): void => void process.kill(pid, 'SIGTERM');
  expect(await meddledWith(folder, end, { NODE_OPTIONS: `--require=${slow}` })).toBe(3);
  expect(written(folder)).toMatchObject({ verdict: 'inconclusive', suiteErrors: [] });
});

for (const [what, reporter, code] of [
  ['that ends the process as green', 'onBegin() { process.exit(0); }', 4],
  ['that ends the process as red', 'onBegin() { process.exit(1); }', 4],
  ['that says that all is well', "onEnd() { return { status: 'passed' }; }", 3],
  ['that throws', "onEnd() { throw new Error('planted'); }", 3],
] as const) {
  test(`a reporter of the user ${what} changes no verdict`, async ({ folder }) => {
    const file = join(folder, 'reporter.cjs');
    writeFileSync(file, `module.exports = class { ${reporter} };`);
    const ended = await conform({}, [...only, `--reporter=${file}`], folder);
    expect(ended.code).toBe(code);
    expect(ended.report === undefined).toBe(code === 4);
  });
}

/** Tells Playwright to end when all tests have just ended, and the report is not written yet. */
const LATE_SIGNAL = `
const { existsSync, readdirSync } = require('node:fs');
const { tmpdir } = require('node:os');
module.exports = class {
  onTestEnd() {
    const look = setInterval(() => {
      if (!readdirSync(tmpdir()).some((run) => existsSync(tmpdir() + '/' + run + '/judged'))) return;
      clearInterval(look);
      process.kill(process.pid, 'SIGINT');
    }, 1);
  }
};
`;

test('a run that is told to end when its tests have just ended has its report', async ({ folder }) => {
  const file = join(folder, 'late-signal.cjs');
  writeFileSync(file, LATE_SIGNAL);
  const ended = await conform({ TMPDIR: temporaryIn(folder) }, [...only, `--reporter=${file}`], folder);
  expect(ended).toMatchObject({ code: 3, report: { verdict: 'inconclusive', counts: { pass: 1 } } });
});

test('a reporter of Playwright is added, and the run has its verdict and its reports', async ({ folder }) => {
  const steering = { PLAYWRIGHT_HTML_OPEN: 'always', PW_TEST_REPORTER: 'x' };
  const ended = await conform(steering, [...only, '--reporter', 'line'], folder);
  expect(ended).toMatchObject({ code: 3, report: { verdict: 'inconclusive', counts: { pass: 1 } } });
  expect(ended.stdout).toMatch(/1 passed/);
  expect(existsSync(join(folder, 'report', 'report.html'))).toBe(true);
  expect(existsSync(join(folder, 'report', 'html'))).toBe(false);
});

test('the page of Playwright is written on request, into the report, and nothing opens it', async ({
  folder,
}) => {
  const steering = { PLAYWRIGHT_HTML_OPEN: 'always', PLAYWRIGHT_HTML_OUTPUT_DIR: join(folder, 'elsewhere') };
  const asked = await conform(steering, [...only, '--reporter', 'html'], folder);
  const page = join(folder, 'report', 'html', 'index.html');
  expect(asked).toMatchObject({ code: 3, report: { verdict: 'inconclusive', counts: { pass: 1 } } });
  expect(existsSync(page)).toBe(true);
  expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  await conform({}, only, folder);
  expect(existsSync(page)).toBe(false);
});

test('a reader that stops reading changes no verdict', async ({ folder }) => {
  const { code } = await byShell(folder, '"$0" "$@" | head -1; exit "${PIPESTATUS[0]}"');
  expect(written(folder)).toMatchObject({ verdict: 'inconclusive', counts: { pass: 1 } });
  expect(code).toBe(3);
});

test('a reporter that never ends keeps neither the accounts from being cleaned up nor the run from its verdict', async ({
  folder,
}) => {
  const { url } = await reference({}, allAccounts);
  const transport = transportTo(url);
  const file = join(folder, 'reporter.cjs');
  const marks = join(folder, 'ended');
  // Writes a file when all tests have ended, and goes on for ever.
  const onEnd = `onEnd() { require('fs').writeFileSync(${JSON.stringify(marks)}, ''); return new Promise(() => setInterval(() => {}, 1000)); }`;
  writeFileSync(file, `module.exports = class { ${onEnd} };`);
  const running = conform(pointWhollyAt(url), [...only, `--reporter=${file}`], folder);
  while (!existsSync(marks)) await sleep(50);
  let isClean = false;
  for (let tries = 0; tries < 50 && !isClean; tries += 1) {
    await sleep(200);
    const inventory = await takeInventory({ transport, credentials }, allAccounts);
    isClean = [...inventory.values()].every((held) => held?.length === 0);
  }
  expect(isClean, 'cleaned up while the reporter is still at work').toBe(true);
  const ended = await running;
  expect(ended).toMatchObject({ code: 3, report: { verdict: 'inconclusive', counts: { pass: 1 } } });
  expect(ended.stderr).toBe('A reporter did not end within 30 s. It was stopped.\n');
});

test('the run goes to its workers in a file that only its owner can read, and not in the environment', ({
  folder,
}) => {
  const made = { ...madeUpRun(folder), accountIds: accountIds(3000) };
  const variables = Object.values(environmentOf({ is: 'run', run: made }));
  expect(variables).toHaveLength(1);
  const [file = ''] = variables;
  expect(file).not.toContain(credentials.secretKey);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { accountIds: ids } = made;
  expect(parseJson(readFileSync(file, 'utf8'))).toMatchObject({ run: { accountIds: ids } });
});
