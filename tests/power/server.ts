/** Starts the reference server with a window between check and insert, and prints its URL; see `power.ts`. */
import { accountIds, publishedCredentials } from '../../fixtures/reference/credentials.ts';
import { writingBehind, type Window } from '../../fixtures/reference/mutants/window.ts';
import { contractRules, type Rules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { KINDS } from './kinds.ts';
import { WINDOWS } from './windows.ts';

// Otherwise a server that outlives its parent process would run for ever.
process.on('disconnect', () => process.exit());
// The parent may have ended while this process was loading.
if (!process.connected) process.exit();

const [name = '', accounts = '', calls] = process.argv.slice(2);
const window = WINDOWS[name];
const kind = KINDS.find((one) => one.calls === calls);
const writing = (waiting: Window): (() => Partial<Rules>) =>
  writingBehind(waiting, { urls: false, slots: false });
const server = await startServer({
  accounts: accountIds(Number(accounts)),
  credentials: publishedCredentials,
  rules: {
    ...contractRules,
    ...(window === undefined ? {} : (kind?.faultyFor ?? writing)(window)()),
  },
});
process.stdout.write(`${server.url}\n`);
