/** Tests that take turns on one account: what each finds, and what it leaves. */
import { mkdirSync } from 'node:fs';
import { expect } from '@playwright/test';
import { LIMIT, listedIn } from '../../fixtures/contract/belief.ts';
import { envelopeCheck } from '../../fixtures/contract/envelope.ts';
import { loadMethods } from '../../fixtures/contract/openapi.ts';
import { hostsFor, markerUrl } from '../../fixtures/generate/urls.ts';
import { accountIds, publishedCredentials as credentials } from '../../fixtures/reference/credentials.ts';
import { contractRules, type Rules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { Account } from '../../fixtures/session/account.ts';
import { Api } from '../../fixtures/session/api.ts';
import type { Lease } from '../../fixtures/session/plan.ts';
import { Recorder } from '../../fixtures/session/recorder.ts';
import { registerMarker } from '../../fixtures/targets/preflight.ts';
import { listed } from '../../fixtures/targets/inventory.ts';
import { Turn } from '../../fixtures/targets/turn.ts';
import { redactor } from '../../fixtures/wire/redact.ts';
import { atEnd, test, transportTo } from './closing.ts';
import type { RequirementId } from '../../specs/types.ts';
import { sessionIn } from './session-in.ts';

const [ID = ''] = accountIds(1);
const MARKER = markerUrl(ID);
const RUN = 'f00dcafe';
const ROOM = ['limit-20th-accepted', 'limit-21st-refused'] as const;

/** A server with one account that holds its marker, and tests that come one after another. */
async function stage(rules: Partial<Rules> = {}) {
  const server = await startServer({ accounts: [ID], credentials, rules: { ...contractRules, ...rules } });
  atEnd(() => server.close());
  const transport = transportTo(server.url);
  const methods = await loadMethods();
  const folder = test.info().outputPath('ledger');
  mkdirSync(folder, { recursive: true });
  const session = sessionIn(folder);
  const { ledger } = session;
  ledger.write(ID, { kind: 'found', count: 0 });
  await registerMarker({ transport, methods, credentials, ledger }, ID);
  const redact = redactor(credentials);
  const enter = (requirement: RequirementId, lease: Partial<Lease> = {}) => {
    const recorder = new Recorder(requirement, redact);
    const envelope = envelopeCheck(methods);
    const books = { recorder, ledger, methods, envelope, redact, namedIds: [ID] };
    const api = new Api({ ...session, ...books, credentials, transport, canManage: true });
    const full: Lease = { account: 0, slots: 2, whole: false, ...lease };
    const mates = ROOM.filter(() => full.room === 'limit');
    const turn = new Turn({ api, transport, accountId: ID, lease: full, mates, runId: RUN });
    return { turn, recorder, account: new Account(ID, full, api, hostsFor(RUN, requirement)) };
  };
  return {
    enter,
    ledger,
    urls: async () => ((await listed({ transport, credentials }, ID)) ?? []).map(({ url }) => url),
  };
}

const LIMIT_ROOM = { slots: LIMIT, whole: true, room: 'limit' } as const;

test('a test deletes what it has registered, and nothing else', async () => {
  const { enter, urls } = await stage();
  const first = enter('get-as-registered');
  const kept = await first.account.register();
  const second = enter('get-as-listed');
  expect(await second.turn.begin()).toBeUndefined();
  await second.account.register();
  await second.turn.end();
  expect(await urls()).toEqual([MARKER, kept]);
  expect(second.recorder.evidence()).toMatchObject({ requests: 2, judged: 0, findings: [] });
});

test('a room is left as it is for its other tests, and emptied for everybody else', async () => {
  const { enter, urls, ledger } = await stage();
  const first = enter(ROOM[0], LIMIT_ROOM);
  await first.account.fillTo(LIMIT);
  await first.turn.end();
  const mate = enter(ROOM[1], LIMIT_ROOM);
  expect(await mate.turn.begin()).toBeUndefined();
  expect(await urls()).toHaveLength(LIMIT);
  expect(mate.recorder.evidence().requests).toBe(0);
  const other = enter('get-as-registered');
  expect(await other.turn.begin()).toBeUndefined();
  expect(await urls()).toEqual([MARKER]);
  expect(listedIn(ledger.belief(ID))).toHaveLength(1);
});

test('a shared test leaves what others left, while it has enough slots', async () => {
  const { enter } = await stage();
  await enter('get-as-registered').account.register();
  const next = enter('get-as-listed');
  expect(await next.turn.begin()).toBeUndefined();
  expect(next.recorder.evidence().requests).toBe(0);
});

test('what a target does not delete is not tried for ever, is reported, and leaves too few slots', async () => {
  const { enter } = await stage({ remove: () => undefined });
  await enter(ROOM[0], LIMIT_ROOM).account.fillTo(LIMIT);
  const next = enter('get-as-registered');
  expect(await next.turn.begin()).toMatch(/has only 0 free slots, and this test needs 3: the target did not/);
  expect(next.recorder.evidence().findings).toMatchObject([
    { requirement: 'delete-gone-from-list', because: expect.stringContaining('deletes what a test') },
  ]);
  expect(next.recorder.evidence().requests).toBe(LIMIT);
});

test('a marker that a target has lost is registered again', async () => {
  const lossy = await stage();
  const { account } = lossy.enter('get-as-registered');
  await account.register();
  // A faulty target deleted the marker, and the ledger does not know.
  const shown = (await account.listed()).find(({ url }) => url === MARKER);
  await account.delete(shown?.configId ?? '');
  lossy.ledger.write(ID, { kind: 'create', configId: shown?.configId ?? '', url: MARKER });
  expect(await lossy.enter(ROOM[0], LIMIT_ROOM).turn.begin()).toBeUndefined();
  expect(await lossy.urls()).toEqual([MARKER]);
});

test('a marker that only the list hides stays as it is', async () => {
  const hiding = await stage({ listed: (...about) => contractRules.listed(...about).slice(1) });
  await hiding.enter('get-as-registered').account.register();
  const before = hiding.ledger.belief(ID).active[0];
  expect(await hiding.enter(ROOM[0], LIMIT_ROOM).turn.begin()).toBeUndefined();
  expect(hiding.ledger.belief(ID).active).toEqual([before]);
});

test('a control takes a slot if the test has one, and is the marker otherwise', async () => {
  const { enter, urls } = await stage();
  const one = enter('account-empty', { slots: 1 });
  await one.account.control();
  expect(await urls()).toHaveLength(2);
  await one.account.control();
  await enter('account-empty', { slots: 0 }).account.control();
  expect(await urls()).toHaveLength(2);
  expect(await enter('url-http-refused', { slots: 0 }).account.heldHost()).toBe(new URL(MARKER).host);
});

test('cases are drawn by the seed where slots are scarce, in their order, and all are taken otherwise', async () => {
  const { enter } = await stage();
  const { account } = enter('url-guarded', { slots: 3 });
  const cases = ['a', 'b', 'c', 'd', 'e'];
  const drawn = [1, 2, 3, 4, 5, 6].map((seed) => account.sampled(cases, seed));
  for (const some of drawn) {
    expect(some).toHaveLength(3);
    expect(some.toSorted()).toEqual(some);
  }
  expect(new Set(drawn.map(String)).size).toBeGreaterThan(2);
  expect(account.sampled(cases, 1)).toEqual(drawn[0]);
  expect(account.sampled(cases.slice(2), 1)).toEqual(['c', 'd', 'e']);
  expect(account.sampled(cases, 1, 2)).toHaveLength(1);
});

test('slots of deleted configurations excuse a full account, until a create shows that they are free', async () => {
  const { enter, ledger } = await stage();
  const { account } = enter(ROOM[0], LIMIT_ROOM);
  const urls = await account.fillTo(LIMIT);
  for (const { configId } of account.newest(10)) await account.delete(configId);
  expect(urls).toHaveLength(LIMIT);
  expect(ledger.belief(ID).unfreed).toBe(10);
  await account.register();
  expect(ledger.belief(ID).unfreed).toBe(9);
  await account.fillTo(LIMIT);
  expect(ledger.belief(ID).unfreed).toBe(0);
});
