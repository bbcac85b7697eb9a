/** The limits of the transport: how much of an answer it reads, and what it says of bytes that it cannot. */
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { NoAnswerError, type Transport } from '../../fixtures/wire/transport.ts';
import { rightRequest } from './answers-made-up.ts';
import { test, transportTo } from './closing.ts';
import { answering, connecting, serving } from './tiny-server.ts';

const MB = 1024 * 1024;
const HEAD = 'HTTP/1.1 200 OK\r\n';

/** A transport to a server that answers every request with these bytes. */
async function answeredBy(...texts: readonly string[]) {
  const server = await connecting((socket) =>
    socket.on('data', () => {
      for (const text of texts) socket.write(Buffer.from(text, 'latin1'));
    }),
  );
  return { ...server, transport: transportTo(server.url, 2000) };
}

const outcome = (transport: Transport): Promise<unknown> =>
  transport.send(rightRequest).catch((error: unknown) => error);

async function garbage(transport: Transport): Promise<string> {
  const error = await outcome(transport);
  if (!(error instanceof NoAnswerError)) throw new Error('An answer came.');
  expect(error.kind).toBe('garbage');
  return error.message;
}

test('an answer of four megabytes is read, and a longer one ends the exchange at once', async () => {
  for (const size of [4 * MB, 4 * MB + 1]) {
    const { url } = await answering((_, outgoing) => void outgoing.end('x'.repeat(size)));
    const transport = transportTo(url);
    if (size === 4 * MB) expect(await outcome(transport)).toMatchObject({ status: 200 });
    else expect(await garbage(transport)).toBe('the answer is longer than 4 MB');
  }
});

test('a body and headers without an end are given up long before the time-out', async () => {
  for (const [start, piece, words] of [
    [`${HEAD}\r\n`, 'x'.repeat(65_536), 'the answer is longer than 4 MB'],
    [HEAD, `X-Many: ${'x'.repeat(1000)}\r\n`, 'its headers are larger than the suite reads (128 kB)'],
    [HEAD, 'x'.repeat(1000), 'its headers are larger than the suite reads (128 kB)'],
  ] as const) {
    const flood = (socket: Socket): void => {
      if (!socket.destroyed) socket.write(piece, () => setImmediate(flood, socket));
    };
    const { url } = await connecting((socket) =>
      socket.once('data', () => {
        socket.write(start);
        flood(socket);
      }),
    );
    const startedAt = performance.now();
    expect.soft(await garbage(transportTo(url, 20_000))).toBe(words);
    expect.soft(performance.now() - startedAt).toBeLessThan(10_000);
  }
});

/** A transport to a server that gives this body an encoding. */
async function encoded(encoding: string, body: Buffer): Promise<Transport> {
  const server = createServer(
    (_, outgoing) => void outgoing.writeHead(200, { 'Content-Encoding': encoding }).end(body),
  );
  return transportTo((await serving(server)).url);
}

test('an answer that unpacks without end, or cannot be unpacked, is no answer', async () => {
  for (const [encoding, body, words] of [
    ['gzip', gzipSync(Buffer.alloc(64 * MB)), 'the answer unpacks to more than 16 MB'],
    ['gzip', Buffer.from('{"a":1}'), 'Content-Encoding says gzip, but the body is not gzip'],
    ['br', Buffer.from('{"a":1}'), 'Content-Encoding says br, but the body is not br'],
    ['gzip', gzipSync('{"a":1}').subarray(0, 20), 'Content-Encoding says gzip, but the body is cut off'],
  ] as const)
    expect.soft(await garbage(await encoded(encoding, body))).toBe(words);
});

test('an empty body and an unknown encoding are read as they are', async () => {
  expect(await outcome(await encoded('gzip', Buffer.alloc(0)))).toMatchObject({ status: 200, body: '' });
  expect(await outcome(await encoded('zstd', Buffer.from('{"a":1}')))).toMatchObject({ json: { a: 1 } });
});

