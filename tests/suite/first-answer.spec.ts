/** The first request of a run: what it is, which answers it waits for, how long, and which end it at once. */
import type { ServerResponse } from 'node:http';
import { expect } from '@playwright/test';
import { signedRequest } from '../../fixtures/wire/request.ts';
import { CREATE } from '../../fixtures/contract/openapi.ts';
import { voiceIn } from '../../fixtures/contract/voice.ts';
import { ask, PreflightError } from '../../fixtures/targets/ask.ts';
import { listRequest } from '../../fixtures/targets/inventory.ts';
import { firstAnswer, refusedRequest, withRefusal } from '../../fixtures/targets/first-answer.ts';
import { test, transportTo } from './closing.ts';
import { ownCredentials as credentials, reference } from './gates-targets.ts';
import { answering, closedUrl, connecting } from './tiny-server.ts';

const ENVELOPE = '{"meta":{"status":"ERROR"},"errors":[{"code":"BAD_REQUEST","message":"m"}]}';

interface Asked {
  readonly outcome: string;
  /** The lines that say that the run waits. */
  readonly said: readonly string[];
  readonly tookMs: number;
}

async function askedAt(baseUrl: string, wakingMs: number, timeoutMs = 500): Promise<Asked> {
  const said: string[] = [];
  const transport = transportTo(baseUrl, timeoutMs);
  const startedAt = performance.now();
  const options = { wakingMs, firstPauseMs: 20, say: (line: string) => void said.push(line) };
  const outcome = await firstAnswer({ transport, credentials }, options).then(
    ({ status }) => String(status),
    (error: unknown) => {
      if (!(error instanceof PreflightError)) throw error;
      return error.message;
    },
  );
  return { outcome, said, tookMs: performance.now() - startedAt };
}

/** Asks a server that answers by the number of the request. */
async function asked(
  answer: (response: ServerResponse, nth: number) => void,
  wakingMs = 5000,
): Promise<Asked & { readonly bodies: readonly string[] }> {
  const bodies: string[] = [];
  const { url } = await answering((_request, response, body) => {
    bodies.push(body);
    answer(response, bodies.length);
  });
  return { ...(await askedAt(url, wakingMs)), bodies };
}

test('one refused create that names no account and no URL is all that a right server is asked', async () => {
  const transport = transportTo((await reference()).url);
  const answer = await firstAnswer({ transport, credentials });
  expect(answer).toMatchObject({ status: 400, request: signedRequest(`/${CREATE}`, {}, credentials) });
  const { outcome, bodies, said } = await asked((response) => void response.writeHead(400).end(ENVELOPE));
  expect({ outcome, bodies, said }).toEqual({ outcome: '400', bodies: ['{}'], said: [] });
});

test('a target that refuses with a text or a page is the API where its list has the envelope', async () => {
  const list = listRequest('acc_1', credentials);
  for (const refusal of [200, 400, 401, 403, 404, 422])
    for (const listed of [ENVELOPE, 'Not found']) {
      const { url } = await answering((request, response) => {
        const isList = request.url === list.path;
        response.writeHead(isList ? 200 : refusal).end(isList ? listed : '<h1>Something went wrong</h1>');
      });
      const first = firstAnswer({ transport: transportTo(url), credentials }, { list });
      if (listed === ENVELOPE) expect((await first).request, String(refusal)).toEqual(list);
      else await expect(first, String(refusal)).rejects.toThrow("without the API's envelope");
    }
});

for (const status of [502, 503, 504, 520, 522, 530])
  test(`${status} is waited for, and the run says so once`, async () => {
    const { outcome, bodies, said } = await asked((response, nth) => {
      if (nth <= 3) response.writeHead(status, { 'content-type': 'text/html' }).end('<title>Not yet</title>');
      else response.writeHead(400).end(ENVELOPE);
    });
    expect(outcome).toBe('400');
    expect(bodies).toEqual(['{}', '{}', '{}', '{}']);
    expect(said).toEqual([`The target does not answer yet (${status}). Waiting up to 5 s for it.`]);
  });

test('a time-out is waited for, and so is a mixture', async () => {
  const { outcome, bodies, said } = await asked((response, nth) => {
    if (nth === 1) return;
    if (nth === 2) response.writeHead(429, { 'retry-after': '0' }).end();
    else if (nth === 3) response.writeHead(504).end();
    else response.writeHead(400).end(ENVELOPE);
  });
  expect(outcome).toBe('400');
  expect(bodies).toHaveLength(4);
  expect(said).toEqual([
    'The target does not answer yet (no answer within 0.5 s). Waiting up to 5 s for it.',
  ]);
});

test('a target that does not wake up gets its time and no more, with growing pauses, and the line names the last answer', async () => {
  const page = '<title>504 Time-out</title>';
  const gateway = await asked(
    (response) => void response.writeHead(504, { 'content-type': 'text/html' }).end(page),
    700,
  );
  expect(gateway.outcome).toBe(
    'The target does not answer: 504 (text/html, "504 Time-out"), tried for 0.7 s. Check TARGET_URL and that the server runs.',
  );
  expect(gateway.tookMs).toBeGreaterThan(690);
  // Pauses of 20, 40, 80, 160 and 320 ms and the rest. A timer may end a little early; then
  // one more short pause follows. Pauses of 20 ms alone would make 35 requests.
  expect(gateway.bodies.length).toBeGreaterThan(1);
  expect(gateway.bodies.length).toBeLessThanOrEqual(8);
  const silent = await asked(() => undefined, 700);
  expect(silent.outcome).toMatch(/^The target does not answer: no answer within 0\.5 s, tried for 0\.7 s\. /);
  expect(silent.bodies.length).toBeLessThanOrEqual(5);
  expect(silent.said).toHaveLength(1);
});

