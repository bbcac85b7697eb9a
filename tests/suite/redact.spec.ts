import { expect, test } from '@playwright/test';
import packageJson from '../../package.json' with { type: 'json' };
import fc from 'fast-check';
import { credentials as anyCredentials } from '../../fixtures/generate/credential.ts';
import { forge, loadSigningVectors } from '../../fixtures/generate/forge.ts';
import { authorization, sign, type Credentials } from '../../fixtures/wire/ksig1.ts';
import { exchangeOf, redactor } from '../../fixtures/wire/redact.ts';
import { otherHeader, signedRequest, type ApiRequest } from '../../fixtures/wire/request.ts';
import type { Exchange } from '../../specs/types.ts';
import { answerOf, credentials, PATH } from './answers-made-up.ts';

const secretsOf = (given: Credentials): readonly string[] => [
  given.apiKey,
  given.secretKey,
  given.authToken,
  sign(given),
];

const escaped = (text: string, by: (code: string) => string): string =>
  text.replaceAll(/[^a-z0-9]/gi, (one) => by(one.charCodeAt(0).toString(16).padStart(2, '0')));

/** The spellings in which a server may send a secret back. */
const spellings: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['in JSON', (text) => JSON.stringify(text)],
  ['in JSON with escaped slashes', (text) => text.replaceAll('/', '\\/')],
  ['in JSON with \\u escapes', (text) => escaped(text, (code) => `\\u00${code}`)],
  ['in JSON with \\u escapes in capitals', (text) => escaped(text, (code) => `\\u00${code.toUpperCase()}`)],
  ['URL-encoded', encodeURIComponent],
  ['URL-encoded in lower case', (text) => escaped(text, (code) => `%${code}`)],
  ['URL-encoded twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['as a form that was decoded', (text) => text.replaceAll('+', ' ')],
  ['in HTML', (text) => escaped(text, (code) => `&#x${code};`)],
];

function echoed(request: ApiRequest, given: Credentials, text: string): Exchange {
  const answer = answerOf(400, undefined, { request, body: `<p>${text}</p>`, headers: { 'x-echo': text } });
  return exchangeOf(answer, redactor(given));
}

