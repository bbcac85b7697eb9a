/** The transport against targets that hang up, say nothing, or speak no HTTP. */
import type { Socket } from 'node:net';
import { expect } from '@playwright/test';
import { NoAnswerError, type Transport } from '../../fixtures/wire/transport.ts';
import { rightRequest } from './answers-made-up.ts';
import { test, transportTo } from './closing.ts';
import { closedUrl, connecting } from './tiny-server.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

/** A transport to a server that does this with every piece of data. */
async function toward(take: (socket: Socket) => unknown) {
  const server = await connecting((socket) => socket.on('data', () => void take(socket)));
  return { ...server, transport: transportTo(server.url, 300) };
}

const outcome = (transport: Transport): Promise<unknown> =>
  transport.send(rightRequest).catch((error: unknown) => error);

async function failure(transport: Transport): Promise<NoAnswerError> {
  const error = await outcome(transport);
  if (error instanceof NoAnswerError) return error;
  throw new Error('An answer came.');
}

const BEFORE = 'before the answer was complete';
for (const [what, take, when] of [
  ['before the answer', (socket: Socket) => socket.end(), BEFORE],
  ['by a reset', (socket: Socket) => socket.resetAndDestroy(), BEFORE],
  ['within the headers', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'), BEFORE],
  [
    'within the body',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{'),
    'after 1 of 9 bytes of the body',
  ],
  [
    'within a chunk',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{'),
    'after 1 bytes of the body, and its end did not come',
  ],
] as const)
  test(`a connection that is closed ${what} is dropped`, async () => {
    const { transport, connections } = await toward(take);
    const error = await failure(transport);
    expect(error).toMatchObject({ kind: 'dropped', stale: false });
    expect(error.message).toContain(`the connection was closed ${when}`);
    expect(connections()).toBe(1);
  });

test('an answer without a length ends with its connection', async () => {
  const { transport } = await toward((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\n{"a":1}'));
  expect(await outcome(transport)).toMatchObject({ status: 200, json: { a: 1 } });
});

for (const [what, take] of [
  ['nothing', () => undefined],
  ['half an answer', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{')],
  ['100 Continue only', (socket: Socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n')],
] as const)
  test(`a target that says ${what} is timed out`, async () => {
    const { transport } = await toward(take);
    const startedAt = performance.now();
    expect(await failure(transport)).toMatchObject({ kind: 'timeout', message: 'no answer within 0.3 s' });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

test('a closed port and missing TLS are unreachable', async () => {
  const gone = await closedUrl();
  const plain = await toward((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
  for (const baseUrl of [
    gone,
    gone.replace('127.0.0.1', 'localhost'),
    plain.url.replace('http:', 'https:'),
  ]) {
    expect.soft(await failure(transportTo(baseUrl, 2000)), baseUrl).toMatchObject({ kind: 'unreachable' });
  }
});

test('a target that is gone when a request is sent again may have heard it the first time', async () => {
  let requests = 0;
  const { transport, close } = await toward((socket) => {
    requests += 1;
    if (requests === 1) socket.write(OK);
    else void close();
  });
  expect(await outcome(transport)).toMatchObject({ status: 200 });
  expect(await failure(transport)).toMatchObject({
    kind: 'dropped',
    unseen: false,
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('headers of 100 kB are read, and larger ones are reported', async () => {
  for (const [size, wanted] of [
    [100, { status: 200 }],
    [140, { kind: 'garbage', message: 'its headers are larger than the suite reads (128 kB)' }],
  ] as const) {
    const headers = `X-Many: ${'a'.repeat(1000)}\r\n`.repeat(size);
    const { transport } = await toward(
      (socket) => void socket.write(`HTTP/1.1 200 OK\r\n${headers}Content-Length: 0\r\n\r\n`),
    );
    expect.soft(await outcome(transport)).toMatchObject(wanted);
  }
});

for (const delay of [0, 1, 5])
  test(`a target that closes ${delay} ms after each answer and does not say so is served`, async () => {
    const { transport } = await toward((socket) => {
      if (socket.bytesRead < 2000 && socket.bytesWritten === 0)
        socket.write(OK, () => void setTimeout(() => socket.end(), delay));
    });
    const answers = [];
    for (let count = 0; count < 10; count += 1) answers.push(await outcome(transport));
    for (const answer of answers) expect.soft(answer).toMatchObject({ status: 200 });
    expect(
      answers.filter((answer) => answer instanceof Object && 'resent' in answer).length,
    ).toBeLessThanOrEqual(1);
  });

test('a request on a connection that was being closed is sent again and marked', async () => {
  let requests = 0;
  const { transport, connections } = await toward((socket) => {
    requests += 1;
    if (requests === 2) socket.destroy();
    else socket.write(OK);
  });
  expect(await outcome(transport)).not.toHaveProperty('resent');
  expect(await outcome(transport)).toMatchObject({ status: 200, resent: true });
  expect(await outcome(transport)).not.toHaveProperty('resent');
  expect([requests, connections()]).toEqual([4, 3]);
});

test('a request that is dropped on a new connection too is sent twice and no more', async () => {
  let requests = 0;
  const { transport, connections } = await toward((socket) => {
    requests += 1;
    if (requests === 1) socket.write(OK);
    else socket.destroy();
  });
  expect(await outcome(transport)).toMatchObject({ status: 200 });
  expect(await failure(transport)).toMatchObject({ kind: 'dropped' });
  expect([requests, connections()]).toEqual([3, 2]);
});

test('after a failure the next request is sent as usual', async () => {
  let requests = 0;
  const { transport } = await toward((socket) => {
    requests += 1;
    if (requests === 1) socket.write('garbage\r\n\r\n');
    else socket.write(OK);
  });
  expect(await failure(transport)).toMatchObject({ kind: 'garbage' });
  expect(await outcome(transport)).toMatchObject({ status: 200 });
});
