import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Phases } from '../../reports/phases.ts';

const usual = { tags: ['@contract'] };
const late = { tags: ['@late'] };
const last = { tags: ['@last', '@late'] };

/** Two phases, and whether each has begun. */
function opened(stuckMs?: number) {
  const folder = test.info().outputDir;
  mkdirSync(folder, { recursive: true });
  const files = ['late', 'last'].map((name) => path.join(folder, name));
  const [lateFile = '', lastFile = ''] = files;
  const phases = new Phases(
    [
      { tag: '@late', file: lateFile },
      { tag: '@last', file: lastFile },
    ],
    stuckMs,
  );
  return { phases, begun: () => files.map((file) => existsSync(file)) };
}

test('a phase begins when all tests of earlier ones have ended, however many of its own are left', () => {
  const { phases, begun } = opened();
  const [one, other, [first, second]] = [{ ...usual }, { ...usual }, [{ ...late }, { ...late }]] as const;
  phases.plan([one, last, first, other, second]);
  for (const running of [one, other, first]) phases.begin(running);
  phases.end(one);
  expect(begun()).toEqual([false, false]);
  phases.end(other);
  expect(begun()).toEqual([true, false]);
  phases.end(first);
  // A run that is stopped leaves tests out.
  phases.end(second);
  expect(begun()).toEqual([true, true]);
});

test('without tests before it, a phase begins at once', () => {
  const { phases, begun } = opened();
  phases.plan([late]);
  expect(begun()).toEqual([true, false]);
  phases.close();
});

test('a late test goes on where it may hold what an earlier one waits for', async () => {
  const { phases, begun } = opened(100);
  const [one, other] = [{ ...usual }, { ...usual }];
  phases.plan([one, other, late]);
  await sleep(200);
  expect(begun()).toEqual([false, false]);
  phases.begin(one);
  phases.begin(late);
  await sleep(200);
  expect(begun()).toEqual([false, false]);
  phases.end(one);
  await expect.poll(begun).toEqual([true, false]);
  phases.close();
});
