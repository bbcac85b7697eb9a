import { expect, test } from '@playwright/test';
import { instantiateUrl, loadUrlVectors } from '../../fixtures/generate/url-vectors.ts';
import { catalogue } from '../../fixtures/contract/catalogue.ts';

const HOST = 'r7.conformance.example';
/** The longest host that fits into every vector. */
const LONG_HOST = `${'h'.repeat(40)}.conformance.example`;

const webhooks = loadUrlVectors();
const storable = webhooks.filter(({ result }) => result !== 'refused');

function hostOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).hostname || undefined : undefined;
}

/** Whether a host is reserved by RFC 2606, 6761, 5737 or 3849, so that nobody receives deliveries. */
function isReserved(host: string): boolean {
  const name = /(?:^|\.)(?:example|invalid|test|example\.(?:com|net|org))$/;
  return name.test(host) || /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^\[2001:db8:/.test(host);
}

test('accepted URLs start with https://, refused ones do not in any case of its letters', () => {
  for (const vector of webhooks) {
    // Without the u flag: with it, /s/i also matches the long s of one of the look-alikes.
    const isPrefixed = /^https:\/\//i.test(vector.url);
    expect.soft(isPrefixed, vector.id).toBe(vector.result !== 'refused');
    if (vector.result === 'accepted') expect.soft(vector.url, vector.id).toMatch(/^https:\/\/[!-~]+$/);
  }
});

test('accepted URLs parse, with a DNS name as host, and without userinfo or fragment', () => {
  for (const vector of webhooks.filter(({ result }) => result === 'accepted')) {
    const { hostname, username, hash } = new URL(instantiateUrl(vector, HOST));
    expect.soft([hostname.endsWith(HOST), username, hash], vector.id).toEqual([true, '', '']);
  }
});

test('no URL names a host that somebody could own, wherever in it a client might find one', () => {
  for (const vector of webhooks) {
    const text = instantiateUrl(vector, HOST);
    const starts = [0, ...[...text.matchAll(/https?:/gi)].map(({ index }) => index)];
    const hosts = starts.flatMap((start) => hostOf(text.slice(start)) ?? []);
    expect
      .soft(
        hosts.filter((host) => !isReserved(host)),
        vector.id,
      )
      .toEqual([]);
  }
});

test('a URL has exactly the length of its vector, with a short host and with the longest', () => {
  const sized = webhooks.filter(({ length }) => length !== undefined);
  expect(sized.map(({ length }) => length)).toEqual([500, 501, 2000]);
  for (const vector of sized)
    for (const host of [HOST, LONG_HOST])
      expect.soft(instantiateUrl(vector, host), vector.id).toHaveLength(vector.length ?? Number.NaN);
  expect(LONG_HOST).toHaveLength(60);
  for (const vector of webhooks.filter(({ result }) => result === 'accepted'))
    expect.soft(instantiateUrl(vector, LONG_HOST).length, vector.id).toBeLessThanOrEqual(500);
});

test('a host that leaves no room for the length is an error that names the vector', () => {
  const vector = webhooks.find(({ id }) => id === 'length-500');
  if (vector === undefined) throw new Error('The vector is gone.');
  expect(() => instantiateUrl(vector, 'h'.repeat(500))).toThrow(/"length-500"/);
});

test('the accepted URLs fit into one account, and so do those that may be either', () => {
  for (const taken of ['accepted', 'either'])
    expect.soft(webhooks.filter(({ result }) => result === taken).length, taken).toBeLessThanOrEqual(20);
});

/** A URL without a host, whose default port and empty path may be left out (RFC 3986, 6.2.3). */
const hostless = (text: string): string =>
  text.replace(/^(https:\/\/):(?:443)?(?=[/?#]|$)/i, '$1').replace(/^(https:\/\/)(?=[?#]|$)/i, '$1/');

// To a server, URLs may be one that RFC 3986, 6.2.2 and 6.2.3, or the URL parser makes the same (facts.md).
test('no two URLs that may be stored are equivalent, even on one host', () => {
  expect([hostless('https://:443/'), hostless('https://')]).toEqual(['https:///', 'https:///']);
  const keys = storable.map((vector) => {
    const text = hostless(instantiateUrl(vector, HOST));
    if (!URL.canParse(text)) return text;
    const { host, pathname, search } = new URL(text);
    return `${host}${pathname.replace(/\/$/, '')}${search}`;
  });
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('a URL is left open exactly where its requirement has alternatives', () => {
  for (const { id, requirement, result } of webhooks)
    expect.soft(catalogue[requirement].alternatives !== undefined, id).toBe(result === 'either');
});
