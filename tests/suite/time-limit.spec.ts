import { expect, test } from '@playwright/test';
import { TimeLimit } from '../../fixtures/wire/time-limit.ts';
import { rightRequest } from './answers-made-up.ts';

const another = { ...rightRequest };

/** A limit after 50 answers, of which the slowest took so long. */
function after(slowestMs: number): TimeLimit {
  const limit = new TimeLimit(10_000);
  for (let answer = 1; answer <= 50; answer += 1) limit.noteAnswer(answer === 7 ? slowestMs : 3);
  return limit;
}

test('a target that answers everything has the whole time for each request', () => {
  expect(after(3).of(rightRequest)).toBe(10_000);
});

test('after a loss a request waits ten times as long as the slowest answer, and at least a second', () => {
  for (const [slowestMs, limitMs] of [
    [3, 1000],
    [250, 2500],
    [4000, 10_000],
  ] as const) {
    const limit = after(slowestMs);
    limit.noteLoss(another);
    expect(limit.of(rightRequest), `slowest answer ${slowestMs} ms`).toBe(limitMs);
  }
});

test('a request that was lost in a hurry has the whole time once, because a target may be slow at it', () => {
  const limit = after(3);
  limit.noteLoss(another);
  const limits = [1, 2, 3].map(() => {
    const limitMs = limit.of(rightRequest);
    limit.noteLoss(rightRequest);
    return limitMs;
  });
  expect(limits).toEqual([1000, 10_000, 1000]);
  expect(limit.of(another)).toBe(1000);
});

test('a few answers do not show how long a target takes', () => {
  const limit = new TimeLimit(10_000);
  limit.noteAnswer(3);
  limit.noteLoss(another);
  expect(limit.of(rightRequest)).toBe(10_000);
});
