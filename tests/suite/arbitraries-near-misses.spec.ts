import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { DOMAIN, hostsFor, markerUrl } from '../../fixtures/generate/urls.ts';
import { accountId } from '../../fixtures/generate/account-id.ts';
import { cutOrExtended, otherCases, otherTexts } from '../../fixtures/generate/near-misses.ts';

const isOurs = (host: string): boolean => host.endsWith(`.${DOMAIN}`);

test('a near miss is never the text itself and never empty, and has a label of its own', () => {
  const odd = ['a', 'A', '0', 'z', 'Z', '9', '-', '__', '4711', 'ab', 'aa', 'ß', 'ſ', 'İ', 'ü.', '+/='];
  for (const text of [...odd, ...fc.sample(accountId, { numRuns: 1000, seed: 20250324 })]) {
    const misses = otherTexts(text);
    const wrong = [...misses, ...cutOrExtended(text), ...otherCases(text)].filter(
      (miss) => miss.text === text || miss.text === '',
    );
    if (wrong.length > 0) throw new Error(`${text}: ${JSON.stringify(wrong)}`);
    if (new Set(misses.map(({ label }) => label)).size !== misses.length)
      throw new Error(`${text}: a label twice`);
    if (!misses.some((miss) => miss.text.length === text.length))
      throw new Error(`${text}: none of its length`);
  }
  expect(otherCases('4711')).toEqual([]);
  expect(otherCases('aB').map(({ text }) => text)).toEqual(['AB', 'ab', 'Ab', 'ab']);
});

test('hosts differ by run, test and count, are no longer than 130 characters, and nobody can own them', () => {
  const next = hostsFor('4f2a9c1d', 'limit-21st-refused');
  const hosts = [next(), next(), hostsFor('4f2a9c1d', 'limit')(), hostsFor('0', 'limit-21st-refused')()];
  expect(hosts[0]).toBe('limit-21st-refused-1.r4f2a9c1d.conformance.example');
  expect(new Set(hosts).size).toBe(4);
  for (const host of hosts) expect.soft(isOurs(host)).toBe(true);
  const marker = markerUrl('acc_1');
  expect([markerUrl('acc_1'), isOurs(new URL(marker).hostname)]).toEqual([marker, true]);
  expect(markerUrl('acc_2')).not.toBe(marker);
});
