import { expect, test } from '@playwright/test';
import { throttleIn } from '../../fixtures/session/patience.ts';
import { answerOf } from './answers-made-up.ts';

const NOW = Date.parse('Mon, 24 Mar 2025 12:00:00 GMT');

/** How long an answer asks to wait before the attempt that follows; undefined when it does not ask. */
function waitMs(status: number, retryAfter?: string, attempt = 1): number | undefined {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return throttleIn(answerOf(status, undefined, { headers }), NOW)?.waitMs(attempt);
}

test('only a 429, and a 503 that says how long, ask to wait', () => {
  for (const status of [200, 201, 302, 400, 401, 403, 404, 408, 413, 415, 425, 500, 502, 504])
    expect.soft(waitMs(status, '1'), String(status)).toBeUndefined();
  expect(waitMs(503)).toBeUndefined();
});

test('a 429 that does not say how long is waited for twice as long each time', () => {
  const waits = Array.from({ length: 5 }, (_, index) => waitMs(429, undefined, index + 1));
  expect(waits).toEqual([200, 400, 800, 1600, 3200]);
});

test('Retry-After is seconds or a date, and one that has passed still means a moment, longer each time', () => {
  expect(waitMs(429, '0')).toBe(50);
  expect(waitMs(429, '0', 3)).toBe(200);
  expect(waitMs(429, '3')).toBe(3000);
  expect(waitMs(429, '86400')).toBe(86_400_000);
  expect(waitMs(503, 'Mon, 24 Mar 2025 12:00:04 GMT')).toBe(4000);
  expect(waitMs(503, 'Mon, 24 Mar 2025 11:00:00 GMT')).toBe(50);
});

test('a Retry-After that is neither counts as none', () => {
  for (const nonsense of ['', 'soon', '-5', '1.5', '5 s', '1e3', 'Friday', ' '])
    expect.soft(waitMs(429, nonsense), nonsense).toBe(200);
});
