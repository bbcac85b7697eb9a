import { ApiError } from './errors.js';
import { faulty } from './fault.js';
import { createStore } from './store.js';

const waiting = new Map();
let seq = 0;

export let replica = {};

function settle({ resolve, reject }, { data, error }) {
  if (error) reject(new ApiError(error.status, error.code, error.message || undefined, error.details));
  else resolve(data);
}

process.on('message', (message) => {
  if (message.replica) {
    replica = message.replica;
    return;
  }
  const promise = waiting.get(message.seq);
  if (!promise) return;
  waiting.delete(message.seq);
  settle(promise, message);
});

const ownStore = createStore((process.env.ACCOUNT_IDS ?? '').split(',').filter(Boolean));

/** Asks the primary, and resolves with its answer. */
export function ask(op, args) {
  if (faulty('store-in-worker')) return new Promise((resolve) => resolve(ownStore[op](args)));
  return new Promise((resolve, reject) => {
    seq += 1;
    // The next message need not be the answer to this question.
    if (faulty('next-message-is-mine')) process.once('message', (message) => settle({ resolve, reject }, message));
    else waiting.set(seq, { resolve, reject });
    process.send({ seq, op, args });
  });
}

/** Tells the primary something and does not wait. */
export function tell(op, args) {
  process.send({ seq: 0, op, args });
}
