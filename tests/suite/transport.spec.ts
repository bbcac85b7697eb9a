/** The transport against servers of a few lines that keep HTTP. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { PATH, rightRequest } from './answers-made-up.ts';
import { test, transportTo } from './closing.ts';
import { serving } from './tiny-server.ts';

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> | void;

/** A transport to a server that answers with a handler. */
async function serve(handler: Handler, base = '') {
  const server = createHttpServer((incoming, outgoing) => void handler(incoming, outgoing));
  const { url, connections } = await serving(server);
  return { transport: transportTo(url + base), connections };
}

test('an answer is read to its end, with its status, headers and JSON', async () => {
  const { transport } = await serve((_, outgoing) => {
    outgoing.writeHead(400, { 'Content-Type': 'application/json', 'X-Many': ['a', 'b'] });
    outgoing.write('{"a":');
    setTimeout(() => outgoing.end('"ü"}'), 20);
  });
  const answer = await transport.send(rightRequest);
  expect(answer).toMatchObject({ status: 400, body: '{"a":"ü"}', json: { a: 'ü' } });
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'x-many': 'a, b' });
  expect(answer.request).toBe(rightRequest);
  expect(answer.durationMs).toBeGreaterThanOrEqual(10);
});

test('a request goes out byte for byte, with no header added but those of the connection and the length', async () => {
  const { transport } = await serve(async (incoming, outgoing) => {
    const { method, url, rawHeaders } = incoming;
    outgoing.end(JSON.stringify({ method, url, rawHeaders, body: await text(incoming) }));
  }, '/api');
  const body = '{"ü": "\u2028\\u0000", "same":1,"same":2}\r\n';
  const headers = [
    { name: 'x-ApI-kEy', value: 'A b' },
    { name: 'X-Empty', value: '' },
    { name: 'Authorization', value: 'a,b;c="d"' },
  ];
  const { json } = await transport.send({ ...rightRequest, path: `${PATH}?a=%2f`, headers, body });
  expect(json).toMatchObject({ method: 'POST', url: `/api${PATH}?a=%2f`, body });
  const raw = JSON.stringify(json);
  for (const { name, value } of headers)
    expect.soft(raw).toContain(`${JSON.stringify(name)},${JSON.stringify(value)}`);
  const sent = raw.match(/(?<=[[,])"(?:Host|Connection|Content-Length|X-[\w-]+|[A-Z][a-z]+)"(?=,)/gi);
  expect(sent?.toSorted()).toEqual([
    '"Authorization"',
    '"Connection"',
    '"Content-Length"',
    '"Host"',
    '"X-Empty"',
    '"x-ApI-kEy"',
  ]);
});

test('a body without a Content-Type, no body, and a GET with a body are sent as they are', async () => {
  const { transport } = await serve(async (incoming, outgoing) => {
    const length = incoming.headers['content-length'];
    outgoing.end(JSON.stringify([incoming.method, length, await text(incoming)]));
  });
  const send = async (verb: string, body: string | null) =>
    (await transport.send({ verb, path: '/', headers: [], body })).json;
  expect(await send('POST', null)).toEqual(['POST', '0', '']);
  expect(await send('POST', '')).toEqual(['POST', '0', '']);
  for (const verb of ['GET', 'PUT', 'PATCH', 'DELETE'])
    expect(await send(verb, 'äx')).toEqual([verb, '3', 'äx']);
  const bytes = await transport.send({ verb: 'POST', path: '/', headers: [], body: 'äx', bytes: true });
  expect(bytes.json, 'one byte for each character').toEqual(['POST', '2', '\ufffdx']);
});

test('a redirect is an answer and is not followed', async () => {
  let requests = 0;
  const { transport } = await serve((_, outgoing) => {
    requests += 1;
    outgoing.writeHead(307, { Location: '/elsewhere' }).end();
  });
  expect(await transport.send(rightRequest)).toMatchObject({
    status: 307,
    headers: { location: '/elsewhere' },
    json: undefined,
  });
  expect(requests).toBe(1);
});

for (const [title, encoding, pack] of [
  ['gzip', 'gzip', gzipSync],
  ['x-gzip', 'x-gzip', gzipSync],
  ['gzip in capitals', 'GZIP', gzipSync],
  ['deflate', 'deflate', deflateSync],
  ['deflate without its wrapper', 'deflate', deflateRawSync],
  ['brotli', 'br', brotliCompressSync],
  ['no encoding', 'identity', (body: string) => Buffer.from(body)],
] as const)
  test(`an answer in ${title} is unpacked`, async () => {
    const { transport } = await serve((_, outgoing) => {
      outgoing.writeHead(200, { 'Content-Encoding': encoding }).end(pack('{"a":"ü"}'));
    });
    expect((await transport.send(rightRequest)).json).toEqual({ a: 'ü' });
  });

test('connections are used again, and a target that closes each is served as well', async () => {
  const kept = await serve((_, outgoing) => void outgoing.end('{}'));
  const closed = await serve((_, outgoing) => void outgoing.setHeader('Connection', 'close').end('{}'));
  for (let count = 0; count < 5; count += 1) {
    expect(await kept.transport.send(rightRequest)).toMatchObject({ status: 200 });
    expect(await closed.transport.send(rightRequest)).toMatchObject({ status: 200 });
  }
  expect([kept.connections(), closed.connections()]).toEqual([1, 5]);
});

test('an answer that takes longer than a connection may idle arrives', async () => {
  const { transport } = await serve(async (_, outgoing) => {
    await sleep(1300);
    outgoing.end('{}');
  });
  expect(await transport.send(rightRequest)).toMatchObject({ status: 200 });
});

test('an answer that comes while the body is still on its way is read, whether the connection is kept or not', async () => {
  const body = 'a'.repeat(6_000_000);
  for (const connection of ['close', 'keep-alive']) {
    const { transport } = await serve((incoming, outgoing) => {
      outgoing.writeHead(413, { Connection: connection }).end('too large');
      incoming.resume();
    });
    const answer = await transport.send({ ...rightRequest, body });
    expect.soft(answer, connection).toMatchObject({ status: 413, body: 'too large' });
    expect.soft(await transport.send(rightRequest), connection).toMatchObject({ status: 413 });
  }
});
