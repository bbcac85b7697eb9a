/** Whom the fault proxy hits, and that nobody else notices it. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { expect } from '@playwright/test';
import { chance } from '../../fixtures/faults/chance.ts';
import { takeAnswer, takeRequest } from '../../fixtures/faults/message.ts';
import type { ProxyOptions } from '../../fixtures/faults/proxy.ts';
import { faultNamed } from '../../fixtures/faults/faults.ts';
import { sendTogether } from '../../fixtures/wire/burst.ts';
import { test, transportTo } from './closing.ts';
import { ANSWER, BODY, origin, proxyTo, rawConnection, requestBytes } from './raw-client.ts';
import { answering, serving } from './tiny-server.ts';

const PATIENT = { firstMs: 10_000 };
const fault = faultNamed('empty-204');

/** The positions that are hit of so many requests over one connection. */
async function hitsOf(
  aim: Omit<ProxyOptions, 'target' | 'fault'>,
  count: number,
): Promise<readonly number[]> {
  const proxy = await proxyTo(await origin(), { fault, ...aim });
  const transport = transportTo(proxy.url);
  const hit: number[] = [];
  for (let position = 0; position < count; position += 1) {
    const { status } = await transport.send(apiRequest('{}'));
    if (status === 204) hit.push(position);
  }
  expect(proxy.hits()).toEqual(hit);
  expect(proxy.counts()).toEqual({ requests: count, hits: hit.length });
  return hit;
}

function apiRequest(body: string) {
  return { verb: 'POST', path: '/webhook.config.create', headers: [], body };
}

test('the same seed hits the same requests, another seed others, both by the share', async () => {
  const first = await hitsOf({ share: 0.2, seed: 7 }, 150);
  expect(await hitsOf({ share: 0.2, seed: 7 }, 150)).toEqual(first);
  expect(await hitsOf({ share: 0.2, seed: 8 }, 150)).not.toEqual(first);
  expect(first.length).toBeGreaterThan(15);
  expect(first.length).toBeLessThan(45);
  expect(await hitsOf({ share: 0 }, 20)).toEqual([]);
  expect(await hitsOf({}, 20)).toHaveLength(20);
});

test('the chance is even over many requests', () => {
  for (const seed of [1, 2, 3]) {
    const drawn = Array.from({ length: 20_000 }, (_, count) => chance(seed, count));
    for (const share of [0.02, 0.2, 0.5]) {
      const hit = drawn.filter((one) => one < share).length / drawn.length;
      expect.soft(Math.abs(hit - share), `${seed}, ${share}`).toBeLessThan(0.015);
    }
  }
});

test('a test is hit by its name in the hosts of its requests, and no test with a similar name', async () => {
  const target = await origin();
  const proxy = await proxyTo(target, { fault, test: 'limit-21st-refused' });
  const transport = transportTo(proxy.url);
  const statusFor = async (host: string): Promise<number> => {
    const body = JSON.stringify({ account_id: 'acc_1', config: { url: `https://${host}/a` } });
    return (await transport.send(apiRequest(body))).status;
  };
  expect(await statusFor('limit-21st-refused-3.r4f2a9c1d.conformance.example')).toBe(204);
  expect(await statusFor('limit-21st-refused-12.r4f2a9c1d.conformance.example')).toBe(204);
  expect(await statusFor('no-limit-21st-refused-3.r4f2a9c1d.conformance.example')).toBe(200);
  expect(await statusFor('limit-21st-3.r4f2a9c1d.conformance.example')).toBe(200);
  expect(await statusFor('limit-21st-refused.conformance.example')).toBe(200);
  expect(proxy.counts()).toEqual({ requests: 5, hits: 2 });
});

test('a fault that strikes early waits for the name of a test', async () => {
  const proxy = await proxyTo(await origin(), { fault: faultNamed('reset-unread'), test: 'a-b' });
  const client = await rawConnection(proxy.url);
  client.send(requestBytes('{"url":"https://other-1.r1.conformance.example"}'));
  expect(await client.read(PATIENT)).toBe(ANSWER);
  client.send(requestBytes('{"url":"https://a-b-1.r1.conformance.example"}'));
  expect(await client.read(PATIENT)).toBe('');
  expect(client.ending()).toBe('reset');
});

const CHUNKED =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\n{"a\r\n4\r\n":1}\r\n0\r\nX-T: 1\r\n\r\n';

