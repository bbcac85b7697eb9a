/**
 * Puts two processes in front of a server, behind one address, and prints its URL: each takes every second
 * connection and passes its bytes on. The requests of a burst arrive further apart then; see `power.ts`.
 */
import cluster from 'node:cluster';
import net from 'node:net';

const PROCESSES = 2;

const { hostname, port } = new URL(process.argv[2] ?? '');

// Otherwise a process that outlives its parent process would run for ever.
process.on('disconnect', () => process.exit());
if (!process.connected) process.exit();

if (cluster.isPrimary) {
  let listening = 0;
  cluster.on('listening', (_, address) => {
    listening += 1;
    if (listening === PROCESSES) process.stdout.write(`http://${hostname}:${address.port}\n`);
  });
  for (let count = 0; count < PROCESSES; count += 1) cluster.fork();
} else
  net
    .createServer({ noDelay: true }, (client) => {
      const server = net.connect({ host: hostname, port: Number(port), noDelay: true });
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const)
        one
          .on('error', () => other.destroy())
          .on('close', () => other.destroy())
          .pipe(other);
    })
    .listen(0, hostname);
