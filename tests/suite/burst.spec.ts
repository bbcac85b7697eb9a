import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { sendTogether } from '../../fixtures/wire/burst.ts';
import { NoAnswerError } from '../../fixtures/wire/exchange.ts';
import type { ApiRequest } from '../../fixtures/wire/request.ts';

/** A server that writes down when it has begun to hear a request, and when it has heard all of it. */
async function listening(answer: (response: http.ServerResponse) => void) {
  const heard: ('begun' | 'whole')[] = [];
  const sockets = new Set<unknown>();
  const server = http.createServer((request, response) => {
    heard.push('begun');
    sockets.add(request.socket);
    request.resume().on('end', () => {
      heard.push('whole');
      answer(response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { baseUrl: `http://127.0.0.1:${port}`, heard, sockets, close };
}

const request = (body: string): ApiRequest => ({ verb: 'POST', path: '/x', headers: [], body });
const requests = Array.from({ length: 8 }, (_, index) => request(`{"number":${index}}`));

test('each request has its own connection, and none is whole before all have begun', async () => {
  const server = await listening((response) => response.end('{}'));
  const arriving = await sendTogether(requests, { ...server, timeoutMs: 5000 });
  const arrived = await Promise.all(arriving);
  server.close();
  expect(server.heard).toEqual([...requests.map(() => 'begun'), ...requests.map(() => 'whole')]);
  expect(server.sockets.size).toBe(requests.length);
  for (const [index, { outcome, releasedAt, endedAt }] of arrived.entries()) {
    expect.soft(outcome).toMatchObject({ status: 200, body: '{}', request: requests[index] });
    expect.soft(endedAt).toBeGreaterThan(releasedAt);
  }
});

test('what is sent is the body, byte for byte', async () => {
  const bodies: string[] = [];
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString('utf8'));
      response.end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  const sent = ['{"url":"ü"}', '"ü"', '0', 'ü'];
  const way = { baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 5000 };
  await Promise.all(await sendTogether(sent.map(request), way));
  server.close();
  expect(bodies.toSorted()).toEqual(sent.toSorted());
});

test('a target that hangs up, never answers, or is not there keeps nobody waiting', async () => {
  const dropping = await listening((response) => response.destroy());
  const silent = await listening(() => undefined);
  const gone = await listening(() => undefined);
  gone.close();
  for (const [server, kind] of [
    [dropping, 'dropped'],
    [silent, 'timeout'],
    [gone, 'unreachable'],
  ] as const) {
    const arrived = await Promise.all(
      await sendTogether(requests, { baseUrl: server.baseUrl, timeoutMs: 300 }),
    );
    for (const { outcome } of arrived) {
      expect.soft(outcome).toBeInstanceOf(NoAnswerError);
      expect.soft(outcome).toMatchObject({ kind });
    }
    server.close();
  }
});
