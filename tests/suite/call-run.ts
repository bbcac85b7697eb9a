/** Starts `npm run call`. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pointAt, reference } from './gates-targets.ts';
import { root, run, type Ended, type Variables } from './programs.ts';

const command = join(root, 'fixtures/cli/call.ts');
// The path of the file, because a call starts in a folder that has no node_modules above it.
const jiti = pathToFileURL(
  join(dirname(createRequire(import.meta.url).resolve('jiti')), 'jiti-register.mjs'),
).href;

/** A call that {@link referenceUrl} accepts. */
export const create = 'webhook.config.create';
export const creation = '{"account_id":"acc_1","config":{"url":"https://a.example/"}}';

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

/** The URL of a reference server with the account acc_1. */
export async function referenceUrl(): Promise<string> {
  return (await reference({}, ['acc_1'])).url;
}
