/**
 * A run that something happens to: a full disk, a signal, a reporter, a reader that goes away. No verdict
 * comes of it.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { planFor } from '../../fixtures/session/plan.ts';
import { openTransport } from '../../fixtures/wire/transport.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { memberOf, parseJson, type Json } from '../../fixtures/wire/json.ts';
import { environmentOf } from '../../fixtures/session/program.ts';
import type { Run } from '../../fixtures/session/run.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { takeInventory } from '../../fixtures/targets/inventory.ts';
import { conform, ENTRY, leaveGreenReport, temporaryFolder } from './gates-run.ts';
import { ownCredentials, pointAt } from './gates-targets.ts';

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

for (const [blocks, command] of [
  [0, '"$0" "$@"'],
  [4, '"$0" "$@"'],
  // A whole run: what is missing of its report is all that keeps it from 0.
  [30, '"$0" "$1" "$2"'],
] as const) {
  test(`a disk that is full after ${blocks} blocks earns no verdict`, () => {
    // Files that get longer are refused then, as on a full disk.
    const { code, stderr } = byShell(`ulimit -f ${blocks}; trap '' XFSZ; exec ${command}`);
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

test('a reporter that never ends keeps neither the accounts from being cleaned up nor the run from its verdict', async () => {
  const ids = accountIds(planFor(claims).accounts);
  const server = await startServer({ accounts: ids, credentials: ownCredentials });
  const transport = openTransport({ baseUrl: server.url, timeoutMs: 5000 });
  const file = join(folder.path, 'reporter.cjs');
  const marks = join(folder.path, 'ended');
  // Writes down when it is the last one at work, and goes on for ever.
  const onEnd = `onEnd() { require('fs').writeFileSync(${JSON.stringify(marks)}, ''); return new Promise(() => setInterval(() => {}, 1000)); }`;
  writeFileSync(file, `module.exports = class { ${onEnd} };`);
  try {
    const variables = {
      ...pointAt(server.url),
      TARGET_ACCOUNT_IDS: ids.join(','),
      TARGET_CLAIMS: 'create,management',
    };
    const running = conform(folder.path, variables, [...only, `--reporter=${file}`]);
    while (!existsSync(marks)) await sleep(50);
    const isClean = async (): Promise<boolean> => {
      const inventory = await takeInventory({ transport, credentials: ownCredentials }, ids);
      return [...inventory.values()].every((held) => held?.length === 0);
    };
    let isCleanInTime = false;
    for (let tries = 0; tries < 50 && !isCleanInTime; tries += 1) {
      await sleep(200);
      isCleanInTime = await isClean();
    }
    expect(isCleanInTime, 'cleaned up while the reporter is still at work').toBe(true);
    const run = await running;
    expect(run).toMatchObject({ code: 3, report: { verdict: 'inconclusive', counts: { pass: 1 } } });
    expect(run.stderr).toBe('A reporter did not end within 30 s. It was stopped.\n');
  } finally {
    transport.close();
    await server.close();
  }
});

test('the run goes to its workers in a file that only its owner can read, and not in the environment', () => {
  const run: Run = {
    info: {
      suiteVersion: '1',
      contractDigest: '',
      runId: 'made-up',
      target: { name: 'made up', url: 'http://127.0.0.1:1' },
      claims: ['create'],
      seed: 1,
      reportDir: folder.path,
    },
    credentials: ownCredentials,
    accountIds: accountIds(3000),
    held: [],
    namedIds: [],
    accountsEmpty: false,
    burst: 8,
    timeoutMs: 1,
    ledgerDir: folder.path,
    selection: false,
  };
  const variables = Object.values(environmentOf({ is: 'run', run }));
  expect(variables).toHaveLength(1);
  expect(variables.join('')).not.toContain(ownCredentials.secretKey);
  expect(statSync(variables.join('')).mode & 0o777).toBe(0o600);
  expect(parseJson(readFileSync(variables.join(''), 'utf8'))).toMatchObject({
    run: { accountIds: run.accountIds },
  });
});