for (const [text, words] of [
  ['SSH-2.0-OpenSSH_9.6\r\n', 'it begins with "SSH-2.0-OpenSSH_9.6", which is no status line'],
  ['{"data":{}}\r\n\r\n', 'which is no status line'],
  ['HTTP/1.1 OK\r\n\r\n', 'it begins with "HTTP/1.1 OK", which is no status line'],
  ['HTTP/1.1 2000 OK\r\n\r\n', 'it begins with "HTTP/1.1 2000 OK", which is no status line'],
  ['HTTP/3.7 200 OK\r\n\r\n', 'it begins with "HTTP/3.7 200 OK", which is no status line'],
  [`${HEAD}no colon\r\n\r\n`, 'the line "no colon" among its headers is no header'],
  [`${HEAD}no-colon\r\n\r\n`, 'the line "no-colon" among its headers is no header'],
  [`${HEAD}X-Foo: a\u0000b\r\n\r\n`, 'the header "X-Foo" has a character that HTTP forbids'],
  [`${HEAD}X-Foo: a\rb\r\n\r\n`, 'the header "X-Foo" has a character that HTTP forbids'],
  [`${HEAD}X Foo: a\r\n\r\n`, 'the name of the header "X Foo" has a character that HTTP forbids'],
  [`${HEAD}X-Foo: a\r\n b\r\n\r\n`, 'the header "X-Foo" goes on in a second line'],
  [`${HEAD}X-Foo: a\n\r\n`, 'the header "X-Foo" ends without a carriage return'],
  [`${HEAD}Content-Length: 12, 13\r\n\r\n{}`, 'Content-Length "12, 13" is no number of bytes'],
  [`${HEAD}Content-Length: -1\r\n\r\n{}`, 'Content-Length "-1" is no number of bytes'],
  [`${HEAD}Content-Length: ${'9'.repeat(30)}\r\n\r\n{}`, 'is too large'],
  [`${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 'it has two headers Content-Length'],
  [
    `${HEAD}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    'it has both Transfer-Encoding and Content-Length',
  ],
  [
    `${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    'it has both Transfer-Encoding and Content-Length',
  ],
  [`${HEAD}Content-Length: 2\r\n{}`, 'no blank line stands between its headers and its body'],
  [`${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`, 'a chunk of its body cannot be read'],
  [`${HEAD}Content-Length: 2\r\n\r\n{}{}`, 'more bytes follow behind its end'],
] as const)
  test(`${JSON.stringify(text.slice(0, 80))} is explained`, async () => {
    const { transport } = await answeredBy(text);
    const message = await garbage(transport);
    expect(message).toContain('the answer is not HTTP: ');
    expect(message).toContain(words);
  });

test('a second answer to one request is not taken for the answer to the next', async () => {
  for (const delay of ['together', 0, 10] as const) {
    let requests = 0;
    const answer = (text: string): string => `${HEAD}Content-Length: ${text.length}\r\n\r\n${text}`;
    const { url, connections } = await connecting((socket) => {
      socket.setNoDelay(true);
      socket.on('data', () => {
        requests += 1;
        const [first, second] = [answer(`"${requests}"`), answer('"surplus"')];
        if (delay === 'together') return void socket.write(first + second);
        socket.write(first);
        setTimeout(() => socket.destroyed || socket.write(second), delay);
      });
    });
    const transport = transportTo(url, 2000);
    for (let count = 1; count <= 3; count += 1) {
      expect.soft(await outcome(transport), `${delay} ms`).toMatchObject({ json: `${count}` });
      await sleep(30);
    }
    // A target that does so gets a new connection for each request.
    expect.soft(connections(), `${delay} ms`).toBe(3);
  }
});

test('a line break behind an answer closes no connection', async () => {
  const { transport, connections } = await answeredBy(`${HEAD}Content-Length: 2\r\n\r\n{}`, '\r\n');
  for (let count = 0; count < 3; count += 1) expect(await outcome(transport)).toMatchObject({ status: 200 });
  expect(connections()).toBe(1);
});
