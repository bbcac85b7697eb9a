/**
 * Starts a server of the power program as that does, tells its URL and its process, and goes on until it is
 * killed.
 */
import { startedServer } from './start.ts';

const { url, child } = await startedServer('none', 1);
process.stdout.write(`${JSON.stringify({ url, pid: child.pid })}\n`);
setInterval(() => undefined, 1000);
