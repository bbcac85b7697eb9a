/** What the reference server promises beside the contract, and what no run against any target could show. */
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { accountIds, publishedCredentials } from '../../fixtures/server/credentials.ts';
import { contractRules } from '../../fixtures/server/rules.ts';
import type { Rules } from '../../fixtures/server/rules.ts';
import { startServer } from '../../fixtures/server/start.ts';
import type { RunningServer, ServerOptions } from '../../fixtures/server/start.ts';

const path = '/webhook.config.create';
const publishedSignature = 'iWEh4jjK9wfjTXd/3GzImPLL1swTZiCPpDbj62vFo2Q=';
const [account = '', otherAccount = ''] = accountIds(2);
const signed: Readonly<Record<string, string>> = {
  authorization: `KSig1-HMAC-SHA256 ${publishedSignature}`,
  'x-api-key': publishedCredentials.apiKey,
  'x-api-auth-token': publishedCredentials.authToken,
  'content-type': 'application/json',
};

const running: RunningServer[] = [];
test.afterEach(async () => {
  await Promise.all(running.splice(0).map(async (server) => server.close()));
});

async function start(
  rules: Partial<Rules> = {},
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const server = await startServer({
    accounts: accountIds(3),
    credentials: publishedCredentials,
    rules: { ...contractRules, ...rules },
    ...options,
  });
  running.push(server);
  return server;
}

interface Outgoing {
  readonly verb?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Sends one request with Node's own client, which lets through what fetch would correct. */
async function exchange(server: RunningServer, body: string | Buffer, how: Outgoing = {}): Promise<Answer> {
  const { verb: method = 'POST', headers = signed, agent } = how;
  const measured =
    body.length > 0 && !('transfer-encoding' in headers) ? { 'content-length': Buffer.byteLength(body) } : {};
  const outgoing = httpRequest(server.url, {
    method,
    path: how.path ?? path,
    headers: { ...headers, ...measured },
    ...(agent ? { agent } : {}),
  });
  outgoing.end(body);
  return new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const { statusCode: status = 0, headers: received } = response;
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.once('end', () => resolve({ status, type: received['content-type'] ?? '', text }));
    });
  });
}

/** The status and the most exact code of an answer, such as `400 URL_ALREADY_EXISTS`. It must stand in the envelope. */
function outcome({ status, type, text }: Answer): string {
  const meta = {
    status: status === 200 ? 'SUCCESS' : 'ERROR',
    trace_id: expect.stringMatching(/^trc_[A-Za-z0-9]{22}$/),
    version: '2025-03-24',
  };
  const data = { config_id: expect.stringMatching(/^whc_[A-Za-z0-9]{22}$/) };
  const error = { code: expect.stringMatching(/^[A-Z_]+$/), message: expect.stringMatching(/\.$/) };
  expect(type).toMatch(/^application\/json\b/);
  expect(JSON.parse(text)).toEqual(
    status === 200 ? { meta, data } : { meta, errors: [expect.objectContaining(error)] },
  );
  const code = /"sub_code":"(\w+)"/.exec(text) ?? /"code":"(\w+)"/.exec(text);
  return `${status} ${code?.[1] ?? 'SUCCESS'}`;
}

async function send(server: RunningServer, body: string | Buffer, how?: Outgoing): Promise<string> {
  return outcome(await exchange(server, body, how));
}

async function open(server: RunningServer): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes as they are and reads the answer until the server closes. */
async function sendBytes(server: RunningServer, bytes: string): Promise<string> {
  const socket = await open(server);
  socket.write(bytes);
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  const [head = '', text = ''] = received.split('\r\n\r\n');
  const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? '';
  return outcome({ status: Number(head.split(' ')[1]), type, text });
}

function create(url: string, accountId: string = account): string {
  return JSON.stringify({ account_id: accountId, config: { url } });
}

/** A valid body of `size` bytes. */
function padded(size: number): string {
  return create('https://a.example.com').padEnd(size, ' ');
}

test('accepts the published worked example', async () => {
  expect(await send(await start(), create('https://a.example.com'))).toBe('200 SUCCESS');
});

test('answers 401 to the right signature spelt otherwise, and registers nothing', async () => {
  const server = await start();
  const bytes = Buffer.from(publishedSignature, 'base64');
  const respelt = [
    bytes.toString('base64url'),
    publishedSignature.slice(0, -1),
    bytes.toString('hex'),
    publishedSignature.toLowerCase(),
    publishedSignature.replace('Q=', 'R='),
    ` ${publishedSignature}`,
    `${publishedSignature}=`,
    `${publishedSignature}, ${publishedSignature}`,
  ];
  for (const signature of respelt) {
    const headers = { ...signed, authorization: `KSig1-HMAC-SHA256 ${signature}` };
    expect(await send(server, create('https://a.example.com'), { headers }), signature).toBe(
      '401 UNAUTHORIZED',
    );
  }
  expect(await send(server, create('https://a.example.com'))).toBe('200 SUCCESS');
});

