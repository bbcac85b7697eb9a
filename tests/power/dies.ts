/** Starts a server as the power program does, prints its URL and process id, and waits to be killed. */
import { startedServer } from './start.ts';

const { url, child } = await startedServer('none', 1);
process.stdout.write(`${JSON.stringify({ url, pid: child.pid })}\n`);
setInterval(() => undefined, 1000);
