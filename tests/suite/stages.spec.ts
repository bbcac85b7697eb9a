import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Stages } from '../../reports/stages.ts';

test('a stage begins when all tests of earlier ones have ended, however many of its own are left', () => {
  const folder = test.info().outputDir;
  mkdirSync(folder, { recursive: true });
  const [late, last] = [path.join(folder, 'late'), path.join(folder, 'last')];
  const begun = (): readonly boolean[] => [existsSync(late), existsSync(last)];
  const stages = new Stages([
    { tag: '@late', file: late },
    { tag: '@last', file: last },
  ]);
  const usual = { tags: ['@contract'] };
  const tests = [usual, { tags: ['@last', '@late'] }, { tags: ['@late'] }, usual, { tags: ['@late'] }];
  stages.begin(tests);
  expect(begun()).toEqual([false, false]);
  stages.end(usual);
  expect(begun()).toEqual([false, false]);
  stages.end(usual);
  expect(begun()).toEqual([true, false]);
  stages.end({ tags: ['@late'] });
  stages.end({ tags: ['@late'] });
  expect(begun()).toEqual([true, true]);
});

test('without tests before it, a stage begins at once', () => {
  const folder = test.info().outputDir;
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'late');
  new Stages([{ tag: '@late', file }]).begin([{ tags: ['@late'] }]);
  expect(existsSync(file)).toBe(true);
});