test('answers 401 when X-API-Signed-Elements names more than the API Key', async () => {
  const server = await start();
  const sign = async (elements: string) =>
    send(server, create(`https://a.example.com/${elements.length}`), {
      headers: { ...signed, 'x-api-signed-elements': elements },
    });
  expect(await sign('API-Key;Timestamp')).toBe('401 UNAUTHORIZED');
  expect(await sign('HTTP-Verb')).toBe('401 UNAUTHORIZED');
  expect(await sign('API-Key')).toBe('200 SUCCESS');
});

test('answers 401 before it finds fault with the body', async () => {
  const server = await start({}, { bodyLimit: 100 });
  const headers = { 'content-type': 'application/json' };
  for (const body of ['', '{', '[]', 'x'.repeat(101)]) {
    expect(await send(server, body, { headers })).toBe('401 UNAUTHORIZED');
  }
  expect(await send(server, '{}', { headers: { 'content-type': 'text/plain' } })).toBe('401 UNAUTHORIZED');
});

test('answers 413 to a body of one byte more than 100 KiB, and of megabytes', async () => {
  const server = await start();
  expect(await send(server, padded(100 * 1024))).toBe('200 SUCCESS');
  expect(await send(server, padded(100 * 1024 + 1))).toBe('413 PAYLOAD_TOO_LARGE');
  expect(await send(server, padded(5_000_000))).toBe('413 PAYLOAD_TOO_LARGE');
  const headers = { ...signed, 'transfer-encoding': 'chunked' };
  expect(await send(server, padded(5_000_000), { headers })).toBe('413 PAYLOAD_TOO_LARGE');
});

test('answers 415 to a body that is not JSON by its Content-Type', async () => {
  const server = await start();
  const typed = async (type: string, index: number) =>
    send(server, create(`https://a.example.com/${index}`), {
      headers: { ...signed, 'content-type': type },
    });
  for (const [index, type] of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'json',
    '',
  ].entries()) {
    expect(await typed(type, index), type).toBe('415 UNSUPPORTED_MEDIA_TYPE');
  }
  for (const [index, type] of [
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/json ;a=b',
  ].entries()) {
    expect(await typed(type, index), type).toBe('200 SUCCESS');
  }
});

test('answers 400 to every other HTTP method and every unknown path', async () => {
  const server = await start();
  const body = create('https://a.example.com');
  for (const verb of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY']) {
    expect(await send(server, body, { verb }), verb).toBe('400 BAD_REQUEST');
  }
  const unknown = [
    '/',
    '/webhook.config.creat',
    `${path}/`,
    `/${path}`,
    '/WEBHOOK.CONFIG.CREATE',
    '/%zz',
    '/toString',
  ];
  for (const other of unknown) {
    expect(await send(server, body, { path: other }), other).toBe('400 BAD_REQUEST');
  }
  expect(await send(server, body, { path: `${path}?a=%zz` })).toBe('200 SUCCESS');
  expect(await send(server, body, { path: `${server.url}${path}` })).toBe('400 URL_ALREADY_EXISTS');
});

