/**
 * The reference server with a window between check and insert, in a process of its own; see `power.ts`.
 * Prints its URL.
 */
import { accountIds, publishedCredentials } from '../../fixtures/reference/credentials.ts';
import { writingBehind } from '../../fixtures/reference/mutants/window.ts';
import { contractRules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { WINDOWS } from './windows.ts';

// A server that outlives who started it keeps its port and its memory for good.
process.on('disconnect', () => process.exit());
// It may have ended while this process was loading.
if (!process.connected) process.exit();

const [name = '', accounts = ''] = process.argv.slice(2);
const window = WINDOWS[name];
const server = await startServer({
  accounts: accountIds(Number(accounts)),
  credentials: publishedCredentials,
  rules: {
    ...contractRules,
    ...(window === undefined ? {} : writingBehind(window, { urls: false, slots: false })()),
  },
});
process.stdout.write(`${server.url}\n`);
