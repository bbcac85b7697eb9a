import { expect } from '@playwright/test';
import type { World } from '../../fixtures/faults/fault.ts';
import { worlds } from '../../fixtures/faults/worlds.ts';
import { test } from './closing.ts';
import { ANSWER, origin, proxyTo, rawConnection, requestBytes } from './raw-client.ts';
import { answering } from './tiny-server.ts';

const PATIENT = { firstMs: 10_000, quietMs: 30 };

function worldNamed(name: string): World {
  const world = worlds.find((one) => one.name === name);
  if (world === undefined) throw new Error(`There is no world "${name}".`);
  return world;
}

/** A server that refuses requests without the right signature, and any with a body of its own. */
async function signedServer(): Promise<{ readonly url: string }> {
  return answering((request, response, body) => {
    const isSigned = request.headers.authorization === 'KSig1-HMAC-SHA256 right';
    response.statusCode = isSigned ? (body === '{}' ? 200 : 400) : 401;
    response.end(isSigned ? 'fine' : 'not signed');
  });
}

/** The statuses of requests one after another, each over a connection of its own. */
async function statuses(url: string, requests: readonly string[]): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const request of requests) {
    const client = await rawConnection(url);
    client.send(request);
    const text = await client.read(PATIENT);
    seen.push(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? client.ending());
    client.socket.destroy();
  }
  return seen;
}

const request = (signature: string, body = '{}'): string =>
  requestBytes(body).replace('\r\n', `\r\nAuthorization: KSig1-HMAC-SHA256 ${signature}\r\n`);

function times<T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value);
}

for (const { name, lock, before, afterwards } of [
  { name: 'key-locked-403', lock: times(20, request('wrong')), before: '401', afterwards: '403' },
  { name: 'key-locked-401', lock: times(20, request('wrong')), before: '401', afterwards: '401' },
  { name: 'address-banned-403', lock: times(50, request('right', '[]')), before: '400', afterwards: '403' },
  {
    name: 'address-banned-closed',
    lock: times(50, request('right', '[]')),
    before: '400',
    afterwards: 'reset',
  },
  { name: 'quota-ended', lock: times(400, request('right')), before: '200', afterwards: '429' },
]) {
  test(`${name} comes with the last request that leads to it, and stays`, async () => {
    const { url } = await signedServer();
    const proxy = await proxyTo({ url }, { world: worldNamed(name) });
    expect(await statuses(proxy.url, lock)).toEqual(times(lock.length, before));
    expect(await statuses(proxy.url, times(3, request('right')))).toEqual(times(3, afterwards));
    const anew = await proxyTo({ url }, { world: worldNamed(name) });
    expect(await statuses(anew.url, [request('right')])).toEqual(['200']);
  });
}

test('one connection is served, and the next one when that is closed', async () => {
  const target = await origin();
  const proxy = await proxyTo(target, { world: worldNamed('one-connection') });
  const [first, second] = [await rawConnection(proxy.url), await rawConnection(proxy.url)];
  first.send(requestBytes());
  expect(await first.read(PATIENT)).toBe(ANSWER);
  second.send(requestBytes());
  expect(await second.read({ quietMs: 200 })).toBe('');
  first.socket.end();
  expect(await second.read(PATIENT)).toBe(ANSWER);
});

test('a cold server says nothing, or 503, from its first request on', async () => {
  const target = await origin();
  const cold = await proxyTo(target, { world: worldNamed('cold-start-silent') });
  const silent = await rawConnection(cold.url);
  silent.send(requestBytes());
  expect(await silent.read()).toBe('');
  expect(target.requests).toEqual([]);
  const deployed = await proxyTo(target, { world: worldNamed('cold-start-503') });
  expect(await statuses(deployed.url, times(2, requestBytes()))).toEqual(['503', '503']);
});
