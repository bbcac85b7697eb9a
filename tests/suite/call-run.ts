/** Starts `npm run call` as a user does, in an environment of its own. */
import { spawn } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startServer } from '../../fixtures/reference/start.ts';
import type { Variables } from './gates-run.ts';
import { answering, ownCredentials, pointAt } from './gates-targets.ts';

/** Where `npm run` finds the command. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
const command = join(root, 'fixtures/cli/call.ts');
// By its file, since a call starts in a folder that has no node_modules above it.
const jiti = pathToFileURL(
  join(dirname(createRequire(import.meta.url).resolve('jiti')), 'jiti-register.mjs'),
).href;

/** A call that the server of {@link onReferenceServer} accepts. */
export const create = 'webhook.config.create';
export const creation = '{"account_id":"acc_1","config":{"url":"https://a.example/"}}';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a folder, with these variables and else only what a process needs. */
export async function run(
  program: string,
  args: readonly string[],
  folder: string,
  variables: Variables,
): Promise<Ended> {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH, HOME, TMPDIR, npm_config_update_notifier: 'false', ...variables },
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

/** Runs the command in a folder, by default one that has no `.env`. */
export async function call(
  args: readonly string[],
  variables: Variables = {},
  folder = dirname(command),
): Promise<Ended> {
  return run(process.execPath, ['--import', jiti, command, ...args], folder, variables);
}

/** The variables that a call to a server needs, and no other. */
export function target(url: string): Variables {
  return Object.fromEntries(Object.entries(pointAt(url)).filter(([name]) => name !== 'TARGET_ACCOUNT_IDS'));
}

/** A reference server with the account acc_1, while it is used. */
export async function onReferenceServer(use: (url: string) => Promise<void>): Promise<void> {
  const server = await startServer({ accounts: ['acc_1'], credentials: ownCredentials });
  try {
    await use(server.url);
  } finally {
    await server.close();
  }
}

/** A server that answers every request so, while it is used. */
export async function onServer(
  listener: RequestListener,
  use: (url: string, connections: () => number) => Promise<void>,
): Promise<void> {
  const server = await answering(listener);
  try {
    await use(server.url, server.connections);
  } finally {
    await server.close();
  }
}
