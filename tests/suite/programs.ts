/** Starts programs of the suite as a user does, in a folder and an environment of their own. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atEnd, test as closingTest } from './closing.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Environment variables; undefined unsets a variable that a program gets otherwise. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary folder, removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A temporary folder for a program alone, below another folder. It shares what Playwright and jiti have
 * compiled: without it, a run takes three times as much processor time.
 */
export function temporaryIn(folder: string): string {
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  for (const cache of [`playwright-transform-cache-${process.getuid?.()}`, 'jiti']) {
    const shared = join(tmpdir(), cache);
    mkdirSync(shared, { recursive: true });
    symlinkSync(shared, join(temporary, cache));
  }
  return temporary;
}

/** A test that starts programs. These take seconds, and minutes on a busy machine. */
export const test = closingTest.extend<{ patience: void; folder: string }>({
  patience: [
    async ({}, use, info) => {
      info.setTimeout(240_000);
      await use();
    },
    { auto: true },
  ],
  folder: async ({}, use) => use(temporaryFolder()),
});

/** Runs a program with these variables and no others, except those that every process needs. */
export async function run(
  program: string,
  args: readonly string[],
  folder: string,
  variables: Variables = {},
): Promise<Ended> {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  // The journals of the user are none of the test's business.
  const XDG_STATE_HOME = join(folder === root ? TMPDIR : folder, 'state');
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH, HOME, TMPDIR, XDG_STATE_HOME, npm_config_update_notifier: 'false', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, stdout, stderr };
}

/** Runs a TypeScript program, by its path in the repository. */
export function runScript(
  file: string,
  args: readonly string[] = [],
  variables: Variables = {},
): Promise<Ended> {
  return run(process.execPath, ['--import', 'jiti/register', file, ...args], root, variables);
}
