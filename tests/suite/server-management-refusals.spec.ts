/** What the reference server refuses to list, get, update and delete. */
import { expect } from '@playwright/test';
import { test } from './closing.ts';
import { account, otherAccount, send, start } from './server-calls.ts';
import {
  a,
  b,
  badRequest,
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

test('refuses an update to the URL of another configuration of the account, and changes nothing', async () => {
  const server = await start();
  const id = await register(server, a);
  await register(server, b);
  await register(server, c, otherAccount);
  expect(await manage(server, 'update', { config_id: id, config: { url: b } })).toEqual(exists);
  expect(await urlsOf(server)).toBe(`${a} ${b}`);
  expect(await manage(server, 'update', { config_id: id, config: { url: c } })).toEqual(success);
});

test('refuses an update to a URL that does not start with https://', async () => {
  const server = await start();
  const id = await register(server, a);
  for (const url of ['http://a.example.com', 'HTTPS://a.example.com', ' https://a.example.com', '']) {
    expect(await manage(server, 'update', { config_id: id, config: { url } }), url).toEqual(badRequest);
  }
  expect(await urlsOf(server)).toBe(a);
});

test('finds no configuration under another account, under an unknown one, or in another case', async () => {
  const server = await start();
  const id = await register(server, a);
  for (const [word, more] of naming) {
    for (const account_id of [otherAccount, 'acc_unknown', '', 'constructor']) {
      expect(await manage(server, word, { ...more, account_id, config_id: id }), word).toEqual(notFound);
    }
    expect(await manage(server, word, { ...more, config_id: `whc_${id.slice(4).toUpperCase()}` })).toEqual(
      notFound,
    );
    expect(await manage(server, word, { ...more, ...nobody }), word).toEqual(notFound);
  }
  expect(await urlsOf(server)).toBe(a);
});

test('refuses to list an unknown account', async () => {
  expect(await manage(await start(), 'list', { account_id: 'acc_unknown' })).toEqual({
    outcome: '400 ENTITY_NOT_FOUND',
  });
});

test('refuses a config_id of another form', async () => {
  const server = await start();
  for (const [word, more] of naming) {
    for (const config_id of ['', 'whc_', 'WHC_0', '0', ' whc_0', 'whc_0 ', 'whc_0\n', 'whc_a-b', 'acc_0']) {
      expect(await manage(server, word, { ...more, config_id }), `${word} ${config_id}`).toEqual(badRequest);
    }
  }
});

test('refuses a parameter that is absent, null or of another type', async () => {
  const server = await start();
  const right = { account_id: account, config_id: await register(server, a), config: { url: b } };
  const required = {
    list: ['account_id'],
    get: ['account_id', 'config_id'],
    update: ['account_id', 'config_id', 'config'],
    delete: ['account_id', 'config_id'],
  };
  for (const [word, names] of Object.entries(required)) {
    for (const name of names) {
      for (const wrong of [undefined, null, 7, true, ['whc_0']]) {
        const answered = await manage(server, word, { ...right, [name]: wrong });
        expect(answered, `${word} ${name} ${String(wrong)}`).toEqual(badRequest);
      }
    }
  }
  for (const url of [undefined, null, 7, [b]]) {
    expect(await manage(server, 'update', { ...right, config: { url } }), String(url)).toEqual(badRequest);
  }
  expect(await urlsOf(server)).toBe(a);
});

test('demands of the management methods what it demands of every method', async () => {
  const server = await start();
  const unsigned = { 'content-type': 'application/json' };
  for (const word of ['list', ...naming.map(([name]) => name)]) {
    const path = `/webhook.config.${word}`;
    expect(await send(server, '{}', { path, headers: unsigned }), word).toBe('401 UNAUTHORIZED');
    expect(await send(server, '{}', { path, verb: 'PUT' }), word).toBe('400 BAD_REQUEST');
    expect(await send(server, '[]', { path }), word).toBe('400 BAD_REQUEST');
  }
  expect(await send(server, '{}', { path: '/webhook.config.remove' })).toBe('400 BAD_REQUEST');
});