for (const [what, answer] of [
  ['an answer with a length', ANSWER],
  ['an answer in chunks', CHUNKED],
  ['an answer behind an interim one', `HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n${ANSWER}`],
  ['an answer without a body', 'HTTP/1.1 204 No Content\r\n\r\n'],
] as const) {
  test(`what is not hit passes byte for byte: ${what}`, async () => {
    const target = await origin(answer);
    const proxy = await proxyTo(target, { fault, share: 0 });
    const client = await rawConnection(proxy.url);
    const requests = [
      requestBytes('{"a":"é"}'),
      'POST /a HTTP/1.1\r\nhost:x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
      'GET /b?c=%zz HTTP/1.1\r\nX-Odd :  1 \r\n\r\n',
    ].map((text) => Buffer.from(text).toString('latin1'));
    for (const request of requests) {
      for (const piece of request.match(/[^]{1,40}/g) ?? []) client.send(piece);
      expect(await client.read(PATIENT)).toBe(answer);
    }
    expect(target.requests).toEqual(requests);
    // One behind the other, without a wait for the answer.
    client.send(requests.join(''));
    expect(await client.read(PATIENT)).toBe(answer.repeat(3));
    expect(client.ending()).toBe('open');
  });
}

test('HEAD, an answer without a length and a target that hangs up pass as they are', async () => {
  const { url } = await answering((request, response) => {
    if (request.url === '/gone') return void request.socket.destroy();
    response.setHeader('Connection', 'close');
    response.removeHeader('Date');
    if (request.url === '/length') response.setHeader('Content-Length', 4);
    response.end(request.method === 'HEAD' ? undefined : 'text');
  });
  const proxy = await proxyTo({ url });
  for (const [request, received, ending] of [
    ['HEAD /length HTTP/1.1\r\nHost: a\r\n\r\n', /Content-Length: 4\r\n(?:[^]*\r\n)?\r\n$/, 'closed'],
    ['GET /a HTTP/1.0\r\n\r\n', /^(?![^]*Content-Length)[^]*\r\n\r\ntext$/, 'closed'],
    ['GET /gone HTTP/1.1\r\nHost: a\r\n\r\n', /^$/, 'reset'],
  ] as const) {
    const client = await rawConnection(proxy.url);
    client.send(request);
    expect(await client.read(PATIENT)).toMatch(received);
    await expect.poll(client.ending).toBe(ending);
  }
});

test('a client that asks whether to go on is told so', async () => {
  const server = createHttpServer((request, response) => {
    request.resume().on('end', () => response.end(BODY));
  });
  const { url } = await serving(server);
  const client = await rawConnection((await proxyTo({ url })).url);
  client.send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n');
  expect(await client.read(PATIENT)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  client.send('{}');
  expect(await client.read(PATIENT)).toMatch(/HTTP\/1\.1 200 OK[^]*\{\}\}/);
});

test('a burst arrives together, although its last bytes come later', async () => {
  const target = await origin();
  const proxy = await proxyTo(target, { fault, share: 0 });
  const requests = Array.from({ length: 8 }, (_, index) => apiRequest(`{"burst":${index}}`));
  const outcomes = await sendTogether(requests, { baseUrl: proxy.url, timeoutMs: 10_000 });
  for (const outcome of outcomes) expect((await outcome).outcome).toMatchObject({ status: 200, body: BODY });
  expect(target.requests).toHaveLength(8);
  expect(Math.max(...target.times) - Math.min(...target.times)).toBeLessThan(250);
});

test('a request counts only when all its bytes have come', async () => {
  const target = await origin();
  const proxy = await proxyTo(target);
  const client = await rawConnection(proxy.url);
  client.send(requestBytes().slice(0, -1));
  expect(await client.read()).toBe('');
  expect([target.requests.length, proxy.counts().requests]).toEqual([0, 0]);
  client.send('}');
  expect(await client.read(PATIENT)).toBe(ANSWER);
});

test('closing the proxy lets nobody hang', async () => {
  const proxy = await proxyTo(await origin(), { fault: faultNamed('silent-unforwarded') });
  const client = await rawConnection(proxy.url);
  client.send(requestBytes());
  await client.read();
  const closed = once(client.socket, 'close');
  await proxy.close();
  client.socket.end();
  await closed;
});

test('messages are cut at their end, and not before', () => {
  for (const raw of [requestBytes('{"a":1}'), 'GET / HTTP/1.1\r\n\r\n']) {
    const more = Buffer.from(`${raw}GET`);
    expect(takeRequest(more)?.length).toBe(raw.length);
    for (let length = 0; length < raw.length; length += 1)
      expect(takeRequest(more.subarray(0, length))).toBeUndefined();
  }
  const awaited = { verb: 'POST', ended: false };
  for (const raw of [ANSWER, CHUNKED]) {
    for (let length = 0; length < raw.length; length += 1)
      expect(takeAnswer(Buffer.from(raw.slice(0, length)), awaited)).toBeUndefined();
    expect(takeAnswer(Buffer.from(raw), awaited)?.length).toBe(raw.length);
  }
  expect(takeAnswer(Buffer.from(CHUNKED), awaited)?.message.body.toString()).toBe('{"a":1}');
});
