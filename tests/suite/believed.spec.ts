/** Which lists are believed, when a test asks one what an account holds. */
import { expect, test } from '@playwright/test';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import { Account } from '../../fixtures/session/account.ts';
import { InconclusiveError } from '../../fixtures/session/recorder.ts';
import type { JsonObject } from '../../fixtures/wire/json.ts';
import { documented, exampleOf } from './answers-made-up.ts';
import { scriptedFor, type Scripted } from './scripted-api.ts';

const DATE = '2026-01-31T09:30:00.000Z';
const marker = shown('whc_marker', markerUrl('acc_1'));
const registered = [
  { configId: 'whc_a', url: 'https://a.conformance.example/' },
  { configId: 'whc_b', url: 'https://b.conformance.example/' },
] as const;
const first = shown(registered[0].configId, registered[0].url);
const second = shown(registered[1].configId, registered[1].url);

function shown(configId: string, url: string): JsonObject {
  return { config_id: configId, url, created_at: DATE, updated_at: DATE };
}

async function answerOf(word: 'list' | 'get', at: string, value: JsonObject | readonly JsonObject[]) {
  const { status, json } = exampleOf((await documented(word)).method, 'accepted', at, value);
  return json === undefined ? { status } : { status, json };
}

const list = (...all: readonly JsonObject[]) => answerOf('list', 'data.configs', all);
const get = (one: JsonObject) => answerOf('get', 'data', one);

/** An account in which the run has registered two configurations beside the marker. */
async function holding(...script: readonly Scripted[]) {
  const ground = await scriptedFor(true, script);
  for (const one of registered) ground.ledger.write('acc_1', { kind: 'create', ...one });
  const lease = { account: 0, slots: 2, whole: false };
  return { ...ground, account: new Account('acc_1', lease, ground.api, () => 'h.conformance.example') };
}

test('a list that shows all that the run has registered is believed, with what it shows beside', async () => {
  const other = shown('whc_c', 'https://c.example/');
  const { account, recorder, sent } = await holding(await list(other, second, first, marker));
  expect(await account.listed()).toHaveLength(4);
  expect(recorder.evidence().findings).toEqual([]);
  expect(sent()).toBe(1);
});

test('a list that hides what get shows breaks the requirement on lists, and is not believed', async () => {
  const { account, recorder } = await holding(await list(marker, first), await get(second));
  await expect(account.listed()).rejects.toThrow(InconclusiveError);
  expect(recorder.evidence().findings).toMatchObject([
    {
      requirement: 'list-active-exactly',
      received: 'a list without whc_b (https://b.conformance.example/)',
    },
  ]);
});

test('what get does not show either is gone, and other requirements judge that', async () => {
  const { status, json } = exampleOf((await documented('get')).method, 'ENTITY_NOT_FOUND');
  const gone = json === undefined ? { status } : { status, json };
  const { account, recorder, sent } = await holding(await list(marker, first), gone);
  expect(await account.listed()).toHaveLength(2);
  expect(recorder.evidence().findings).toEqual([]);
  // One answer could be a slip of the target, so get is asked three times.
  expect(sent()).toBe(4);
});
