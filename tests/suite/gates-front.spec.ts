/** A target that has something else in front: what it receives before an application has answered. */
import type { ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { planFor } from '../../fixtures/session/plan.ts';
import { authorization, sign } from '../../fixtures/wire/ksig1.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { selfSigned } from './certificate.ts';
import { fronts } from './front-made-up.ts';
import { conform, temporaryFolder, type GateRun, type Variables } from './gates-run.ts';
import { answering, ownCredentials, pointAt } from './gates-targets.ts';
import { listen } from './tiny-server.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

/** What a target has received. */
interface Received {
  readonly path: string;
  readonly body: string;
  readonly isRightlySigned: boolean;
}

interface Gate extends GateRun {
  readonly received: readonly Received[];
  /**
   * How long the run went on after its first request: how long a process takes to start is the machine's
   * affair.
   */
  readonly tookMs: number;
}

async function run(variables: Variables, args: readonly string[] = []): Promise<GateRun> {
  const folder = temporaryFolder();
  try {
    return await conform(folder.path, variables, args);
  } finally {
    folder.remove();
  }
}

/** A run on a server that answers every request so. */
async function judged(
  answer: (response: ServerResponse, nth: number) => void,
  variables: Variables = {},
  args: readonly string[] = [],
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
  try {
    const ended = await run({ ...pointAt(target.url), ...variables }, args);
    return { ...ended, received, tookMs: performance.now() - firstAt };
  } finally {
    await target.close();
  }
}

function expectOneLine({ code, stdout, stderr, report }: GateRun, named: RegExp): void {
  expect.soft(stderr).toMatch(named);
  expect.soft(stderr).toMatch(/^[^\n]+\n$/);
  expect.soft(stderr).not.toContain('    at ');
  expect.soft(stdout).toMatch(/^Judging [^\n]+\n$/);
  expect({ code, report }).toEqual({ code: 3, report: undefined });
}

const FIRST: Received = { path: '/webhook.config.create', body: '{}', isRightlySigned: true };
const SECOND: Received = { ...FIRST, body: '{"account_id":"","config":{"url":""}}' };

/** One of each sort is carried through to the exit code; `front.spec.ts` has all kinds. */
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
    test(`${what} ends a run that claims ${claimed} with 3 within 5 s, after one request that nothing can come of`, async () => {
      const front = fronts[what];
      if (front === undefined) throw new Error(`Nobody made up "${what}".`);
      const ids = accountIds(planFor(claims).accounts).join(',');
      const ended = await judged(
        (response) => {
          const type = front.headers?.['content-type'] ?? 'text/html';
          response.writeHead(front.status, {
            ...(type === '' ? {} : { 'content-type': type }),
            ...without(front.headers),
          });
          response.end(front.status === 204 ? undefined : front.body);
        },
        { TARGET_CLAIMS: claimed, TARGET_ACCOUNT_IDS: ids },
      );
      expectOneLine(ended, named);
      expect(ended.stderr).not.toContain('TARGET_API_KEY');
      expect(ended.received).toEqual([FIRST]);
      expect(ended.tookMs).toBeLessThan(5000);
    });

/** Headers but for the media type. */
function without(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-type'));
}

test('a server that speaks HTTP/2 only ends the run with 3, and the line says so', async () => {
  const { cert, key } = selfSigned();
  const folder = temporaryFolder();
  const authority = join(folder.path, 'ca.pem');
  writeFileSync(authority, cert);
  let streams = 0;
  const server = createSecureServer({ cert, key });
  server.on('stream', () => (streams += 1));
  const port = await listen(server);
  try {
    const variables = { ...pointAt(`https://127.0.0.1:${port}`), NODE_EXTRA_CA_CERTS: authority };
    const ended = await run(variables);
    expectOneLine(ended, /it speaks HTTP\/2 only, and the suite speaks HTTP\/1\.1/);
    expect(streams).toBe(0);
  } finally {
    server.close();
    folder.remove();
  }
});

test('a page on a crash ends the run with 3 after two requests that nothing can come of', async () => {
  const ended = await judged((response) => {
    response.writeHead(500, { 'content-type': 'text/html' }).end('<title>Error</title>');
  });
  expectOneLine(ended, /^The target answered 500 .*"Error"/);
  expect(ended.received).toEqual([FIRST, SECOND]);
});

for (const status of [401, 403])
  test(`${status} in JSON without the envelope gets no wrong signature`, async () => {
    const ended = await judged((response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"Forbidden"}');
    });
    expectOneLine(
      ended,
      new RegExp(`^The target answered ${status} without the API's envelope \\(application/json, `),
    );
    expect(ended.received.filter(({ isRightlySigned }) => !isRightlySigned)).toEqual([]);
    expect(ended.received.length).toBe(2);
  });
