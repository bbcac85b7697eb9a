import { expect, test } from '@playwright/test';
import { callsIn, searchEmbedded } from '../../fixtures/cli/embedded-search.ts';
import { loadMethods } from '../../fixtures/contract/openapi.ts';
import { POSSIBLE } from '../../fixtures/generate/history/tried.ts';
import { mutants } from '../../fixtures/reference/mutants.ts';
import { FEWEST_CALLS, FEWEST_CALLS_TO_FILL } from '../../fixtures/reference/mutants/fewest-calls.ts';
import { requestsOf } from '../../fixtures/session/costs.ts';
import { DEFAULT_SEED } from '../../fixtures/targets/settings.ts';

/** Searches the histories of an embedded target as a run does. */
async function search(name: string) {
  return searchEmbedded(name, { seed: DEFAULT_SEED, methods: await loadMethods() });
}

test('the faults that take three calls or more are those of mutants', () => {
  const names = new Set(mutants.map(({ name }) => name));
  const fewest = { ...FEWEST_CALLS, ...FEWEST_CALLS_TO_FILL };
  expect(Object.keys(fewest).filter((name) => !names.has(name))).toEqual([]);
  expect(Math.min(...Object.values(fewest))).toBe(3);
});

for (const [name, fewest] of Object.entries(FEWEST_CALLS)) {
  test(`the histories find ${name} and shrink it to ${fewest} calls`, async () => {
    const { finding } = await search(name);
    expect(finding?.explanation).toBeUndefined();
    expect(finding === undefined ? 0 : callsIn(finding), finding?.calls?.join('\n')).toBe(fewest);
  });
}

test('the model explains every history of the reference server, and most pairs of calls are tried', async () => {
  const { finding, givenUp, requests, tried } = await search('reference');
  expect([finding, givenUp]).toEqual([undefined, undefined]);
  expect(tried.counts.pairs / POSSIBLE.pairs).toBeGreaterThan(0.6);
  expect(tried.counts.triples / POSSIBLE.triples).toBeGreaterThan(0.12);
  const planned = requestsOf('history-any-explained', true);
  expect(requests).toBeGreaterThan(planned * 0.95);
  expect(requests).toBeLessThan(planned * 1.02);
});

test('a target that an earlier call has left wrong is told as such, with the history that failed first', async () => {
  const { finding } = await search('delete-keeps-the-slot');
  expect(finding?.explanation).toMatch(
    /^The target was left wrong by an earlier call: account \w+ holds \d+ configurations and answers 400 .*MAX_WEBHOOK_URL_LIMIT to a fresh URL\. The history below failed first, after \d+ calls in \d+\.\d s\.$/,
  );
  expect(finding?.calls?.length).toBeGreaterThan(1);
});
