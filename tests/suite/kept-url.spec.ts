/** Which spellings of a URL count as kept, and the texts that are sent to see whether they are. */
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { askedOf } from '../../fixtures/contract/asked.ts';
import { firstDifference, isKept } from '../../fixtures/contract/kept-url.ts';
import { documentedFor } from '../../fixtures/contract/model.ts';
import { untouched } from '../../fixtures/contract/belief.ts';
import {
  BEYOND,
  HALF_PAIR,
  longText,
  madeUpStart,
  NO_UTF8,
  NUL,
  SIGNS,
  withOddText,
} from '../../fixtures/generate/odd-texts.ts';
import { openUrls, SIGNS_OF_URLS } from '../../fixtures/generate/open-urls.ts';
import { mayBeSomebodys } from '../../fixtures/generate/strangers.ts';
import { hostsFor } from '../../fixtures/generate/urls.ts';
import { needOf } from '../../fixtures/session/budget.ts';
import { signedRequest } from '../../fixtures/wire/request.ts';
import { credentials, documented, rightRequest } from './answers-made-up.ts';

const urls = openUrls(hostsFor('0123456789abcdef', 'url-open-kept'), 'seed');

test('a URL is kept as it was sent, as the URL parser writes it, and as RFC 3986 does', () => {
  for (const [sent, shown] of [
    ['https://h.example/a#b', 'https://h.example/a#b'],
    ['https://h.example', 'https://h.example/'],
    ['https://H.example:443/a/../b', 'https://h.example/b'],
    ['https://b\u00fccher.example/\u6771', 'https://xn--bcher-kva.example/%E6%9D%B1'],
    ['https://h.example/\u{1f600}e\u0301', 'https://h.example/%F0%9F%98%80e%CC%81'],
    ['https://h.example/a\0b', 'https://h.example/a%00b'],
    ['https://h.example/%7ea%2f', 'https://h.example/~a%2F'],
    ['https://user:word@H.example', 'https://user:word@h.example/'],
    ['https://h.example/"\\{}', 'https://h.example/%22/%7B%7D'],
  ] as const)
    expect.soft(isKept(sent, shown), `${sent} as ${shown}`).toBe(true);
});

test('a URL that is cut, garbled, composed or another one is not kept', () => {
  for (const [sent, shown] of [
    ['https://h.example/a#b', 'https://h.example/a'],
    ['https://user:word@h.example/', 'https://h.example/'],
    ['https://user:word@h.example/', 'https://user@h.example/'],
    ['https://h.example/\u6771', 'https://h.example/?'],
    ['https://h.example/caf\u00e9', 'https://h.example/caf\u00c3\u00a9'],
    ['https://h.example/e\u0301', 'https://h.example/\u00e9'],
    ['https://h.example/\u{1f600}', 'https://h.example/'],
    ['https://h.example/a\0b', 'https://h.example/ab'],
    ['https://192.0.2.10/a', 'https://localhost/a'],
    [`https://h.example/${'a'.repeat(2000)}`, `https://h.example/${'a'.repeat(482)}`],
  ] as const)
    expect.soft(isKept(sent, shown), `${sent} as ${shown}`).toBe(false);
});

test('two long texts are told by their first difference', () => {
  const long = 'x'.repeat(70_000);
  expect(firstDifference(`${long}y`, long)).toEqual({
    sent: `"…${'x'.repeat(40)}y" (70001 characters)`,
    shown: `"…${'x'.repeat(40)}" (70000 characters)`,
  });
  expect(firstDifference('ab', 'ac')).toEqual({ sent: '"ab" (2 characters)', shown: '"ac" (2 characters)' });
});

test('an open URL may be refused, and one with signs may not', async () => {
  const { methods } = await documented();
  const rightFor = (url: string) => {
    const body = { account_id: 'a', config: { url } };
    const request = signedRequest('/webhook.config.create', body, credentials);
    return documentedFor(askedOf(request, methods, credentials), untouched([])).right;
  };
  for (const { url, label } of urls) expect.soft(rightFor(url), label).toEqual(['accepted', 'BAD_REQUEST']);
  for (const [label, end] of SIGNS_OF_URLS)
    expect.soft(rightFor(`https://h.example${end}`), label).toEqual(['accepted']);
});

test('every open URL has a slot, names no host that somebody could own, and is equivalent to no other', () => {
  expect(needOf('url-open-kept', true)).toEqual({ slots: urls.length + 1 });
  const hosts = urls.map(({ url }) => new URL(url).hostname);
  const reserved = /\.conformance\.example$|^192\.0\.2\.|^\[2001:db8:/;
  expect(hosts.filter((host) => !reserved.test(host))).toEqual([]);
  expect(new Set(urls.map(({ url }) => new URL(url).href)).size).toBe(urls.length);
});

test('an odd text is sent as JSON that means it, or as bytes that are no UTF-8', () => {
  for (const odd of [NUL, HALF_PAIR, NO_UTF8, SIGNS, BEYOND, longText(4000, 'seed')]) {
    const { body, bytes, meant, label } = withOddText(['account_id'], 'acc_', odd).apply(rightRequest);
    expect.soft(JSON.parse(body ?? ''), odd.label).toMatchObject({ account_id: `acc_${odd.text}` });
    expect.soft(label).toBe(`account_id: ${odd.label}`);
    expect.soft(meant === undefined, odd.label).toBe(odd.form === 'text');
    const sent = Buffer.from(body ?? '', bytes === true ? 'latin1' : 'utf8');
    const isUtf8 = Buffer.from(sent.toString('utf8')).equals(sent);
    expect.soft(isUtf8, odd.label).toBe(odd.form !== 'bytes');
  }
});

test('a body of bytes escapes what one byte cannot hold', () => {
  const { body } = withOddText(['account_id'], '\u6771', NO_UTF8).apply(rightRequest);
  expect(body).toContain(String.raw`\u6771a`);
});

test('a long text does not become much shorter when it is compressed', () => {
  expect(gzipSync(longText(4000, 'seed').text).length).toBeGreaterThan(2704 * 0.9);
  expect(longText(70_000, 'seed')).toMatchObject({ label: '70,000 characters' });
});

test('the start of a made-up id belongs to nobody, whatever the known ids are', () => {
  for (const known of [
    'acc_1',
    'acc_8fH2kLq9ZxCvB3nM7pRt5w',
    '1201',
    'aB10',
    '5f0e6b6e-8c6b-4d5e-9f8a-0d1e2f3a4b5c',
  ])
    expect.soft(mayBeSomebodys(madeUpStart(known, 'seed'), [known]), known).toBe(false);
});
