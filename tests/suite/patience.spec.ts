import { expect, test } from '@playwright/test';
import { ATTEMPTS, patienceWith, type Patience } from '../../fixtures/session/patience.ts';
import { answerOf } from './answers-made-up.ts';

const NOW = Date.parse('Mon, 24 Mar 2025 12:00:00 GMT');

function patience(status: number, retryAfter?: string, attempt = 1): Patience | undefined {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return patienceWith(answerOf(status, undefined, { headers }), attempt, NOW);
}

test('every answer but 429, 503 and 504 is final', () => {
  for (const status of [200, 201, 302, 400, 401, 403, 404, 408, 413, 415, 425, 500, 502])
    expect.soft(patience(status, '1'), String(status)).toBeUndefined();
});

test('429 and 503 are waited for twice as long each time', () => {
  for (const status of [429, 503]) {
    const waits = Array.from({ length: ATTEMPTS - 1 }, (_, index) => patience(status, undefined, index + 1));
    expect(waits).toEqual([200, 400, 800, 1600, 3200].map((waitMs) => ({ waitMs })));
  }
});

test('504 is given up at once, with any Retry-After', () => {
  expect(patience(504)).toEqual({ giveUp: expect.stringContaining('504') });
  expect(patience(504, '1')).toEqual({ giveUp: expect.stringContaining('504') });
});

test('Retry-After is seconds or a date, and one that has passed still means a moment, longer each time', () => {
  expect(patience(429, '0')).toEqual({ waitMs: 50 });
  expect(patience(429, '0', 3)).toEqual({ waitMs: 200 });
  expect(patience(429, '3')).toEqual({ waitMs: 3000 });
  expect(patience(503, 'Mon, 24 Mar 2025 12:00:04 GMT')).toEqual({ waitMs: 4000 });
  expect(patience(503, 'Mon, 24 Mar 2025 11:00:00 GMT')).toEqual({ waitMs: 50 });
});

test('a Retry-After that is neither counts as none', () => {
  for (const nonsense of ['', 'soon', '-5', '1.5', '5 s', '1e3', 'Friday', ' '])
    expect.soft(patience(429, nonsense), nonsense).toEqual({ waitMs: 200 });
});

test('a wait of more than ten seconds is not waited for', () => {
  expect(patience(429, '10')).toEqual({ waitMs: 10_000 });
  for (const tooLong of ['11', '86400', '9'.repeat(400), 'Mon, 24 Mar 2025 13:00:00 GMT'])
    expect.soft(patience(429, tooLong), tooLong).toEqual({ giveUp: expect.stringContaining('asks to wait') });
});

test('the last attempt gives up and says how many there were', () => {
  expect(patience(429, '1', ATTEMPTS - 1)).toEqual({ waitMs: 1000 });
  expect(patience(429, '1', ATTEMPTS)).toEqual({ giveUp: 'the target answered 429 6 times in a row' });
});
