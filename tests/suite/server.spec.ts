/** What the reference server answers where the contract is silent, and what no run on a target could show. */
import { expect } from '@playwright/test';
import type { Rules } from '../../fixtures/reference/rules.ts';
import { test } from './closing.ts';
import {
  account,
  create,
  exchange,
  outcome,
  padded,
  path,
  publishedSignature,
  send,
  sendBytes,
  signed,
  start,
} from './server-calls.ts';

test('accepts the published worked example', async () => {
  expect(await send(await start(), create('https://a.example.com'))).toBe('200 SUCCESS');
});

test('answers 401 to the right signature in another spelling, and registers nothing', async () => {
  const server = await start();
  const bytes = Buffer.from(publishedSignature, 'base64');
  const otherwise = [
    bytes.toString('base64url'),
    publishedSignature.slice(0, -1),
    bytes.toString('hex'),
    publishedSignature.toLowerCase(),
    publishedSignature.replace('Q=', 'R='),
    ` ${publishedSignature}`,
    `${publishedSignature}=`,
    `${publishedSignature}, ${publishedSignature}`,
  ];
  for (const signature of otherwise) {
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
    send(server, create(`https://a.example.com/${index}`), { headers: { ...signed, 'content-type': type } });
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

test('answers 400 to every other verb and every unknown path', async () => {
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

test('treats __proto__ as a field like any other, and prototype names as unknown accounts', async () => {
  const server = await start();
  const inner = create('https://a.example.com');
  expect(await send(server, `{"__proto__":${inner}}`)).toBe('400 BAD_REQUEST');
  expect(await send(server, `{"constructor":{"prototype":${inner}}}`)).toBe('400 BAD_REQUEST');
  expect(await send(server, inner.replace('{', '{"__proto__":null,'))).toBe('200 SUCCESS');
  for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
    expect(await send(server, create('https://b.example.com', id)), id).toBe('400 ENTITY_NOT_FOUND');
  }
});

test('answers 500 to an error of its own without details', async () => {
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
