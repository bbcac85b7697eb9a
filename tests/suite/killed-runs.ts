/** Runs in a process group of their own, to be ended in any way. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from './closing.ts';
import { ENTRY } from './gates-run.ts';
import { processesBelow } from './process-tree.ts';
import { root, temporaryIn, type Variables } from './programs.ts';

export interface StartedRun {
  readonly child: ChildProcess;
  /** The exit code; null after a signal. */
  readonly ended: Promise<number | null>;
}

/** Starts a run. Its report, its journal and its output are in `report`, `state` and `output`. */
export function startRun(
  folder: string,
  variables: Variables,
  words: readonly string[] = [process.execPath, ENTRY, 'run'],
): StartedRun {
  const { PATH = '', HOME = '' } = process.env;
  const [program = '', ...args] = words;
  const output = openSync(join(folder, 'output'), 'w');
  const child = spawn(program, args, {
    cwd: words.includes('npm') ? root : folder,
    env: {
      PATH,
      HOME,
      TMPDIR: temporaryIn(mkdtempSync(join(folder, 'run-'))),
      REPORT_DIR: join(folder, 'report'),
      XDG_STATE_HOME: join(folder, 'state'),
      npm_config_update_notifier: 'false',
      ...variables,
    },
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  atEnd(() => treeOf(child).forEach(kill));
  return { child, ended: new Promise((resolve) => child.on('exit', resolve)) };
}

/** Kills all processes of a run at once, as soon as something is so. Does nothing to a run that has ended. */
export async function killWhen({ child, ended }: StartedRun, isSo: () => boolean): Promise<void> {
  while (child.exitCode === null && !isSo()) await sleep(10);
  const pids = treeOf(child);
  for (const pid of pids) kill(pid);
  await ended;
  await allGone(pids);
}

/** The journals that are kept for the user. */
export function journals(folder: string): readonly string[] {
  const state = join(folder, 'state', 'webhook-config-conformance');
  return existsSync(state) ? readdirSync(state).map((name) => join(state, name)) : [];
}

/** Waits until no process of a run is alive. */
export async function allGone(pids: readonly number[]): Promise<void> {
  for (const pid of pids) while (!isZombie(pid)) await sleep(20);
}

function isZombie(pid: number): boolean {
  try {
    return /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/** A process and all below it. */
export function treeOf({ pid = 0 }: ChildProcess): readonly number[] {
  return [pid, ...processesBelow(pid)];
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
