import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import {
  isNoisy,
  openTraffic,
  paceOf,
  pauseAfter,
  proofFor,
  repeatedShareIn,
  shareIn,
  shareOf,
  trippedBy,
  waitsTooOften,
  type Traffic,
} from '../../fixtures/session/traffic.ts';

const why = (log: string): string | undefined => trippedBy(log, 0)?.why;

function opened(): { one: Traffic; other: Traffic } {
  const folder = test.info().outputPath('run');
  mkdirSync(folder, { recursive: true });
  return { one: openTraffic(folder), other: openTraffic(folder) };
}

test('twenty disturbances in a row open the breaker, nineteen do not, and an answer between them counts', () => {
  expect(why('a'.repeat(500) + 'x'.repeat(19))).toBeUndefined();
  expect(why('a'.repeat(500) + 'x'.repeat(20))).toContain('20 requests in a row');
  expect(why(`${'x'.repeat(19)}a${'x'.repeat(19)}`)).toBeUndefined();
});

test('30 % of the last 200 open the breaker, and a share of few requests does not', () => {
  expect(why('aaaaaaaxxx'.repeat(20))).toContain('30 %');
  expect(why('aaaaaaaaxx'.repeat(40))).toBeUndefined();
  expect(why('ax')).toBeUndefined();
  expect(why('axx'.repeat(20) + 'a'.repeat(200))).toBeUndefined();
});

test('time-outs open it sooner', () => {
  expect(trippedBy('t'.repeat(7), 7000)).toBeUndefined();
  expect(trippedBy('t'.repeat(8), 8000)).toMatchObject({ mustEnd: false });
});

test('the run ends when time-outs and broken answers have taken a minute and 20 ms for each request', () => {
  expect(trippedBy('at'.repeat(5), 60_199)).toBeUndefined();
  expect(trippedBy('at'.repeat(5), 60_200)).toMatchObject({ mustEnd: true });
  expect(trippedBy('aaaaxaaaat', 61_000)?.why).toContain('took 61 s together');
  expect(trippedBy('aaat', 90_000)).toBeUndefined();
  expect(trippedBy('at'.repeat(1000), 99_000)?.mustEnd).not.toBe(true);
});

test('after a pause the count begins again, and after three pauses the run ends', () => {
  const row = 'x'.repeat(20);
  expect(why(`${row}pa`)).toBeUndefined();
  expect(trippedBy(`${row}p${row}`, 0)?.mustEnd).toBe(false);
  expect(trippedBy(`${row}p${row}p${row}p${row}`, 0)?.mustEnd).toBe(true);
});

test('a paused run waits as long as it has gone on, and from 5 to 15 s', () => {
  expect([0, 2000, 7000, 14_999, 90_000].map(pauseAfter)).toEqual([5000, 5000, 7000, 14_999, 15_000]);
  const { one, other } = opened();
  expect(one.ageMs).toBeGreaterThanOrEqual(0);
  expect(Math.abs(one.ageMs - other.ageMs)).toBeLessThan(1000);
});

test('three disturbances prove something on a quiet network, and more are needed where it disturbs more', () => {
  expect([0, 0.01, 0.02].map(proofFor)).toEqual([3, 3, 3]);
  expect([0.05, 0.2, 0.3].map(proofFor)).toEqual([4, 8, 10]);
  for (const share of [0.02, 0.1, 0.2, 0.3]) expect(share ** proofFor(share)).toBeLessThanOrEqual(1e-5);
});

test('a count of few requests makes a large share likely, and one of many comes close to it', () => {
  expect(shareOf(0, 30)).toBe(0);
  expect(shareOf(3, 30)).toBeCloseTo(0.28, 2);
  expect(shareOf(200, 1000)).toBeCloseTo(0.23, 2);
  expect(shareOf(3, 4)).toBe(1);
});

test('the share counts throttled requests too, and repeated ones but those of the test itself', () => {
  const others = 'a'.repeat(96);
  expect(shareIn('')).toBe(0);
  expect(shareIn(`${others}xtwpx`)).toBe(shareOf(4, 100));
  expect(shareIn(`${others}aadd`, 2)).toBe(0);
  expect(shareIn(`${others}aadd`, 0)).toBe(shareOf(2, 100));
});

test('a target that asks to wait now and then is waited for as often as it takes', () => {
  const seldom = `${'a'.repeat(19)}w`.repeat(200);
  expect(waitsTooOften(seldom, 200_000)).toBeUndefined();
  const often = 'aaaw'.repeat(120);
  expect(waitsTooOften(often, 119_000)).toBeUndefined();
  expect(waitsTooOften(often, 120_000)).toBe(
    'the target asked to wait at 120 of 480 requests, 120 s together',
  );
});

test('a target that limits the rate is asked more slowly, and one that is busy now and then is not', () => {
  expect(paceOf(`${'w'.repeat(20)}${'a'.repeat(100)}`)).toBe(0);
  expect(paceOf(`${'a'.repeat(19)}w`.repeat(10))).toBe(0);
  expect(paceOf(`${'a'.repeat(9)}w`.repeat(10))).toBe(100);
});

test('all workers see what became of requests, how long to wait, and why the run ends', async () => {
  const { one, other } = opened();
  expect([one.log, isNoisy(one), one.ended]).toEqual(['', false, undefined]);
  one.note('accepted', 'refused');
  other.note('disturbed');
  expect([other.log, isNoisy(one)]).toEqual(['arx', true]);
  one.end('first');
  other.end('second');
  expect([one.ended, other.ended]).toEqual(['first', 'first']);
  one.holdFor(80);
  const since = Date.now();
  await other.wait();
  expect(Date.now() - since).toBeGreaterThanOrEqual(70);
  one.holdFor(20);
  other.holdFor(10);
  expect(one.heldMs).toBeGreaterThanOrEqual(95);
  expect(one.heldMs).toBeLessThanOrEqual(101);
  await one.waitAlone(10);
  expect(other.heldMs).toBeGreaterThanOrEqual(105);
});

test('only a request that was carried out shows that it came twice, so refused ones do not count', () => {
  const accepted = 'a'.repeat(49);
  expect(repeatedShareIn(`rrrrrrrr${accepted}d`, 0)).toBe(shareOf(1, 50));
  expect(repeatedShareIn(`${accepted}dd`, 1)).toBe(shareOf(1, 50));
  expect(repeatedShareIn('aaad', 1)).toBe(0);
});
