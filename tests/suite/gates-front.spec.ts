/** A target behind something else that answers: how few requests it receives before the run ends. */
import type { ServerResponse } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { authorization, sign } from '../../fixtures/wire/ksig1.ts';
import { fronts } from './front-made-up.ts';
import { conform, expectOneLine, type GateRun } from './gates-run.ts';
import { allAccounts, ownCredentials, pointAt } from './gates-targets.ts';
import { test, type Variables } from './programs.ts';
import { answering } from './tiny-server.ts';
import { certificates, http2Server } from './tls-server.ts';

/** What a target has received. */
interface Received {
  readonly path: string;
  readonly body: string;
  readonly isRightlySigned: boolean;
}

interface Gate extends GateRun {
  readonly received: readonly Received[];
  /** How long the run went on after its first request. */
  readonly tookMs: number;
}

/** A run on a server that answers every request in the same way. */
async function judged(
  answer: (response: ServerResponse, nth: number) => void,
  variables: Variables = {},
): Promise<Gate> {
  const received: Received[] = [];
  let firstAt = Number.NaN;
  const target = await answering((request, response, body) => {
    if (received.length === 0) firstAt = performance.now();
    received.push({
      path: request.url ?? '',
      body,
      isRightlySigned: request.headers.authorization === authorization(sign(ownCredentials)),
    });
    answer(response, received.length);
  });
  const ended = await conform({ ...pointAt(target.url), ...variables });
  return { ...ended, received, tookMs: performance.now() - firstAt };
}

const FIRST: Received = { path: '/webhook.config.create', body: '{}', isRightlySigned: true };
const LIST: Received = {
  ...FIRST,
  path: '/webhook.config.list',
  body: JSON.stringify({ account_id: allAccounts[0] }),
};
const SECOND: Received = { ...FIRST, body: '{"account_id":"","config":{"url":""}}' };

/** One of each sort; `front.spec.ts` has all kinds. */
for (const [what, named] of [
  [
    'nginx without a client certificate',
    /400 .*\(text\/html, "400 No required SSL certificate was sent"\).*client certificate/,
  ],
  ['a password (Basic)', /401 .*password \(Basic\)/],
  ['a gateway that refuses', /403 .*"403 Forbidden".*in front of the application/],
  ['a challenge of Cloudflare', /403 .*"Just a moment\.\.\.".*protection against bots/],
  [
    'a redirect to https',
    /301 .*https:\/\/api\.test\/v1\/webhook\.config\.create, .*TARGET_URL to https:\/\/api\.test\/v1\./,
  ],
  ['a proxy with a password', /407 .*proxy/],
  ['Node with 16 kB of headers at most', /431 .*limit on the headers/],
  ['an application in one page', /200 .*"My App".*base path in TARGET_URL/],
  ['nothing (204)', /204 .*\(no Content-Type, empty\).*answers with JSON/],
  ['a parked domain', /200 .*for sale.*host/],
] as const)
  for (const claimed of ['create', 'create,management'])
    test(`${what} ends a run that claims ${claimed} with 3 within 5 s, after requests that nothing can come of`, async () => {
      const front = fronts[what];
      if (front === undefined) throw new Error(`Nobody made up "${what}".`);
      const headers = Object.entries({ 'content-type': 'text/html', ...front.headers });
      const sent = Object.fromEntries(headers.filter(([, value]) => value !== ''));
      const ended = await judged(
        (response) => void response.writeHead(front.status, sent).end(front.body || undefined),
        { TARGET_CLAIMS: claimed, TARGET_ACCOUNT_IDS: allAccounts.join(',') },
      );
      expectOneLine(ended, 3, named);
      expect(ended.stderr).not.toContain('TARGET_API_KEY');
      // A gateway may have answered the first one only, so it is sent three times. A faulty server may refuse
      // everything with a page, so an account is listed then, unless a redirect says where the API is.
      const mayBeOurs = front.status !== 301 && claimed !== 'create';
      expect(ended.received).toEqual([FIRST, FIRST, FIRST, ...(mayBeOurs ? [LIST] : [])]);
      expect(ended.tookMs).toBeLessThan(5000);
    });

test('a server that speaks HTTP/2 only ends the run with 3, and the line says so', async ({ folder }) => {
  const authority = join(folder, 'ca.pem');
  writeFileSync(authority, certificates.selfSigned);
  const server = await http2Server('https');
  const ended = await conform({ ...pointAt(server.url), TARGET_CA: authority });
  expectOneLine(ended, 3, /it speaks HTTP\/2 only, and the suite speaks HTTP\/1\.1/);
  expect(server.requests()).toBe(0);
});

test('a page on a crash ends the run with 3 after requests that nothing can come of', async () => {
  const ended = await judged((response) => {
    response.writeHead(500, { 'content-type': 'text/html' }).end('<title>Error</title>');
  });
  expectOneLine(ended, 3, /^The target answered 500 .*"Error"/);
  expect(ended.received).toEqual([FIRST, SECOND, FIRST, FIRST]);
});

for (const status of [401, 403])
  test(`${status} in JSON without the envelope gets no wrong signature`, async () => {
    const ended = await judged((response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"Forbidden"}');
    });
    expectOneLine(
      ended,
      3,
      new RegExp(`^The target answered ${status} without the API's envelope \\(application/json, `),
    );
    expect(ended.received.filter(({ isRightlySigned }) => !isRightlySigned)).toEqual([]);
    expect(ended.received.length).toBeLessThanOrEqual(4);
  });
