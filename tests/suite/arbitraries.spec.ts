/** The laws of the generators: all values are allowed, one seed makes the same values, and values shrink. */
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { DOMAIN } from '../../fixtures/generate/urls.ts';
import { accountId } from '../../fixtures/generate/account-id.ts';
import { credentials } from '../../fixtures/generate/credential.ts';
import { otherPrefix } from '../../fixtures/generate/other-prefix.ts';
import { LONGEST_URL } from '../../fixtures/contract/asked.ts';
import { urlOf, urlParts } from '../../fixtures/generate/valid-url.ts';
import { notAnObject, notAString } from '../../fixtures/generate/wrong-json.ts';
import { forgeSignature, isWrong, wrongSignature } from '../../fixtures/generate/wrong-signature.ts';
import { isSecretKey, sign } from '../../fixtures/wire/ksig1.ts';
import { isJsonObject } from '../../fixtures/wire/json.ts';

const SEED = 20250324;
const HOST = `${'h'.repeat(110)}.${DOMAIN}`;

const [issued = { apiKey: '', secretKey: '', authToken: '' }] = fc.sample(credentials, {
  numRuns: 1,
  seed: 5,
});

const json = (value: unknown): string => JSON.stringify(value);
const values = <T>(arbitrary: fc.Arbitrary<T>): readonly T[] =>
  fc.sample(arbitrary, { numRuns: 10_000, seed: SEED });

/**
 * The first of 10,000 values that breaks each law. Not by `expect`, which takes a millisecond for each value.
 */
function lawless<T>(
  arbitrary: fc.Arbitrary<T>,
  laws: Readonly<Record<string, (value: T) => boolean>>,
): readonly string[] {
  const all = values(arbitrary);
  return Object.entries(laws).flatMap(([law, keeps]) => {
    const breaker = all.find((value) => !keeps(value));
    return breaker === undefined ? [] : [`${law}: ${json(breaker)}`];
  });
}

/** The smallest value that a predicate refuses. */
function shrunk<T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => boolean): T | undefined {
  return fc.check(fc.property(arbitrary, predicate), { numRuns: 2000, seed: SEED }).counterexample?.[0];
}

const isOurs = (host: string): boolean => host.endsWith(`.${DOMAIN}`);

test('a valid URL parses, has a host of the run and at most 500 characters', () => {
  expect(HOST).toHaveLength(130);
  const parsed = fc
    .tuple(urlParts, fc.constant(HOST))
    .map(([parts, host]) => ({ parts, text: urlOf(parts, host) }));
  expect(
    lawless(parsed, {
      'starts with https:// and is printable ASCII': ({ text }) => /^https:\/\/[!-~]+$/.test(text),
      'is short enough': ({ text }) => text.length <= LONGEST_URL,
      'leaves room for the host': ({ parts: { path, query } }) => path.length <= 180 && query.length <= 120,
      parses: ({ text }) => URL.canParse(text),
      'has a host of the run': ({ text }) => isOurs(new URL(text).hostname),
      'has no user, no password and no fragment': ({ text }) => {
        const { username, password, hash } = new URL(text);
        return username + password + hash === '' && !text.includes('#');
      },
      'has its port': ({ parts: { port } }) =>
        port === '' || (/^:[1-9]\d*$/.test(port) && Number(port.slice(1)) < 65_536),
      'has no dot segments, so that parsing keeps the path': ({ parts, text }) =>
        new URL(text).pathname === (parts.path || '/'),
      'escapes nothing but printable characters': ({ parts }) =>
        !/%(?:[01].|7f|c2%[89].|c2%a0)/i.test(parts.path + parts.query),
      'has whole escapes of UTF-8': ({ parts }) =>
        typeof decodeURIComponent(parts.path + parts.query) === 'string',
    }),
  ).toEqual([]);
});

test('valid URLs are of all kinds: ports, paths, queries, punycode and escapes, short and long', () => {
  const all = values(urlParts);
  const kinds: Readonly<Record<string, (text: string) => boolean>> = {
    'a bare host': (text) => text === `https://${HOST}`,
    'a port': (text) => /:\d+(?:[/?]|$)/.test(text),
    'a query with a slash': (text) => /\?.*\//.test(text),
    'an escape in capitals': (text) => /%[0-9]*[A-F]/.test(text),
    'an escape of several bytes': (text) => /%c[2-9]%/i.test(text),
    punycode: (text) => text.includes('xn--'),
    'a double slash': (text) => text.includes('//', 8),
    'over 350 characters': (text) => text.length > 350,
  };
  for (const [kind, is] of Object.entries(kinds))
    expect.soft(all.filter((parts) => is(urlOf(parts, HOST))).length, kind).toBeGreaterThan(5);
});

