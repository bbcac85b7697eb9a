/**
 * `npm run power`: how often the bursts of a run detect a server that checks, waits and then inserts, by the
 * length of the wait.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from '@playwright/test';
import type { RequirementId } from '../../specs/types.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { currentProgram } from '../../fixtures/session/program.ts';
import { renderPower, type KindRow, type PowerRow } from '../../reports/render-power.ts';
import { arrivalSpread } from './arrival.ts';
import { ACCOUNTS, burstsOf, findsKind } from './bench.ts';
import { KINDS } from './kinds.ts';
import { startedFront, startedServer, type Started } from './start.ts';
import { WINDOWS } from './windows.ts';

const ONE_TURN = 'one turn of the event loop';
const ONE_MS = '1 ms';

const ROOT = path.join(import.meta.dirname, '../..');

test('the power of a run', async () => {
  const program = currentProgram();
  const runs = program?.is === 'power' ? program.runs : 0;
  const rows: PowerRow[] = [];
  const measured = [
    ...Object.keys(WINDOWS).map((window) => ({ window, isFronted: false })),
    ...[ONE_TURN, ONE_MS].map((window) => ({ window, isFronted: true })),
  ];
  for (const { window, isFronted } of measured) {
    const row = await rowOf(window, runs, isFronted);
    rows.push(row);
    process.stdout.write(`${row.window}: caught in ${row.caught} of ${runs} runs\n`);
  }
  const kinds: KindRow[] = [];
  for (const { calls, requirement } of KINDS) {
    const kind = { calls, requirement, times: runs };
    const oneTurn = await foundIn({ ...kind, window: ONE_TURN, isFronted: false });
    const oneMs = await foundIn({ ...kind, window: ONE_MS, isFronted: false });
    const fronted = await foundIn({ ...kind, window: ONE_MS, isFronted: true });
    kinds.push({ calls, oneTurn, oneMs, fronted });
    process.stdout.write(`${calls}: found in ${oneTurn}, ${oneMs} and ${fronted} of ${runs} runs\n`);
  }
  const text = renderPower(rows, kinds, await arrivalSpread());
  const out = path.resolve(ROOT, process.env['REPORT_DIR'] || 'reports/out');
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'power.md'), text);
  process.stdout.write(`\n${text}`);
});

/** A kind of burst on a server with a window. */
interface Measuring {
  readonly window: string;
  /** Whether two processes stand in front of the server. */
  readonly isFronted: boolean;
  readonly times: number;
  readonly calls: string;
  readonly requirement: RequirementId;
}

/** How many of so many runs find a kind of race. */
async function foundIn({ window, isFronted, times, calls, requirement }: Measuring): Promise<number> {
  const ids = accountIds(times * 2);
  const { url: baseUrl, close } = await behindFront(
    await startedServer(window, ids.length, calls),
    isFronted,
  );
  let found = 0;
  try {
    for (let seed = 0; seed < times; seed += 1) {
      const own = ids.slice(seed * 2, seed * 2 + 2);
      if (await findsKind({ baseUrl, seed, claims, accountIds: own }, requirement)) found += 1;
    }
  } finally {
    close();
  }
  return found;
}

/** Sends the bursts of `runs` runs with all claims, and of as many with the claim create alone. */
async function rowOf(window: string, runs: number, isFronted: boolean): Promise<PowerRow> {
  const ids = accountIds(runs * ACCOUNTS * 2);
  const { url: baseUrl, close } = await behindFront(await startedServer(window, ids.length), isFronted);
  const name = isFronted ? `${window}, behind two processes` : window;
  const row = { window: name, runs, caught: 0, uniqueness: 0, limit: 0, createOnly: 0 };
  try {
    for (let run = 0; run < runs; run += 1) {
      const own = ids.slice(run * ACCOUNTS * 2, (run + 1) * ACCOUNTS * 2);
      const burst = { baseUrl, seed: run };
      const all = await burstsOf({ ...burst, claims, accountIds: own.slice(0, ACCOUNTS) });
      const some = await burstsOf({ ...burst, claims: ['create'], accountIds: own.slice(ACCOUNTS) });
      row.caught += all.size > 0 ? 1 : 0;
      row.uniqueness += all.has('concurrency-one-url-once') ? 1 : 0;
      row.limit += all.has('concurrency-free-slots-only') ? 1 : 0;
      row.createOnly += some.size > 0 ? 1 : 0;
    }
  } finally {
    close();
  }
  return row;
}

/** What the bursts are sent to: the server, or the two processes in front of it. */
async function behindFront(
  server: Started,
  isFronted: boolean,
): Promise<{ readonly url: string; readonly close: () => void }> {
  if (!isFronted) return { url: server.url, close: () => void server.child.kill() };
  const front = await startedFront(server.url);
  return {
    url: front.url,
    close() {
      front.child.kill();
      server.child.kill();
    },
  };
}
