import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.join(import.meta.dirname, '../..');

/** A program of this folder that has printed its URL. */
export interface Started {
  readonly url: string;
  readonly child: ChildProcess;
}

/**
 * Starts a server with a window in a process of its own.
 *
 * @param calls the kind of burst whose fault the server has; that of creates by default.
 */
export function startedServer(window: string, accounts: number, calls?: string): Promise<Started> {
  return started('server.ts', [window, String(accounts), ...(calls === undefined ? [] : [calls])]);
}

/** Puts two processes behind one address in front of a server. */
export function startedFront(url: string): Promise<Started> {
  return started('front.ts', [url]);
}

/** The program ends when this process ends in any way, because that closes the channel between them. */
async function started(file: string, args: readonly string[]): Promise<Started> {
  const child = spawn(
    process.execPath,
    ['--import', 'jiti/register', path.join(import.meta.dirname, file), ...args],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], cwd: ROOT },
  );
  const { stdout } = child;
  if (stdout === null) throw new Error(`${file} has no output.`);
  for await (const url of createInterface({ input: stdout })) return { url, child };
  throw new Error(`${file} has not started: ${args.join(' ')}`);
}