test('a connection that is accepted and never answered counts as a time-out', async () => {
  const { url } = await connecting(() => undefined);
  const { outcome, said } = await askedAt(url, 800);
  expect(outcome).toMatch(/no answer within 0\.5 s, tried for 0\.8 s/);
  expect(said).toHaveLength(1);
});

test('Retry-After is respected within the time that is left; a target that asks for longer ends the run at once', async () => {
  const kept = await asked((response, nth) => {
    if (nth === 1) response.writeHead(503, { 'retry-after': '1' }).end();
    else response.writeHead(400).end(ENVELOPE);
  });
  expect(kept).toMatchObject({ outcome: '400', bodies: ['{}', '{}'] });
  expect(kept.tookMs).toBeGreaterThan(990);
  const cut = await asked((response, nth) => {
    if (nth <= 2) response.writeHead(503, { 'retry-after': '1' }).end();
    else response.writeHead(400).end(ENVELOPE);
  }, 1300);
  expect(cut).toMatchObject({ outcome: '400', bodies: ['{}', '{}', '{}'] });
  expect(cut.tookMs).toBeLessThan(1900);
  const long = await asked((response) => void response.writeHead(503, { 'retry-after': '3600' }).end());
  expect(long).toMatchObject({ bodies: ['{}'], said: [] });
  expect(long.outcome).toBe(
    'Nothing can be judged now: the target answered 503 and asks to wait 3600 s. Try again later.',
  );
});

test('a repeated 503 in the envelope may be the answer to this request only, so the target is judged', async () => {
  const { outcome, said } = await asked((response) => void response.writeHead(503).end(ENVELOPE), 300);
  expect(outcome).toBe('503');
  expect(said).toHaveLength(1);
});

test('429 is waited for as everywhere else, and no longer', async () => {
  const { outcome, said, bodies } = await asked(
    (response) => void response.writeHead(429, { 'retry-after': '0' }).end('<html>'),
  );
  expect(outcome).toMatch(/^Nothing can be judged now: the target answered 429 6 times in a row\./);
  expect(said).toEqual([]);
  expect(bodies).toHaveLength(6);
  const long = await asked((response) => void response.writeHead(429, { 'retry-after': '3600' }).end());
  expect(long.outcome).toContain('429 and asks to wait 3600 s');
  expect(long.bodies).toHaveLength(1);
});

test('a refused connection, an unknown name, missing TLS and a dropped connection end the run at once', async () => {
  const { url } = await connecting((socket) => socket.on('data', () => socket.destroy()));
  const line = /^The target does not answer: .* Check TARGET_URL and that the server runs\.$/;
  for (const baseUrl of [url, url.replace('http:', 'https:'), await closedUrl(), 'http://staging.invalid']) {
    const { outcome, said, tookMs } = await askedAt(baseUrl, 60_000, 10_000);
    expect.soft(outcome, baseUrl).toMatch(line);
    expect.soft(said, baseUrl).toEqual([]);
    expect.soft(tookMs, baseUrl).toBeLessThan(5000);
  }
});

test('an application that crashes on a body without members is asked once more, with all members and empty values', async () => {
  const page = '<title>Error</title>TypeError';
  const trips = await asked((response, nth) => {
    if (nth === 1) response.writeHead(500, { 'content-type': 'text/html' }).end(page);
    else response.writeHead(400).end(ENVELOPE);
  });
  const bodies = ['{}', '{"account_id":"","config":{"url":""}}'];
  expect(trips).toMatchObject({ outcome: '400', bodies });
  const broken = await asked(
    (response) => void response.writeHead(500, { 'content-type': 'text/html' }).end(page),
  );
  const outcome: unknown = expect.stringMatching(/^The target answered 500 .*"Error"/);
  // A gateway may have answered, so the harmless body is sent again.
  expect(broken).toMatchObject({ bodies: [...bodies, '{}', '{}'], outcome });
});

test('JSON of a gateway in place of the first refusal is not taken for the form of all refusals', async () => {
  const forbidden = [403, '{"message":"Forbidden"}'] as const;
  const accepted = [200, '{"meta":{"status":"SUCCESS"},"data":{}}'] as const;
  const refused = async (...next: readonly (readonly [status: number, body: string])[]) => {
    const left = [forbidden, accepted, ...next];
    const { url } = await answering((_request, response) => {
      const [status, body] = (left.length > 1 ? left.shift() : undefined) ?? left[0] ?? forbidden;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body);
    });
    const caller = { transport: transportTo(url), credentials };
    const first = await caller.transport.send(refusedRequest(credentials));
    const { answer } = await ask(caller, signedRequest(`/${CREATE}`, {}, credentials));
    return voiceIn(await withRefusal(caller, [first, answer])).refused;
  };
  expect(await refused([400, ENVELOPE])).toBe('envelope');
  expect(await refused(forbidden, forbidden, [400, ENVELOPE])).toBe('envelope');
  expect(await refused(forbidden)).toBe('json');
});
