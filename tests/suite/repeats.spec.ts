import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { publishedCredentials } from '../../fixtures/reference/credentials.ts';
import { noting, openRepeats, type Repeats } from '../../fixtures/session/repeats.ts';
import { signedRequest } from '../../fixtures/wire/request.ts';
import { answerOf } from './answers-made-up.ts';

const answer = (id: string) => {
  const json = { meta: { trace_id: id } };
  return { ...answerOf(200, json), body: JSON.stringify(json) };
};

const nothing = (): never => {
  throw new Error('Nobody asks for it.');
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

test('an answer is noted once, also where it was asked for before any test', async () => {
  const { one, other } = opened();
  const received = answer('a');
  const transport = noting({ send: () => Promise.resolve(received), together: nothing, close: nothing }, one);
  const got = await transport.send(signedRequest('/', {}, publishedCredentials));
  expect([one.has(got), other.isShared(got), other.has(answer('a'))]).toEqual([false, false, true]);
});