test('answers 400 in the envelope to what is not an HTTP request', async () => {
  const server = await start();
  const broken = {
    garbage: 'nonsense\r\n\r\n',
    'a header of 20,000 bytes': `POST ${path} HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`,
    'no Host': `POST ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`,
    'a malformed chunk': `POST ${path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    'two lengths': `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}`,
    CONNECT: 'CONNECT a.example.com:443 HTTP/1.1\r\nHost: a.example.com\r\n\r\n',
  };
  for (const [name, bytes] of Object.entries(broken)) {
    expect(await sendBytes(server, bytes), name).toBe('400 BAD_REQUEST');
  }
});

test('ignores an Expect header it does not know', async () => {
  const headers = { ...signed, expect: 'the-unexpected' };
  expect(await send(await start(), create('https://a.example.com'), { headers })).toBe('200 SUCCESS');
});

test('answers 400 to a body that is absent, not JSON or not an object, however deeply nested', async () => {
  const server = await start();
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const bodies = ['', ' ', '{', 'null', '[]', '"a"', '1', deep, '['.repeat(50_000), '{"a":'.repeat(10_000)];
  for (const body of [...bodies, Buffer.from('7b2261223a22ff227d', 'hex')]) {
    expect(await send(server, body), body.toString().slice(0, 20)).toBe('400 BAD_REQUEST');
  }
  const wrongType = `{"account_id":${deep},"config":{"url":"https://a.example.com"}}`;
  expect(await send(server, wrongType)).toBe('400 BAD_REQUEST');
  const ignored = `{"account_id":"${account}","config":{"url":"https://a.example.com"},"more":${deep}}`;
  expect(await send(server, ignored)).toBe('200 SUCCESS');
});

test('takes __proto__ for a field like any other, and prototype names for unknown accounts', async () => {
  const server = await start();
  const inner = create('https://a.example.com');
  expect(await send(server, `{"__proto__":${inner}}`)).toBe('400 BAD_REQUEST');
  expect(await send(server, `{"constructor":{"prototype":${inner}}}`)).toBe('400 BAD_REQUEST');
  expect(await send(server, inner.replace('{', '{"__proto__":null,'))).toBe('200 SUCCESS');
  for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
    expect(await send(server, create('https://b.example.com', id)), id).toBe('400 ENTITY_NOT_FOUND');
  }
});

test('answers 500 to an error of its own and tells nothing about it', async () => {
  const failures: readonly Partial<Rules>[] = [
    { insert: () => fail() },
    { readConfig: () => fail() },
    { traceId: () => fail() },
    { deliver: () => fail() },
  ];
  for (const failure of failures) {
    const answer = await exchange(await start(failure), create('https://a.example.com'));
    expect(outcome(answer)).toBe('500 INTERNAL_SERVER_ERROR');
    expect(answer.text).not.toMatch(/hidden|stack|fixtures/);
  }
});

function fail(): never {
  throw new Error('hidden');
}

test('checks and registers in one step, whatever arrives at once', async () => {
  const server = await start();
  const urls = Array.from({ length: 50 }, (_, index) => `https://a.example.com/${index}`);
  const different = await Promise.all(urls.map(async (url) => send(server, create(url))));
  expect(different.filter((code) => code === '200 SUCCESS')).toHaveLength(20);
  expect(different.filter((code) => code === '400 MAX_WEBHOOK_URL_LIMIT')).toHaveLength(30);
  const same = create('https://a.example.com', otherAccount);
  const equal = await Promise.all(urls.map(async () => send(server, same)));
  expect(equal.filter((code) => code === '200 SUCCESS')).toHaveLength(1);
  expect(equal.filter((code) => code === '400 URL_ALREADY_EXISTS')).toHaveLength(49);
});

test('lets a race through when a rule opens a window between check and insert', async () => {
  const server = await start({ beforeInsert: async () => sleep(20) });
  const same = create('https://a.example.com');
  const codes = await Promise.all([same, same].map(async (body) => send(server, body)));
  expect(codes).toEqual(['200 SUCCESS', '200 SUCCESS']);
});

test('is another server when one rule is replaced', async () => {
  const server = await start({ isFull: (active) => active >= 1 });
  expect(await send(server, create('https://a.example.com'))).toBe('200 SUCCESS');
  expect(await send(server, create('https://b.example.com'))).toBe('400 MAX_WEBHOOK_URL_LIMIT');
  expect(await send(server, create('https://a.example.com'))).toBe('400 URL_ALREADY_EXISTS');
});

test('remembers nothing of another server', async () => {
  const body = create('https://a.example.com');
  for (const server of [await start(), await start()]) expect(await send(server, body)).toBe('200 SUCCESS');
});

test('serves 5,000 accounts', async () => {
  const ids = accountIds(5_000);
  expect(new Set(ids).size).toBe(5_000);
  const server = await start({}, { accounts: ids });
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const next = ids.values();
  const statuses: number[] = [];
  const worker = async () => {
    for (const id of next)
      statuses.push((await exchange(server, create('https://a.example.com', id), { agent })).status);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  expect(statuses.filter((status) => status === 200)).toHaveLength(5_000);
  expect(await send(server, create('https://a.example.com', ids.at(-1)))).toBe('400 URL_ALREADY_EXISTS');
  agent.destroy();
});

test('answers what is in flight when it stops, and is gone soon after', async () => {
  const server = await start({
    deliver: async (answer) => {
      await sleep(150);
      return answer;
    },
  });
  const agent = new Agent({ keepAlive: true });
  const inFlight = send(server, create('https://a.example.com'), { agent });
  const silent = await open(server);
  await sleep(50);
  const stopped = performance.now();
  await server.close();
  expect(performance.now() - stopped).toBeLessThan(450);
  expect(await inFlight).toBe('200 SUCCESS');
  await expect(open(server)).rejects.toThrow('ECONNREFUSED');
  agent.destroy();
  silent.destroy();
});

test('does not wait for a request that never ends when it stops', async () => {
  const server = await start();
  const half = await open(server);
  half.on('error', () => {}).write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{`);
  const idle = new Agent({ keepAlive: true });
  await send(server, create('https://a.example.com'), { agent: idle });
  const stopped = performance.now();
  await server.close();
  expect(performance.now() - stopped).toBeLessThan(900);
});
