/** What is told of an answer that is wrong now and right a moment later. */
import { expect, test } from '@playwright/test';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import { Lateness } from '../../fixtures/session/lateness.ts';
import type { JsonObject } from '../../fixtures/wire/json.ts';
import { documented, exampleOf } from './answers-made-up.ts';
import { scriptedFor } from './scripted-api.ts';

const DATE = '2026-01-31T09:30:00.000Z';
const registered = { configId: 'whc_a', url: 'https://a.conformance.example/' };

const shown = (config_id: string, url: string): JsonObject => ({
  config_id,
  url,
  created_at: DATE,
  updated_at: DATE,
});
const marker = shown('whc_marker', markerUrl('acc_1'));
const own = shown(registered.configId, registered.url);

async function list(...all: readonly JsonObject[]) {
  const { status, json } = exampleOf((await documented('list')).method, 'accepted', 'data.configs', all);
  return json === undefined ? { status } : { status, json };
}

/** An account in which one configuration was registered, and the answers to its lists. */
async function listing(...script: readonly (readonly JsonObject[])[]) {
  const answers = await Promise.all(script.map((all) => list(...all)));
  const session = await scriptedFor(true, answers);
  session.ledger.write('acc_1', { kind: 'create', ...registered });
  const found = await session.api.call('webhook.config.list', { account_id: 'acc_1' });
  return { ...session, found };
}

test('a list that shows later what was confirmed lags behind', async () => {
  const { api, found } = await listing([marker], [marker], [marker, own]);
  expect(await new Lateness().explain(api, found)).toMatch(
    /^What the target knows lags behind what it has confirmed: webhook\.config\.list was answered right \d\.\d s later\./,
  );
});

test('a list that is right when it is asked again does not lag: something else is wrong', async () => {
  const { api, found, sent } = await listing([marker], [marker, own]);
  expect(await new Lateness().explain(api, found)).toBeUndefined();
  expect(sent()).toBe(2);
});

test('a list that stays wrong is waited for once', async () => {
  const { api, found, sent } = await listing([marker]);
  const lateness = new Lateness();
  expect(await lateness.explain(api, found)).toBeUndefined();
  expect(sent()).toBe(6);
  expect(await lateness.explain(api, found)).toBeUndefined();
  expect(sent()).toBe(6);
});

test('a create that should have been refused is no matter of time, also where the list lags', async () => {
  const { api, sent } = await listing([marker], [marker], [marker, own]);
  const { method } = await documented();
  const accepted = { ...exampleOf(method, 'accepted'), request: api.createRequest('acc_1', registered.url) };
  expect(await new Lateness().explain(api, accepted)).toBeUndefined();
  expect(sent()).toBe(1);
});