test('another prefix is never https:// in any case, and leads to no host that somebody may own', () => {
  const host = `h.${DOMAIN}`;
  const hostIn = (text: string): string => (URL.canParse(text) ? new URL(text).hostname : '');
  const leadsAway = (text: string): boolean => /[.:]/.test(hostIn(text)) && !isOurs(hostIn(text));
  expect(
    lawless(otherPrefix, {
      'is not https://': (prefix) => !`${prefix}${host}`.toLowerCase().startsWith('https://'),
      'leads to no host': (prefix) => !leadsAway(`${prefix}${host}/`),
      'leads to no host when a scheme is put before it': (prefix) =>
        ['http:', 'http://', 'https:', 'https:/', 'https://'].every(
          (scheme) => !leadsAway(`${scheme}${prefix}${host}/`),
        ),
    }),
  ).toEqual([]);
  const all = new Set(values(otherPrefix));
  for (const likely of ['http://', 'ttps://', 'https:/', 'https//', '', ' https://', '\nhttps://'])
    expect.soft(all.has(likely), json(likely)).toBe(true);
  expect(all.size).toBeGreaterThan(3000);
});

test('credentials have the published form', () => {
  expect(
    lawless(credentials, {
      'API Key': ({ apiKey }) => /^(?:sb|lv)_[A-Za-z0-9]{22}$/.test(apiKey),
      'Secret Key': ({ secretKey }) =>
        isSecretKey(secretKey) && Buffer.from(secretKey, 'base64').length === 33,
      'Auth Token': ({ authToken }) => /^[A-Za-z0-9]{50}$/.test(authToken),
    }),
  ).toEqual([]);
});

test('account ids are letters and digits behind a prefix or none; wrong JSON is of another type and not null', () => {
  expect(lawless(accountId, { form: (id) => /^(?:acc_|act_)?[A-Za-z0-9]{1,40}$/.test(id) })).toEqual([]);
  expect(lawless(notAString, { type: (value) => typeof value !== 'string' && value !== null })).toEqual([]);
  expect(lawless(notAnObject, { type: (value) => value !== null && !isJsonObject(value) })).toEqual([]);
  const types = (arbitrary: fc.Arbitrary<unknown>): ReadonlySet<string> =>
    new Set(values(arbitrary).map((value) => (Array.isArray(value) ? 'array' : typeof value)));
  expect(types(notAString)).toEqual(new Set(['number', 'boolean', 'array', 'object']));
  expect(types(notAnObject)).toEqual(new Set(['number', 'boolean', 'array', 'string']));
});

test('a wrong signature is another text than the right one, of other bytes or another length, and HTTP carries it', () => {
  const right = sign(issued);
  const forged = wrongSignature.map((wrong) => forgeSignature(wrong, issued));
  expect(
    lawless(
      forged.filter((text) => isWrong(text, issued)),
      {
        'is another text': (text) => text !== right,
        'is no other spelling of the same bytes': (text) =>
          text.length !== right.length || !Buffer.from(text, 'base64').equals(Buffer.from(right, 'base64')),
        'is printable ASCII': (text) => /^[!-~]*$/.test(text),
      },
    ),
  ).toEqual([]);
  expect(isWrong(right, issued)).toBe(false);
  const kinds = new Set(values(wrongSignature).map(({ kind }) => kind));
  expect(kinds.size).toBe(7);
  expect(values(forged).filter((text) => !isWrong(text, issued)).length).toBeLessThan(300);
});

test('the same seed makes the same values', () => {
  for (const arbitrary of [
    urlParts,
    otherPrefix,
    wrongSignature,
    credentials,
    accountId,
    notAString,
    notAnObject,
  ]) {
    const sample = (seed: number): string => json(fc.sample<unknown>(arbitrary, { numRuns: 100, seed }));
    expect.soft(sample(1)).toBe(sample(1));
    expect.soft(sample(1)).not.toBe(sample(2));
  }
});

test('values shrink to what matters', () => {
  const none = { labels: '', port: '', path: '', query: '' };
  expect(shrunk(urlParts, ({ port }) => port === '')).toMatchObject({ ...none, port: ':1' });
  expect(shrunk(urlParts, ({ query }) => query === '')).toEqual({ ...none, query: '?' });
  expect(shrunk(urlParts, ({ path }) => !path.includes('%'))?.path).toMatch(/^\/(?:%\w\w){1,2}$/);
  expect(shrunk(otherPrefix, (prefix) => !prefix.includes('\n'))?.length).toBeLessThanOrEqual(10);
  expect(shrunk(accountId, (id) => id.length < 5)).toMatch(/^a{5}$|^ac[ct]_a$/);
  expect(shrunk(wrongSignature, ({ kind }) => kind !== 'bit flipped')).toEqual({
    kind: 'bit flipped',
    bit: 0,
  });
  expect(shrunk(wrongSignature, ({ kind }) => kind !== 'of another key')).toMatchObject({
    key: new Uint8Array(),
  });
  expect(json(shrunk(notAString, (value) => !Array.isArray(value)))).toBe('[]');
  expect(json(shrunk(notAnObject, (value) => typeof value !== 'string'))?.length).toBeLessThan(5);
});
