import { expect } from '@playwright/test';
import { faultNamed, faults } from '../../fixtures/faults/faults.ts';
import { test } from './closing.ts';
import { faultRows } from './fault-rows.ts';
import { ANSWER, origin, proxyTo, rawConnection, requestBytes } from './raw-client.ts';

/** Where a byte must come, it is waited for longer than any delay takes, also on a busy machine. */
const PATIENT = { firstMs: 10_000 };

test('every fault has a name of its own, a sentence and a row here', () => {
  expect(faultRows.map(({ name }) => name)).toEqual(faults.map(({ name }) => name));
  expect(faults.length).toBeGreaterThanOrEqual(45);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  for (const { name, happens } of faults) {
    expect.soft(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$|^delay$/);
    expect.soft(happens).toMatch(/^\S[^]*[.)]$/);
  }
});

for (const { name, arrived, received, ending } of faultRows) {
  test(`${name} gives the bytes that it is for`, async () => {
    const target = await origin();
    const fault = faultNamed(name);
    const proxy = await proxyTo(target, { fault });
    const client = await rawConnection(proxy.url);
    client.send(requestBytes());
    const text = await client.read(received.test('') && ending === 'open' ? {} : PATIENT);
    expect(text.length > 5000 ? text.slice(0, 2_200_000) : text).toMatch(received);
    await expect.poll(client.ending).toBe(ending);
    await expect.poll(() => target.requests.length).toBe(arrived);
    expect(target.requests).toEqual(Array.from({ length: arrived }, () => requestBytes()));
    expect(proxy.counts()).toEqual({ requests: 1, hits: name.startsWith('cached-') ? 0 : 1 });
  });
}

test('a cache gives the last answer of the path, of any body or of the same one', async () => {
  for (const { name, path, other, age } of [
    { name: 'cached-answer', path: '/webhook.config.create', other: '{"b":2}', age: /\r\nAge: 7\r\n/ },
    {
      name: 'cached-answer-unsaid',
      path: '/webhook.config.create',
      other: '{"b":2}',
      age: /^(?!.*\r\nAge:)/s,
    },
    { name: 'cached-read', path: '/webhook.config.list', other: '{"a":1}', age: /\r\nAge: 7\r\n/ },
    { name: 'cached-read-unsaid', path: '/webhook.config.list', other: '{"a":1}', age: /^(?!.*\r\nAge:)/s },
  ]) {
    const target = await origin((count) => ANSWER.replace('"data":{}', `"data":${count}0`));
    const proxy = await proxyTo(target, { fault: faultNamed(name) });
    const client = await rawConnection(proxy.url);
    client.send(requestBytes('{"a":1}', path));
    const first = await client.read(PATIENT);
    client.send(requestBytes(other, path));
    const second = await client.read(PATIENT);
    expect.soft(first, name).toContain('"data":10');
    expect.soft(second, name).toContain('"data":10');
    expect.soft(second, name).toMatch(age);
    expect.soft(target.requests, name).toHaveLength(1);
    expect.soft(proxy.counts(), name).toEqual({ requests: 2, hits: 1 });
  }
});

test('a cache of reads keeps the answers to other bodies and other methods apart', async () => {
  const target = await origin();
  const proxy = await proxyTo(target, { fault: faultNamed('cached-read') });
  const client = await rawConnection(proxy.url);
  for (const [body, path] of [
    ['{"a":1}', '/webhook.config.list'],
    ['{"a":2}', '/webhook.config.list'],
    ['{"a":1}', '/webhook.config.create'],
    ['{"a":1}', '/webhook.config.create'],
  ] as const) {
    client.send(requestBytes(body, path));
    await client.read(PATIENT);
  }
  expect(target.requests).toHaveLength(4);
  expect(proxy.counts().hits).toBe(0);
});

test('the request delivered twice gets the first or the second answer', async () => {
  for (const [name, told] of [
    ['delivered-twice-first', '"data":10'],
    ['delivered-twice-second', '"data":20'],
  ] as const) {
    const target = await origin((count) => ANSWER.replace('"data":{}', `"data":${count}0`));
    const client = await rawConnection((await proxyTo(target, { fault: faultNamed(name) })).url);
    client.send(requestBytes());
    expect.soft(await client.read(PATIENT), name).toContain(told);
  }
});

test('a connection that was forgotten answers once, and then resets or says nothing', async () => {
  for (const [name, ending] of [
    ['half-open', 'reset'],
    ['dead-after-answer', 'open'],
  ] as const) {
    const target = await origin();
    const proxy = await proxyTo(target, { fault: faultNamed(name) });
    const client = await rawConnection(proxy.url);
    client.send(requestBytes());
    expect.soft(await client.read(PATIENT), name).toBe(ANSWER);
    client.send(requestBytes());
    expect.soft(await client.read(ending === 'reset' ? PATIENT : {}), name).toBe('');
    expect.soft(client.ending(), name).toBe(ending);
    expect.soft(target.requests, name).toHaveLength(1);
  }
});

test('a server that restarts resets at the first byte, and does not wait for the rest', async () => {
  const proxy = await proxyTo(await origin(), { fault: faultNamed('reset-unread') });
  const client = await rawConnection(proxy.url);
  client.send('P');
  await client.read(PATIENT);
  expect(client.ending()).toBe('reset');
});

test('the slow drip goes on, a byte a second', async () => {
  const proxy = await proxyTo(await origin(), { fault: faultNamed('slow-drip') });
  const client = await rawConnection(proxy.url);
  client.send(requestBytes());
  expect(await client.read(PATIENT)).toBe('H');
  expect(await client.read(PATIENT)).toBe('T');
});
