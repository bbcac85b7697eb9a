import http from 'node:http';
import { expect } from '@playwright/test';
import { sendTogether } from '../../fixtures/wire/burst.ts';
import { NoAnswerError } from '../../fixtures/wire/no-answer.ts';
import type { ApiRequest } from '../../fixtures/wire/request.ts';
import { test } from './closing.ts';
import { answering, closedUrl, connecting, serving } from './tiny-server.ts';

const request = (body: string): ApiRequest => ({ verb: 'POST', path: '/x', headers: [], body });
const requests = Array.from({ length: 8 }, (_, index) => request(`{"number":${index}}`));

test('each request has its own connection, and none is whole before all have begun', async () => {
  const heard: ('begun' | 'whole')[] = [];
  const server = http.createServer((incoming, response) => {
    heard.push('begun');
    incoming.resume().on('end', () => {
      heard.push('whole');
      response.end('{}');
    });
  });
  const { url: baseUrl, connections } = await serving(server);
  const arrived = await Promise.all(await sendTogether(requests, { baseUrl, timeoutMs: 5000 }));
  expect(heard).toEqual([...requests.map(() => 'begun'), ...requests.map(() => 'whole')]);
  expect(connections()).toBe(requests.length);
  for (const [index, { outcome, releasedAt, endedAt }] of arrived.entries()) {
    expect.soft(outcome).toMatchObject({ status: 200, body: '{}', request: requests[index] });
    expect.soft(endedAt).toBeGreaterThan(releasedAt);
  }
});

test('what is sent is the body, byte for byte', async () => {
  const bodies: string[] = [];
  const { url: baseUrl } = await answering((_request, response, body) => {
    bodies.push(body);
    response.end();
  });
  const sent = ['{"url":"ü"}', '"ü"', '0', 'ü'];
  await Promise.all(await sendTogether(sent.map(request), { baseUrl, timeoutMs: 5000 }));
  expect(bodies.toSorted()).toEqual(sent.toSorted());
});

test('a target that hangs up, never answers, or is not there keeps nobody waiting', async () => {
  const dropping = await answering((_request, response) => response.destroy());
  const silent = await connecting((socket) => socket.resume());
  for (const [baseUrl, kind] of [
    [dropping.url, 'dropped'],
    [silent.url, 'timeout'],
    [await closedUrl(), 'unreachable'],
  ] as const) {
    const arrived = await Promise.all(await sendTogether(requests, { baseUrl, timeoutMs: 300 }));
    for (const { outcome } of arrived) {
      expect.soft(outcome).toBeInstanceOf(NoAnswerError);
      expect.soft(outcome).toMatchObject({ kind });
    }
  }
});
