/** How the reference server lists, gets, updates and deletes configurations. */
import { expect } from '@playwright/test';
import { test } from './closing.ts';
import { account, create, exchange, otherAccount, send, start } from './server-calls.ts';
import {
  a,
  b,
  c,
  exists,
  manage,
  naming,
  nobody,
  notFound,
  register,
  success,
  urlsOf,
} from './server-management-calls.ts';

/** A clock that advances by a second each time it is read. */
function ticking(): () => Date {
  let seconds = 0;
  return () => new Date(Date.UTC(2025, 0, 31, 23, 59, (seconds += 1)));
}

test('lists nothing for an account that holds nothing', async () => {
  expect(await manage(await start(), 'list')).toEqual({ outcome: '200 SUCCESS', data: { configs: [] } });
});

test('lists the configurations of the account in the order of creation, with their four fields', async () => {
  const server = await start({ now: ticking() });
  const first = await register(server, a);
  const second = await register(server, b);
  await register(server, c, otherAccount);
  const [one, two] = ['2025-01-31T23:59:01.000Z', '2025-01-31T23:59:02.000Z'];
  expect(await manage(server, 'list')).toEqual({
    outcome: '200 SUCCESS',
    data: {
      configs: [
        { config_id: first, url: a, created_at: one, updated_at: one },
        { config_id: second, url: b, created_at: two, updated_at: two },
      ],
    },
  });
});

test('gets the same four fields that it lists', async () => {
  const server = await start();
  const { data } = await manage(server, 'get', { config_id: await register(server, a) });
  expect(await manage(server, 'list')).toEqual({ outcome: '200 SUCCESS', data: { configs: [data] } });
});

test('takes the time of its clock for created_at', async () => {
  const server = await start();
  const before = new Date().toISOString();
  const { data } = await manage(server, 'get', { config_id: await register(server, a) });
  const [created = ''] = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/.exec(JSON.stringify(data)) ?? [];
  expect(created >= before && created <= new Date().toISOString(), created).toBe(true);
});

test('updates the URL and updated_at, and nothing else', async () => {
  const server = await start({ now: ticking() });
  const id = await register(server, a);
  expect(await manage(server, 'update', { config_id: id, config: { url: b } })).toEqual(success);
  expect(await manage(server, 'get', { config_id: id })).toEqual({
    outcome: '200 SUCCESS',
    data: {
      config_id: id,
      url: b,
      created_at: '2025-01-31T23:59:01.000Z',
      updated_at: '2025-01-31T23:59:02.000Z',
    },
  });
});

test('leaves an updated configuration at its place in the list', async () => {
  const server = await start();
  const id = await register(server, a);
  await register(server, b);
  await manage(server, 'update', { config_id: id, config: { url: c } });
  expect(await urlsOf(server)).toBe(`${c} ${b}`);
});

test('regards the new URL of an update as registered, and the old one as free', async () => {
  const server = await start();
  const id = await register(server, a);
  await manage(server, 'update', { config_id: id, config: { url: b } });
  expect(await send(server, create(b))).toBe(exists.outcome);
  expect(await send(server, create(a))).toBe('200 SUCCESS');
});

test('accepts an update to the present URL and changes updated_at', async () => {
  const server = await start({ now: ticking() });
  const id = await register(server, a);
  expect(await manage(server, 'update', { config_id: id, config: { url: a } })).toEqual(success);
  expect(await manage(server, 'get', { config_id: id })).toMatchObject({
    data: { url: a, updated_at: '2025-01-31T23:59:02.000Z' },
  });
  expect(await send(server, create(a))).toBe(exists.outcome);
});

test('does not count an update towards the limit', async () => {
  const server = await start({ isFull: (active) => active >= 2 });
  const id = await register(server, a);
  await register(server, b);
  expect(await manage(server, 'update', { config_id: id, config: { url: c } })).toEqual(success);
  expect(await send(server, create(a))).toBe('400 MAX_WEBHOOK_URL_LIMIT');
});

test('after a delete, list, get, update and delete do not know the configuration any more', async () => {
  const server = await start();
  const id = await register(server, a);
  await register(server, c);
  expect(await manage(server, 'delete', { config_id: id })).toEqual(success);
  expect(await urlsOf(server)).toBe(c);
  for (const [word, more] of naming) {
    expect(await manage(server, word, { config_id: id, ...more }), word).toEqual(notFound);
  }
});

test('frees the slot and the URL of what is deleted, also after an update', async () => {
  const server = await start({ isFull: (active) => active >= 1 });
  const id = await register(server, a);
  await manage(server, 'update', { config_id: id, config: { url: b } });
  await manage(server, 'delete', { config_id: id });
  const again = await register(server, b);
  expect(again).not.toBe(id);
  expect(await manage(server, 'get', { config_id: id })).toEqual(notFound);
  expect(await manage(server, 'get', { config_id: again })).toMatchObject({ data: { url: b } });
});

test('accepts one of two updates to the same URL that arrive at once', async () => {
  const server = await start();
  const ids = [await register(server, a), await register(server, b)];
  const answers = await Promise.all(
    ids.map(async (id) => manage(server, 'update', { config_id: id, config: { url: c } })),
  );
  expect(answers).toHaveLength(2);
  expect(answers).toEqual(expect.arrayContaining([success, exists]));
});

test('reports to its hook which management method was called, and on which configuration', async () => {
  const calls: (string | undefined)[][] = [];
  const server = await start({
    afterCall: (call, of, configuration) => {
      calls.push([call.methodName, of?.id, configuration?.url]);
    },
  });
  const config_id = await register(server, a);
  await manage(server, 'list');
  await manage(server, 'get', { config_id });
  await manage(server, 'get', nobody);
  await manage(server, 'update', { config_id, config: { url: b } });
  await manage(server, 'delete', { config_id });
  expect(calls).toEqual([
    ['webhook.config.list', account, undefined],
    ['webhook.config.get', account, a],
    ['webhook.config.update', account, b],
    ['webhook.config.delete', account, b],
  ]);
});

test('passes the called method to rules on requests and refusals', async () => {
  const server = await start({
    isVerb: (verb, { target }) => verb === 'POST' || target === '/webhook.config.list',
    report: (refusals, { methodName }) => (methodName === 'webhook.config.delete' ? [] : [...refusals]),
  });
  const body = JSON.stringify({ account_id: account });
  const listing = await exchange(server, body, { path: '/webhook.config.list', verb: 'PUT' });
  expect(listing.status).toBe(200);
  expect((await exchange(server, body, { verb: 'PUT' })).status).toBe(400);
  expect((await manage(server, 'delete', nobody)).outcome).toBe('500 INTERNAL_SERVER_ERROR');
});

test('keeps deleted configurations for rules that need them, and never lists them again', async () => {
  const server = await start({
    findConfiguration: (of, id) =>
      of?.byConfigId.get(id) ?? [...(of?.deleted ?? [])].find(({ configId }) => configId === id),
  });
  const config_id = await register(server, a);
  await manage(server, 'delete', { config_id });
  expect(await manage(server, 'update', { config_id, config: { url: b } })).toEqual(success);
  expect(await manage(server, 'delete', { config_id })).toEqual(success);
  expect(await manage(server, 'get', { config_id })).toMatchObject({ data: { config_id, url: a } });
  expect(await urlsOf(server)).toBe('');
  await register(server, b);
});
