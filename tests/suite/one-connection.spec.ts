/** A target that serves one connection at a time, as the HTTPServer of Python does. */
import { connect, type Socket } from 'node:net';
import { expect } from '@playwright/test';
import { ONE_CONNECTION, servesOneAtATime } from '../../fixtures/targets/one-connection.ts';
import { conform, failedIn, rowsOf, verdictsOf } from './gates-run.ts';
import { allAccounts, ownCredentials as credentials, pointWhollyAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';
import { answering, connecting, type TinyServer } from './tiny-server.ts';

/** Passes connections on to a server, each when the one before is closed. */
async function oneAtATime(server: { readonly port: number }): Promise<TinyServer> {
  const waiting: Socket[] = [];
  let isBusy = false;
  const next = (): void => {
    const socket = waiting.shift();
    isBusy = socket !== undefined;
    if (socket === undefined) return;
    const back = connect(server.port, '127.0.0.1');
    back.on('error', () => socket.destroy());
    socket.pipe(back).pipe(socket);
    socket.on('close', () => {
      back.destroy();
      next();
    });
    if (socket.destroyed) next();
  };
  return connecting((socket) => {
    waiting.push(socket);
    if (!isBusy) next();
  });
}

const options = (baseUrl: string) => ({ baseUrl, timeoutMs: 10_000 });

test('a target that starves the second connection is noticed', async () => {
  const { url } = await oneAtATime(await reference());
  expect(await servesOneAtATime(options(url), credentials)).toBe(true);
});

test('a right target is asked twice', async () => {
  let requests = 0;
  const { url } = await answering((_, response) => {
    requests += 1;
    response.end('{}');
  });
  expect(await servesOneAtATime(options(url), credentials)).toBe(false);
  expect(requests).toBe(2);
});

for (const [what, delayOf] of [
  ['a latency of 2 s', () => 2000],
  ['a latency of 2 s from the second request on', (nth: number) => (nth === 1 ? 0 : 2000)],
  ['a latency of 1.6 s once, so that the answer comes by chance', (nth: number) => (nth === 2 ? 1600 : 0)],
  ['no answer to the second request', (nth: number) => (nth === 2 ? 60_000 : 0)],
] as const)
  test(`a target with ${what} is none of these`, async () => {
    let requests = 0;
    const { url } = await answering((_, response) => {
      requests += 1;
      setTimeout(() => response.end('{}'), delayOf(requests)).unref();
    });
    expect(await servesOneAtATime(options(url), credentials)).toBe(false);
  });

test('a target that closes each connection, or cannot be reached, is none of these', async () => {
  const closing = await answering((_, response) => void response.setHeader('Connection', 'close').end('{}'));
  expect(await servesOneAtATime(options(closing.url), credentials)).toBe(false);
  await closing.close();
  expect(await servesOneAtATime(options(closing.url), credentials)).toBe(false);
});

test('such a target is judged over one connection, its bursts are inconclusive, and a line says so', async () => {
  const front = await oneAtATime(await reference({}, allAccounts));
  const picked = ['--grep', '@(limit-21st-refused|concurrency-|error-sub-code|list-)'];
  const startedAt = performance.now();
  const ended = await conform(pointWhollyAt(front.url), picked);
  expect(ended.code).toBe(3);
  expect(ended.stderr).toBe(`${ONE_CONNECTION}\n`);
  expect(performance.now() - startedAt).toBeLessThan(60_000);
  expect(failedIn(ended)).toEqual([]);
  expect(verdictsOf(ended).get('limit-21st-refused')).toBe('pass');
  const bursts = rowsOf(ended.report, 'requirements').filter((row) =>
    JSON.stringify(row).includes('the target serves one connection at a time, so no requests can arrive'),
  );
  expect(bursts.length).toBeGreaterThan(5);
  for (const row of bursts) expect.soft(row).toMatchObject({ verdict: 'inconclusive' });
});