test('nothing that may be shown of an exchange holds a credential or the signature, however it is sent back', () => {
  fc.assert(
    fc.property(anyCredentials, (given) => {
      const secrets = secretsOf(given);
      const request = signedRequest(PATH, { account_id: given.authToken, secrets }, given);
      for (const [label, spell] of spellings) {
        const text = secrets.map((secret) => spell(secret)).join(' ');
        const shown = JSON.stringify(echoed(request, given, text));
        const leaks = secrets.filter((secret) =>
          [secret, spell(secret), JSON.stringify(spell(secret)).slice(1, -1)].some((one) =>
            shown.includes(one),
          ),
        );
        if (leaks.length > 0) throw new Error(`${label}: ${shown}`);
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('each secret is replaced by its name', () => {
  const redact = redactor(credentials);
  expect(secretsOf(credentials).map(redact)).toEqual([
    '<API Key>',
    '<Secret Key>',
    '<Auth Token>',
    '<signature>',
  ]);
  expect(redact('nothing to hide: sb_, KSig1-HMAC-SHA256')).toBe('nothing to hide: sb_, KSig1-HMAC-SHA256');
});

test('credentials with any characters that a header carries are found too', () => {
  const odd = { ...credentials, apiKey: 'a.*$&(1)[\\]"', authToken: "$1'`^|?{2}" };
  for (const [label, spell] of spellings.slice(0, 8))
    for (const secret of [odd.apiKey, odd.authToken])
      expect
        .soft(redactor(odd)(`before ${spell(secret)} behind`), label)
        .toMatch(/^before "?<A[a-zA-Z ]+>"? behind$/);
});

/** Texts around a whole value. */
const places: readonly (readonly [string, string])[] = [
  ['', ''],
  ['{"apiKey":"', '"}'],
  ['{\\"apiKey\\": \\"', '\\"}'],
  ["{'apiKey': '", "'}"],
  ['X-API-Key: ', ''],
  ['x-api-key:', '\r\nhost: h'],
  ['"GET / HTTP/1.1\\nX-API-Key: ', '\\nHost: h"'],
  ['first line\n', '\nlast line'],
  ['/hook?key=', '&more=1'],
  ['/hook?key=', ''],
  ['key%3D', '%26more%3D1'],
  ['["first",', ',"last"]'],
  ['first, ', ', last'],
  ['<td>', '</td>'],
  ['&quot;', '&quot;'],
  ['(', ')'],
];

/** Texts in which the value is part of a word, a sentence or a number. */
const words = (short: string): readonly string[] => [
  `${short} list of nothing`,
  `400 BAD_REQUEST: this is ${short} text`,
  `"whc_${short}1b${short}"`,
  `https://h-${short}.example/${short}/${short}.json`,
  `{"${short}1":"x${short}"}`,
  `trc_${short}`,
  `x${short}=${short}x`,
];

test('a short credential is hidden where it is a whole value, and nowhere else', () => {
  for (const short of ['a', 'test', 'k-1', '1234567']) {
    const redact = redactor({ ...credentials, apiKey: short, authToken: 'another token' });
    for (const [before, behind] of places)
      expect.soft(redact(`${before}${short}${behind}`)).toBe(`${before}<API Key>${behind}`);
    for (const text of words(short)) expect.soft(redact(text)).toBe(text);
  }
  const secret = redactor({ ...credentials, secretKey: 'YQ==' });
  expect(secret('?secret=YQ%3D%3D&a={"s":"YQ=="}')).toBe('?secret=<Secret Key>&a={"s":"<Secret Key>"}');
});

test('a credential of eight characters is hidden within words too', () => {
  const redact = redactor({ ...credentials, apiKey: '12345678' });
  expect(redact('whc_12345678x')).toBe('whc_<API Key>x');
});

test('headers that carry credentials are shown by name, in any case and with any value', () => {
  const request = signedRequest(PATH, {}, credentials);
  const shouting = request.headers.map(({ name, value }) => ({ name: name.toUpperCase(), value }));
  expect(echoed(request, credentials, '').request.headers).toMatchObject({
    Authorization: 'KSig1-HMAC-SHA256 <signature>',
    'X-API-Key': '<API Key>',
    'X-API-Auth-Token': '<Auth Token>',
  });
  expect(echoed({ ...request, headers: shouting }, credentials, '').request.headers).toMatchObject({
    AUTHORIZATION: '<hidden>',
    'X-API-KEY': '<hidden>',
    'X-API-AUTH-TOKEN': '<hidden>',
  });
});

test('a forged signature that is sent back does not reveal the right one', () => {
  const right = sign(credentials);
  for (const { id, forge: recipe } of loadSigningVectors()) {
    const value = forge(recipe, credentials) ?? '';
    const request = otherHeader('Authorization', value, id).apply(signedRequest(PATH, {}, credentials));
    const shown = JSON.stringify(echoed(request, credentials, `wrong: ${value}`).response);
    for (let at = 0; at + 20 <= right.length; at += 1)
      if (shown.includes(right.slice(at, at + 20))) throw new Error(`${id}: ${shown}`);
  }
});

test('a body is cut only after its secrets are out', () => {
  const request = signedRequest(PATH, {}, credentials);
  for (const secret of secretsOf(credentials)) {
    const { body } = echoed(request, credentials, 'x'.repeat(1980) + secret + 'x'.repeat(5000)).response;
    expect.soft(body.includes(secret.slice(0, 6))).toBe(false);
    expect.soft(body.length).toBeLessThan(2100);
  }
});

test('everything else of a request is shown as it was sent', () => {
  const request = signedRequest(PATH, { account_id: 'acc_1' }, credentials);
  expect(
    exchangeOf(answerOf(200, { data: {} }, { request, durationMs: 1.2345 }), redactor(credentials)),
  ).toMatchObject({
    request: {
      verb: 'POST',
      path: PATH,
      body: '{"account_id":"acc_1"}',
      headers: {
        'X-API-Version': '2025-03-24',
        Accept: 'application/json',
        'User-Agent': `webhook-config-conformance/${packageJson.version}`,
      },
    },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"data":{}}' },
    durationMs: 1.2,
  });
  expect(authorization('x')).toBe('KSig1-HMAC-SHA256 x');
});
