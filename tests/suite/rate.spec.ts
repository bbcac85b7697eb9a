/** The rate at which the workers of a run ask a target together. */
import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openRate } from '../../fixtures/session/rate.ts';

function folder(): string {
  const made = test.info().outputPath('run');
  mkdirSync(made, { recursive: true });
  return made;
}

test('two workers together send no faster than the rate, and a burst counts each of its requests', async () => {
  const place = folder();
  const [one, other] = [openRate(place, 50), openRate(place, 50)];
  const from = Date.now();
  const worker = async (rate: typeof one): Promise<void> => {
    for (let sent = 0; sent < 8; sent += 1) await rate.take(1);
    await rate.take(8);
  };
  await Promise.all([worker(one), worker(other)]);
  // 32 requests at 50 a second take 640 ms, less the first one.
  expect(Date.now() - from).toBeGreaterThanOrEqual(610);
});

test('a pause earns no burst', async () => {
  const place = folder();
  let now = 1000;
  const rate = openRate(place, 100, () => now);
  await rate.take(1);
  now += 60_000;
  await rate.take(1);
  const from = performance.now();
  for (let sent = 0; sent < 5; sent += 1) await rate.take(1);
  expect(performance.now() - from).toBeGreaterThan(100);
});
