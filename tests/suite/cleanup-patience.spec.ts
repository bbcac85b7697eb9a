/** How long the inventory and the cleanup wait, and what the cleanup says when it fails. */
import { expect } from '@playwright/test';
import type { HttpAnswer } from '../../fixtures/reference/http.ts';
import { PreflightError } from '../../fixtures/targets/ask.ts';
import { beforeTests, Trial } from '../../fixtures/targets/endurance.ts';
import { NoAnswerError } from '../../fixtures/wire/no-answer.ts';
import { takeInventory } from '../../fixtures/targets/inventory.ts';
import { accounts as known, linesAfter, setUp } from './cleanup-target.ts';
import { test } from './closing.ts';

const [a = '', b = '', c = ''] = known;

test('a target that does not answer is reported for each account, with what is left and how to remove it', async () => {
  const { options, ledger, stop } = await setUp();
  const ids = [a, b, c, "acc_o'hara"];
  for (const id of ids)
    for (let count = 1; count <= 5; count += 1)
      ledger.write(id, { kind: 'create', configId: `whc_${count}`, url: `https://own.example/${count}` });
  await stop();
  const lines = await linesAfter(
    options,
    ids.map((id) => ({ id, found: [] })),
  );
  expect(lines).toHaveLength(ids.length);
  for (const [index, id] of ids.entries()) {
    expect.soft(lines[index]).toContain(`Account ${id} was not cleaned up: The target does not answer: `);
    expect.soft(lines[index]).toContain('https://own.example/3 (whc_3), ... and 2 more. Remove it with: ');
    const body = JSON.stringify({ account_id: id, config_id: 'whc_1' }).replace("'", String.raw`'\''`);
    expect.soft(lines[index]).toMatch(/ npm run -s call -- webhook\.config\.delete '[^\n]*'$/);
    expect.soft(lines[index]?.endsWith(`'${body}'`)).toBe(true);
  }
  await expect(takeInventory(options, [a])).rejects.toThrow(PreflightError);
});

const page = (status: number, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html', ...headers },
  body: '<title>Gateway</title>',
});

/**
 * A server that answers the next requests as told, with a configuration of the run in two accounts.
 *
 * @param about the account whose requests are answered so; any by default.
 */
async function interrupted(about = '') {
  const next: HttpAnswer[] = [];
  const setup = await setUp({
    intercept: ({ body }) => (body.toString().includes(about) ? next.shift() : undefined),
  });
  const own = { id: a, found: [] };
  for (const id of [a, b]) {
    const { configId, url } = await setup.register(id, 'https://own.example/');
    setup.ledger.write(id, { kind: 'create', configId, url });
  }
  const said: string[] = [];
  const options = { ...setup.options, say: (line: string) => void said.push(line) };
  return { ...setup, options, next, said, accounts: [own, { id: b, found: [] }] };
}

test('a cleanup waits as long as it is asked to, in seconds or until a date, and says so once', async () => {
  const { options, next, said, accounts, urls } = await interrupted();
  const date = new Date(Date.now() + 4000).toUTCString();
  next.push(page(429, { 'retry-after': date }), page(503, { 'retry-after': date }));
  next.push(page(429, { 'retry-after': '1' }));
  const startedAt = performance.now();
  expect(await linesAfter(options, accounts)).toEqual([]);
  expect(performance.now() - startedAt).toBeGreaterThan(3500);
  expect(said).toEqual([
    expect.stringMatching(/^The target answered 429\. The run waits [34] s and asks again\.$/),
  ]);
  expect([await urls(a), await urls(b)]).toEqual([[], []]);
});

test('pages of a gateway do not end a cleanup, and an account that fails keeps no other from being cleaned', async () => {
  const { options, next, accounts, urls } = await interrupted(a);
  next.push(page(502), page(504), page(200));
  expect(await linesAfter(options, accounts)).toEqual([]);
  const again = await interrupted(a);
  next.push(...Array.from({ length: 8 }, () => page(504)));
  again.next.push(...Array.from({ length: 8 }, () => page(504)));
  expect(await linesAfter(again.options, again.accounts)).toEqual([
    expect.stringMatching(
      `^Account ${a} was not cleaned up: .*504 8 times in a row.* It may still have https://own.example/ \\(whc_`,
    ),
  ]);
  expect([await again.urls(a), await again.urls(b)]).toEqual([['https://own.example/'], []]);
  next.length = 0;
  expect(await urls(a)).toEqual([]);
});

test('JSON of a gateway is no answer to a delete or a list once the application has spoken', async () => {
  const { options, next, accounts, urls } = await interrupted(a);
  const denied = {
    status: 403,
    headers: { 'content-type': 'application/json' },
    body: '{"message":"Forbidden"}',
  };
  const lost = { ...denied, status: 500, body: '{"message":"Internal Server Error"}' };
  const passed = (await takeInventory(options, [a])).get(a);
  expect(passed).toHaveLength(1);
  next.push(denied, lost, page(401));
  expect(await linesAfter(options, accounts)).toEqual([]);
  expect([await urls(a), next]).toEqual([[], []]);
});

test('a wait of more than a day is not waited for, and a preflight waits no longer than CONFORMANCE_PATIENCE', async () => {
  const { options, next, accounts } = await interrupted();
  next.push(page(429, { 'retry-after': '86401' }));
  expect(await linesAfter(options, accounts)).toEqual([
    expect.stringMatching(/429 and asks to wait 86401 s, longer than a day\. /),
  ]);
  next.push(page(429, { 'retry-after': '3' }));
  const impatient = { ...options, endurance: beforeTests(2000) };
  await expect(takeInventory(impatient, [a])).rejects.toThrow(
    'the target answered 429 and asks to wait 3 s, longer than CONFORMANCE_PATIENCE allows (2 s)',
  );
});

test('a preflight asks again when a page comes in place of an answer, and goes on when nothing else ever comes', async () => {
  const { options, next } = await interrupted();
  next.push(page(502), page(503), page(200), page(403), page(520));
  expect((await takeInventory(options, [a])).get(a)).toHaveLength(1);
  next.push(...Array.from({ length: 7 }, () => page(200)));
  expect([...(await takeInventory(options, [a, b])).values()]).toEqual([undefined, undefined]);
  // Six requests for the first account, one for the second.
  expect(next).toHaveLength(0);
});

test('before the tests, time-outs are counted over all requests, because each takes long', () => {
  const endurance = beforeTests();
  const pauses = Array.from({ length: 7 }, () =>
    new Trial(endurance).after(new NoAnswerError('timeout', 'no answer within 10 s')),
  );
  const isGivenUp = pauses.map((pause) => pause !== undefined && 'giveUp' in pause);
  expect(isGivenUp.indexOf(true)).toBe(6);
});
