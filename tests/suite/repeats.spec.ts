import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openRepeats, type Repeats } from '../../fixtures/session/repeats.ts';
import { answerOf } from './answers-made-up.ts';

const answer = (id: string) => {
  const json = { meta: { trace_id: id } };
  return { ...answerOf(200, json), body: JSON.stringify(json) };
};

function opened(): { one: Repeats; other: Repeats } {
  const folder = test.info().outputPath('run');
  mkdirSync(folder, { recursive: true });
  return { one: openRepeats(folder), other: openRepeats(folder) };
}

test('an answer that any worker has received before is a repeat', () => {
  const { one, other } = opened();
  expect(['a', 'b', 'c'].map((id) => one.has(answer(id)))).toEqual([false, false, false]);
  expect(other.has(answer('b'))).toBe(true);
  expect([one.isShared(answer('b')), one.isShared(answer('a'))]).toEqual([true, false]);
});

test('an answer without a trace_id is none, and neither is one of a target that repeats its ids', () => {
  const { one } = opened();
  expect([one.has(answerOf(200, {})), one.has(answerOf(200, {}))]).toEqual([false, false]);
  const repeated = Array.from({ length: 30 }, () => one.has(answer('always')));
  expect(repeated.slice(3)).toEqual(Array.from({ length: 27 }, () => false));
});
