import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.join(import.meta.dirname, '../..');

/**
 * Starts a server with a window in a process of its own. It ends when this process ends in any way, because
 * that closes the channel between them.
 *
 * @param calls the kind of burst whose fault the server has; that of creates by default.
 */
export async function startedServer(
  window: string,
  accounts: number,
  calls?: string,
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const file = path.join(import.meta.dirname, 'server.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'jiti/register', file, window, String(accounts), ...(calls === undefined ? [] : [calls])],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      cwd: ROOT,
    },
  );
  const { stdout } = child;
  if (stdout === null) throw new Error('The server has no output.');
  for await (const url of createInterface({ input: stdout })) return { url, child };
  throw new Error(`The server with the window "${window}" has not started.`);
}
