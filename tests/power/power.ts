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
import { startedServer } from './start.ts';
import { WINDOWS } from './windows.ts';

const ROOT = path.join(import.meta.dirname, '../..');

test('the power of a run', async () => {
  const program = currentProgram();
  const runs = program?.is === 'power' ? program.runs : 0;
  const rows: PowerRow[] = [];
  for (const window of Object.keys(WINDOWS)) {
    const row = await rowOf(window, runs);
    rows.push(row);
    process.stdout.write(`${window}: caught in ${row.caught} of ${runs} runs\n`);
  }
  const kinds: KindRow[] = [];
  for (const { calls, requirement } of KINDS) {
    const measured = { calls, requirement, times: runs };
    const oneTurn = await foundIn({ ...measured, window: 'one turn of the event loop' });
    const oneMs = await foundIn({ ...measured, window: '1 ms' });
    kinds.push({ calls, oneTurn, oneMs });
    process.stdout.write(`${calls}: found in ${oneTurn} and ${oneMs} of ${runs} runs\n`);
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
  readonly times: number;
  readonly calls: string;
  readonly requirement: RequirementId;
}

/** How many of so many runs find a kind of race. */
async function foundIn({ window, times, calls, requirement }: Measuring): Promise<number> {
  const ids = accountIds(times * 2);
  const { url: baseUrl, child } = await startedServer(window, ids.length, calls);
  let found = 0;
  try {
    for (let seed = 0; seed < times; seed += 1) {
      const own = ids.slice(seed * 2, seed * 2 + 2);
      if (await findsKind({ baseUrl, seed, claims, accountIds: own }, requirement)) found += 1;
    }
  } finally {
    child.kill();
  }
  return found;
}

/** Sends the bursts of `runs` runs with all claims, and of as many with the claim create alone. */
async function rowOf(window: string, runs: number): Promise<PowerRow> {
  const ids = accountIds(runs * ACCOUNTS * 2);
  const { url: baseUrl, child } = await startedServer(window, ids.length);
  const row = { window, runs, caught: 0, uniqueness: 0, limit: 0, createOnly: 0 };
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
    child.kill();
  }
  return row;
}
