import cluster from 'node:cluster';
import { faulty } from './fault.js';
import { createStore } from './store.js';

const WORKERS = 2;
const REPLICA_EVERY_MS = 500;

const store = createStore((process.env.ACCOUNT_IDS ?? '').split(',').filter(Boolean));
let stopping = false;

// One message is handled from its start to its end before the next one, so a check and its change cannot be parted.
function handle({ seq, op, args }) {
  try {
    return { seq, data: store[op](args) };
  } catch (error) {
    // JSON has no Error: its message would be lost on the way.
    if (faulty('error-over-ipc')) return { seq, error };
    const { status, code, message, details } = error;
    if (!status) console.error(error);
    return { seq, error: { status, code, message, details } };
  }
}

cluster.on('message', (worker, message) => {
  const reply = handle(message);
  if (faulty('reply-to-every-worker')) {
    for (const each of Object.values(cluster.workers)) each.send(reply);
    return;
  }
  if (worker.isConnected()) worker.send(reply);
});

if (faulty('replica-lags')) {
  setInterval(() => {
    for (const worker of Object.values(cluster.workers)) worker.send({ replica: store.dump() });
  }, REPLICA_EVERY_MS);
}

let listening = 0;
cluster.on('listening', (_worker, { port }) => {
  listening += 1;
  if (listening === WORKERS) console.log(`listening on http://127.0.0.1:${port}`);
});

cluster.on('exit', () => {
  if (!stopping) cluster.fork();
});

for (let i = 0; i < WORKERS; i++) cluster.fork();

process.once('SIGTERM', () => {
  stopping = true;
  for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGKILL');
  process.exit(0);
});
