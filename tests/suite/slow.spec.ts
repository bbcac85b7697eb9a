/** What a slow target gets: more time, and fewer histories. */
import { expect, test } from '@playwright/test';
import { expectedOf, requestsOf } from '../../fixtures/session/costs.ts';
import { historiesFor, medianMs, moreTimeFor } from '../../fixtures/session/slow.ts';

/** The time limit of a test without the rate; see playwright.config.ts. */
const LIMIT_MS = 300_000;

test('a fast target gets all histories, and a slow one as many as there is time for', () => {
  for (const latencyMs of [0, 1, 30, 100])
    expect.soft(historiesFor(latencyMs).runs).toBe(historiesFor(0).most);
  expect(historiesFor(0).shrinks).toBe(600);
  expect(historiesFor(250).runs).toBe(12);
  expect(historiesFor(1000).runs).toBe(4);
  expect(historiesFor(60_000)).toMatchObject({ runs: 4, shrinks: 8 });
});

test('the longest tests end in time, from no latency to 2 s', () => {
  const callsOfAHistory = requestsOf('history-any-explained', true) / historiesFor(0).most;
  for (const latencyMs of [50, 136, 250, 1000, 2000]) {
    const { runs, shrinks } = historiesFor(latencyMs);
    const limitMs = LIMIT_MS + moreTimeFor(latencyMs).testMs;
    // A failed history is tried twice, and each smaller one is swept.
    const searchedMs = ((runs + 1) * callsOfAHistory + shrinks * 26) * latencyMs;
    expect.soft(searchedMs, `${latencyMs}, shrunk`).toBeLessThan(limitMs);
    expect
      .soft(requestsOf('request-management-operator-refused', true) * latencyMs)
      .toBeLessThan(limitMs / 2);
  }
});

test('a whole run ends in time, and the plan knows of the histories that are left out', () => {
  const run = { tests: ['history-any-explained'] as const, last: [], canManage: true, inTurn: false };
  const requestsAt = (latencyMs: number): number =>
    expectedOf({ ...run, accounts: 2, latencyMs, rate: undefined }).requests;
  expect(requestsAt(1000)).toBeLessThan(requestsAt(0) / 6);
  expect(moreTimeFor(1000).runMs).toBe(10_000_000);
});

test('the latency is the one in the middle: the first answer of a target that wakes up is slow', () => {
  expect(medianMs([9000, 240, 260])).toBe(260);
  expect(medianMs([250])).toBe(250);
  expect(medianMs([])).toBe(0);
});
