import { expect } from '@playwright/test';
import type { World } from '../../fixtures/faults/fault.ts';
import { worlds } from '../../fixtures/faults/worlds.ts';
import type { ApiRequest } from '../../fixtures/wire/request.ts';
import { NoAnswerError } from '../../fixtures/wire/transport.ts';
import { test, transportTo } from './closing.ts';
import { ANSWER, origin, proxyTo, rawConnection, requestBytes } from './raw-client.ts';
import { answering } from './tiny-server.ts';

const PATIENT = { firstMs: 10_000 };

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

/** The statuses of requests one after another, or how far one without an answer got. */
async function statuses(url: string, requests: readonly ApiRequest[]): Promise<readonly (number | string)[]> {
  const transport = transportTo(url);
  const seen: (number | string)[] = [];
  for (const one of requests) {
    const answer = await transport.send(one).catch((error: unknown) => {
      if (error instanceof NoAnswerError) return { status: error.kind };
      throw error;
    });
    seen.push(answer.status);
  }
  return seen;
}

function signedAs(signature: string, body = '{}'): ApiRequest {
  const headers = [{ name: 'Authorization', value: `KSig1-HMAC-SHA256 ${signature}` }];
  return { verb: 'POST', path: '/webhook.config.create', headers, body };
}

function times<T>(count: number, value: T): readonly T[] {
  return Array.from({ length: count }, () => value);
}

for (const { name, lock, before, afterwards } of [
  { name: 'key-locked-403', lock: times(20, signedAs('wrong')), before: 401, afterwards: 403 },
  { name: 'key-locked-401', lock: times(20, signedAs('wrong')), before: 401, afterwards: 401 },
  { name: 'address-banned-403', lock: times(50, signedAs('right', '[]')), before: 400, afterwards: 403 },
  {
    name: 'address-banned-closed',
    lock: times(50, signedAs('right', '[]')),
    before: 400,
    afterwards: 'dropped',
  },
  { name: 'quota-ended', lock: times(400, signedAs('right')), before: 200, afterwards: 429 },
]) {
  test(`${name} comes with the last request that leads to it, and stays`, async () => {
    const { url } = await signedServer();
    const proxy = await proxyTo({ url }, { world: worldNamed(name) });
    expect(await statuses(proxy.url, lock)).toEqual(times(lock.length, before));
    expect(await statuses(proxy.url, times(3, signedAs('right')))).toEqual(times(3, afterwards));
    const anew = await proxyTo({ url }, { world: worldNamed(name) });
    expect(await statuses(anew.url, [signedAs('right')])).toEqual([200]);
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
  expect(await statuses(deployed.url, times(2, signedAs('right')))).toEqual([503, 503]);
});
