/** A target that is not there yet: it is waited for, and gets nothing but the first request until it is. */
import { expect, test } from '@playwright/test';
import { planFor } from '../../fixtures/session/plan.ts';
import { openTransport } from '../../fixtures/wire/transport.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import type { HttpAnswer } from '../../fixtures/reference/http.ts';
import { contractRules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { takeInventory } from '../../fixtures/targets/inventory.ts';
import { conform, temporaryFolder, type GateRun, type Variables } from './gates-run.ts';
import { connecting, ownCredentials, pointAt } from './gates-targets.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

async function run(variables: Variables): Promise<GateRun> {
  const folder = temporaryFolder();
  try {
    return await conform(folder.path, variables);
  } finally {
    folder.remove();
  }
}

test('a target that never answers is waited for, gets nothing but the first request, and ends the run with 3', async () => {
  let firstAt = Number.NaN;
  const target = await connecting((socket) => {
    if (Number.isNaN(firstAt)) firstAt = performance.now();
    socket.resume();
  });
  const ended = await run({ ...pointAt(target.url), CONFORMANCE_TIMEOUT_MS: '10000' });
  const tookMs = performance.now() - firstAt;
  await target.close();
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
  const ids = accountIds(planFor(claims).accounts);
  const early: string[] = [];
  let asked = 0;
  const rules = {
    ...contractRules,
    deliver: (answer: HttpAnswer, { body }: { readonly body: Buffer }) => {
      asked += 1;
      if (asked > 3) return answer;
      early.push(body.toString());
      return notYet;
    },
  };
  const server = await startServer({ accounts: ids, credentials: ownCredentials, rules });
  const transport = openTransport({ baseUrl: server.url, timeoutMs: 5000 });
  try {
    const ended = await run({
      ...pointAt(server.url),
      TARGET_ACCOUNT_IDS: ids.join(','),
      TARGET_CLAIMS: claims.join(','),
    });
    expect(ended).toMatchObject({ code: 0, report: { verdict: 'conformant' } });
    expect(ended.stderr).toBe('The target does not answer yet (503). Waiting up to 60 s for it.\n');
    expect(early).toEqual(['{}', '{}', '{}']);
    const left = await takeInventory({ transport, credentials: ownCredentials }, ids);
    expect([...left.values()].flat()).toEqual([]);
  } finally {
    transport.close();
    await server.close();
  }
});
