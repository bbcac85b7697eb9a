import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Stages } from '../../reports/stages.ts';

const usual = { tags: ['@contract'] };
const late = { tags: ['@late'] };
const last = { tags: ['@last', '@late'] };

/** Two stages, and whether each has begun. */
function opened(stuckMs?: number) {
  const folder = test.info().outputDir;
  mkdirSync(folder, { recursive: true });
  const files = ['late', 'last'].map((name) => path.join(folder, name));
  const [lateFile = '', lastFile = ''] = files;
  const stages = new Stages(
    [
      { tag: '@late', file: lateFile },
      { tag: '@last', file: lastFile },
    ],
    stuckMs,
  );
  return { stages, begun: () => files.map((file) => existsSync(file)) };
}

test('a stage begins when all tests of earlier ones have ended, however many of its own are left', () => {
  const { stages, begun } = opened();
  const [one, other, [first, second]] = [{ ...usual }, { ...usual }, [{ ...late }, { ...late }]] as const;
  stages.plan([one, last, first, other, second]);
  for (const running of [one, other, first]) stages.begin(running);
  stages.end(one);
  expect(begun()).toEqual([false, false]);
  stages.end(other);
  expect(begun()).toEqual([true, false]);
  stages.end(first);
  // A run that is stopped leaves tests out.
  stages.end(second);
  expect(begun()).toEqual([true, true]);
});

test('without tests before it, a stage begins at once', () => {
  const { stages, begun } = opened();
  stages.plan([late]);
  expect(begun()).toEqual([true, false]);
  stages.close();
});

test('a late test goes on where it may hold what an earlier one waits for', async () => {
  const { stages, begun } = opened(100);
  const [one, other] = [{ ...usual }, { ...usual }];
  stages.plan([one, other, late]);
  await sleep(200);
  expect(begun()).toEqual([false, false]);
  stages.begin(one);
  stages.begin(late);
  await sleep(200);
  expect(begun()).toEqual([false, false]);
  stages.end(one);
  await expect.poll(begun).toEqual([true, false]);
  stages.close();
});
