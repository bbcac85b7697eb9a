/** A target that does not answer yet: the run waits, and repeats only its first request until then. */
import { expect } from '@playwright/test';
import type { HttpAnswer } from '../../fixtures/reference/http.ts';
import { takeInventory } from '../../fixtures/targets/inventory.ts';
import { transportTo } from './closing.ts';
import { conform } from './gates-run.ts';
import {
  allAccounts,
  ownCredentials as credentials,
  pointAt,
  pointWhollyAt,
  reference,
} from './gates-targets.ts';
import { test } from './programs.ts';
import { connecting } from './tiny-server.ts';

test('a target that never answers is waited for, gets nothing but the first request, and ends the run with 3', async () => {
  let firstAt = Number.NaN;
  const target = await connecting((socket) => {
    if (Number.isNaN(firstAt)) firstAt = performance.now();
    socket.resume();
  });
  const ended = await conform({ ...pointAt(target.url), CONFORMANCE_TIMEOUT_MS: '10000' });
  const tookMs = performance.now() - firstAt;
  expect(ended).toMatchObject({ code: 3, report: undefined });
  expect(ended.stderr.split('\n')).toEqual([
    'The target does not answer yet (no answer within 10 s). Waiting up to 60 s for it.',
    'The target does not answer: no answer within 10 s, tried for 60 s. Check TARGET_URL and that the server runs.',
    '',
  ]);
  expect(tookMs).toBeGreaterThan(59_000);
  expect(tookMs).toBeLessThan(75_000);
  expect(target.connections()).toBeLessThanOrEqual(7);
});

/** An answer of a gateway whose application is not up yet. */
const notYet: HttpAnswer = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<title>503 Service Temporarily Unavailable</title>',
};

test('a target that answers 503 three times and then works is judged, and left as it was found', async () => {
  const early: string[] = [];
  const deliver = (answer: HttpAnswer, { body }: { readonly body: Buffer }): HttpAnswer => {
    if (early.length === 3) return answer;
    early.push(body.toString());
    return notYet;
  };
  const { url } = await reference({ deliver }, allAccounts);
  const ended = await conform(pointWhollyAt(url));
  expect(ended).toMatchObject({ code: 0, report: { verdict: 'conformant' } });
  expect(ended.stderr).toBe('The target does not answer yet (503). Waiting up to 60 s for it.\n');
  expect(early).toEqual(['{}', '{}', '{}']);
  const left = await takeInventory({ transport: transportTo(url), credentials }, allAccounts);
  expect([...left.values()].flat()).toEqual([]);
});
