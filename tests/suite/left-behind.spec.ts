/** Runs that are ended in any way leave nothing behind once the next run or a cleanup has been there. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { contractRules } from '../../fixtures/reference/rules.ts';
import { takeInventory, type Inventory } from '../../fixtures/targets/inventory.ts';
import { transportTo } from './closing.ts';
import { command, ENTRY } from './gates-run.ts';
import { ownCredentials as credentials, pointWhollyAt, reference, register } from './gates-targets.ts';
import { allGone, journals, kill, killWhen, startRun, treeOf, type StartedRun } from './killed-runs.ts';
import { test, type Variables } from './programs.ts';

const ids = accountIds(6);

interface Setup {
  readonly variables: Variables;
  readonly stock: () => Promise<Inventory>;
  readonly before: Inventory;
  /** How many requests have come. */
  readonly asked: () => number;
}

/** A server with accounts of which some hold something. */
async function holding(): Promise<Setup> {
  let asked = 0;
  const methodName = (path: string): string | undefined => {
    asked += 1;
    return contractRules.methodName(path);
  };
  const { url } = await reference({ methodName }, ids);
  const transport = transportTo(url);
  for (const [index, id] of ids.entries())
    for (let count = 0; count < index; count += 1)
      await register(transport, id, `https://customer-${count}.test/hooks`);
  const stock = (): Promise<Inventory> => takeInventory({ transport, credentials }, ids);
  return {
    variables: pointWhollyAt(url, ids),
    asked: () => asked,
    stock,
    before: await stock(),
  };
}

/** Starts a whole run, and waits until it has begun to write its journal. */
async function started(folder: string, { variables }: Setup, words?: readonly string[]): Promise<StartedRun> {
  const run = startRun(folder, variables, words);
  while (run.child.exitCode === null && journals(folder).length === 0) await sleep(10);
  return run;
}

/** How what was left is deleted. */
const ways = [
  ['the next run', ['run', '--grep', '@list-none-empty'], true],
  ['a cleanup', ['cleanup', '--yes'], true],
  ['a cleanup without the journal', ['cleanup', '--yes'], false],
] as const;

/** Random moments would differ from run to run of this test; these are spread over the tests of a run. */
for (let moment = 0; moment < 10; moment += 1) {
  const [what, words, hasJournal] = ways[moment % ways.length] ?? ways[0];
  test(`after a kill of everything ${moment + 1} s into a run, ${what} leaves nothing behind`, async ({
    folder,
  }) => {
    const setup = await holding();
    const run = await started(folder, setup);
    await sleep(moment * 1000 + Math.random() * 1000);
    await killWhen(run, () => true);
    if (!hasJournal)
      for (const place of ['state', 'report']) rmSync(join(folder, place), { recursive: true });
    const next = await command(words, { folder, variables: setup.variables });
    expect.soft(await setup.stock(), next.stdout + next.stderr).toEqual(setup.before);
    expect(next.code).toBe(words[0] === 'run' ? 3 : 0);
    expect(journals(folder)).toEqual([]);
  });
}

/** How a run is asked to end, the command, and what receives the signal. */
const endings: readonly (readonly [string, readonly string[], (child: ChildProcess) => void])[] = [
  ['SIGTERM to the run', [process.execPath, ENTRY, 'run'], ({ pid = 0 }) => process.kill(pid, 'SIGTERM')],
  ['SIGQUIT to the run', [process.execPath, ENTRY, 'run'], ({ pid = 0 }) => process.kill(pid, 'SIGQUIT')],
  ['SIGTERM to npm', ['npm', 'run', '-s', 'conformance'], ({ pid = 0 }) => process.kill(pid, 'SIGTERM')],
  ['SIGKILL to npm', ['npm', 'run', '-s', 'conformance'], ({ pid = 0 }) => process.kill(pid, 'SIGKILL')],
  ['SIGHUP to the group', ['npm', 'run', '-s', 'conformance'], ({ pid = 0 }) => process.kill(-pid, 'SIGHUP')],
  ['SIGINT to the group', ['npm', 'run', '-s', 'conformance'], ({ pid = 0 }) => process.kill(-pid, 'SIGINT')],
];

for (const [what, words, end] of endings) {
  test(`after ${what} the run ends in order and leaves nothing behind`, async ({ folder }) => {
    const setup = await holding();
    const { child, ended } = await started(folder, setup, words);
    await sleep(2500);
    const pids = treeOf(child);
    end(child);
    const code = await ended;
    await allGone(pids);
    const said = readFileSync(join(folder, 'output'), 'utf8');
    expect.soft(await setup.stock(), said).toEqual(setup.before);
    expect.soft(journals(folder)).toEqual([]);
    const report: unknown = JSON.parse(readFileSync(join(folder, 'report', 'conformance.json'), 'utf8'));
    expect.soft(report, said).toMatchObject({ partial: true });
    if (words[0] !== 'npm') expect(code, said).toBe(3);
  });
}

test('the processes of a run send nothing more once the run is killed, and end', async ({ folder }) => {
  const setup = await holding();
  const { child, ended } = await started(folder, setup);
  await sleep(2500);
  const pids = treeOf(child);
  kill(child.pid ?? 0);
  await ended;
  await sleep(1000);
  const { asked } = setup;
  const sent = asked();
  await allGone(pids);
  expect(asked()).toBe(sent);
  const { code } = await command(['cleanup', '--yes'], { folder, variables: setup.variables });
  expect(code).toBe(0);
  expect(await setup.stock()).toEqual(setup.before);
});

test('docker stop: SIGTERM, ten seconds, SIGKILL', async ({ folder }) => {
  const setup = await holding();
  const { child, ended } = await started(folder, setup);
  await sleep(2500);
  const pids = treeOf(child);
  process.kill(child.pid ?? 0, 'SIGTERM');
  const patience = setTimeout(() => pids.forEach(kill), 10_000);
  await ended;
  await allGone(pids);
  clearTimeout(patience);
  const next = await command(['cleanup', '--yes'], { folder, variables: setup.variables });
  expect(next.code).toBe(0);
  expect(await setup.stock()).toEqual(setup.before);
});
