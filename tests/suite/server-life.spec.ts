/** The state of the reference server, and how it stops. */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { test } from './closing.ts';
import { create, exchange, open, otherAccount, path, send, start } from './server-calls.ts';

test('checks and registers in one step, however many requests arrive at once', async () => {
  const server = await start();
  const urls = Array.from({ length: 50 }, (_, index) => `https://a.example.com/${index}`);
  const different = await Promise.all(urls.map(async (url) => send(server, create(url))));
  expect(different.filter((code) => code === '200 SUCCESS')).toHaveLength(20);
  expect(different.filter((code) => code === '400 MAX_WEBHOOK_URL_LIMIT')).toHaveLength(30);
  const same = create('https://a.example.com', otherAccount);
  const equal = await Promise.all(urls.map(async () => send(server, same)));
  expect(equal.filter((code) => code === '200 SUCCESS')).toHaveLength(1);
  expect(equal.filter((code) => code === '400 URL_ALREADY_EXISTS')).toHaveLength(49);
});

test('lets a race through when a rule opens a window between check and insert', async () => {
  const server = await start({ beforeInsert: async () => sleep(20) });
  const same = create('https://a.example.com');
  const codes = await Promise.all([same, same].map(async (body) => send(server, body)));
  expect(codes).toEqual(['200 SUCCESS', '200 SUCCESS']);
});

test('is another server when one rule is replaced', async () => {
  const server = await start({ isFull: (active) => active >= 1 });
  expect(await send(server, create('https://a.example.com'))).toBe('200 SUCCESS');
  expect(await send(server, create('https://b.example.com'))).toBe('400 MAX_WEBHOOK_URL_LIMIT');
  expect(await send(server, create('https://a.example.com'))).toBe('400 URL_ALREADY_EXISTS');
});

test('remembers nothing of another server', async () => {
  const body = create('https://a.example.com');
  for (const server of [await start(), await start()]) expect(await send(server, body)).toBe('200 SUCCESS');
});

test('serves 5,000 accounts', async () => {
  const ids = accountIds(5_000);
  expect(new Set(ids).size).toBe(5_000);
  const server = await start({}, { accounts: ids });
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const next = ids.values();
  const statuses: number[] = [];
  const worker = async () => {
    for (const id of next)
      statuses.push((await exchange(server, create('https://a.example.com', id), { agent })).status);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  expect(statuses.filter((status) => status === 200)).toHaveLength(5_000);
  expect(await send(server, create('https://a.example.com', ids.at(-1)))).toBe('400 URL_ALREADY_EXISTS');
  agent.destroy();
});

test('answers the requests in flight when it stops, and ends soon after', async () => {
  const server = await start({
    deliver: async (answer) => {
      await sleep(150);
      return answer;
    },
  });
  const agent = new Agent({ keepAlive: true });
  const inFlight = send(server, create('https://a.example.com'), { agent });
  const silent = await open(server);
  await sleep(50);
  const stopped = performance.now();
  await server.close();
  expect(performance.now() - stopped).toBeLessThan(450);
  expect(await inFlight).toBe('200 SUCCESS');
  await expect(open(server)).rejects.toThrow('ECONNREFUSED');
  agent.destroy();
  silent.destroy();
});

test('does not wait for a request that never ends when it stops', async () => {
  const server = await start();
  const half = await open(server);
  half.on('error', () => {}).write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{`);
  const idle = new Agent({ keepAlive: true });
  await send(server, create('https://a.example.com'), { agent: idle });
  const stopped = performance.now();
  await server.close();
  expect(performance.now() - stopped).toBeLessThan(900);
});
