/** The pairs of specs/vectors/folds.json, the edits of URLs, and what explains the answers to them. */
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { explanationOf, type Comparison } from '../../fixtures/checks/comparisons.ts';
import { isPlainlyRight, LONGEST_URL } from '../../fixtures/contract/asked.ts';
import { areEquivalent } from '../../fixtures/contract/equivalent-urls.ts';
import { foldKeys } from '../../fixtures/generate/fold-keys.ts';
import { edited, urlEdit } from '../../fixtures/generate/url-edits.ts';
import { foldNames, openPairs, pairAt, urlFolds, withHost } from '../../fixtures/generate/url-folds.ts';
import { DOMAIN } from '../../fixtures/generate/urls.ts';
import { urlOf, urlParts } from '../../fixtures/generate/valid-url.ts';
import { rulesOf } from '../../fixtures/reference/mutant.ts';
import { urlVariants } from '../../fixtures/reference/variants/urls.ts';
import vectors from '../../specs/vectors/folds.json' with { type: 'json' };

const HOST = `uniqueness-folded-url-12.r4f2a9c1d.${DOMAIN}`;
const LONG_HOST = `${'h'.repeat(110)}.${DOMAIN}`;

/** The URLs that an account may hold at one time. */
const groups = [...new Set(urlFolds.map(({ urls: [first] }) => first))].map((first) => [
  first,
  ...urlFolds.filter(({ urls }) => urls[0] === first).map(({ urls }) => urls[1]),
]);

/** How right servers may compare URLs, by the reference server. */
const rightKeys = urlVariants.map((variant) => rulesOf(variant).urlKey);

test('all URLs that are held together are kept apart by every comparison that the contract allows', () => {
  for (const group of groups) {
    for (const [at, template] of group.entries()) {
      for (const later of group.slice(at + 1)) {
        const [one, other] = [withHost(template, HOST), withHost(later, HOST)];
        expect.soft(areEquivalent(one, other), `${one} and ${other}`).toBe(false);
        const folding = rightKeys.filter((key) => key(one) === key(other));
        expect.soft(folding, `${one} and ${other}`).toEqual([]);
      }
    }
  }
});

test('each open pair may count as one, and some right server of ours takes it for one', () => {
  for (const pair of openPairs) {
    const [one, other] = pairAt(pair, HOST);
    expect.soft(areEquivalent(one, other), pair.name).toBe(true);
    expect.soft(rightKeys.filter((key) => key(one) === key(other)).length, pair.name).toBeGreaterThan(1);
  }
});

test('every URL has to be accepted alone, but those that say that they may be refused', () => {
  for (const host of [HOST, LONG_HOST]) {
    for (const fold of urlFolds) {
      const [one, other] = pairAt(fold, host);
      const isOpen = [fold.mayNotBeHeld, fold.mayBeRefused];
      expect.soft([!isPlainlyRight(one), !isPlainlyRight(other)], other).toEqual(isOpen);
      const longest = fold.mayNotBeHeld ? LONGEST_URL * 4 : LONGEST_URL;
      expect.soft(Math.max(one.length, other.length), other).toBeLessThanOrEqual(longest);
      expect.soft(new URL(other).hostname, other).toMatch(/\.example\.?$/);
    }
  }
});

test('pairs with the same first URL stand together, and no pair is there twice', () => {
  const firsts = urlFolds.map(({ urls }) => urls[0]);
  const starts = firsts.filter((first, at) => first !== firsts[at - 1]);
  expect(new Set(starts).size).toBe(starts.length);
  expect(new Set(urlFolds.map(({ urls }) => urls.join(' '))).size).toBe(urlFolds.length);
  expect(new Set(vectors.tests.map(({ id }) => id)).size).toBe(vectors.tests.length);
});

test('every normalisation takes its pairs for one, and none of them takes all pairs', () => {
  for (const { id, fold, urls } of vectors.tests) {
    const takes = Object.entries(foldKeys).find(([name]) => name === fold)?.[1];
    const [one = '', other = ''] = urls.map((url) => withHost(url, HOST));
    expect.soft(takes?.(one, other), id).toBe(true);
  }
  for (const [id, takes] of Object.entries(foldKeys)) {
    const taken = urlFolds.filter((fold) => takes(...pairAt(fold, HOST))).length;
    expect.soft(taken, id).toBeGreaterThan(0);
    expect.soft(taken, id).toBeLessThan(urlFolds.length / 2);
  }
});

/** What a server that compares in this way answers to the creates of all pairs. */
function seenOn(isSame: (held: string, fresh: string) => boolean): readonly Comparison[] {
  return urlFolds.map((fold) => {
    const [held, url] = pairAt(fold, HOST);
    return { method: 'create', url, held: [held], isRefused: isSame(held, url) };
  });
}

test('a server with one of the normalisations is told which one it is', () => {
  for (const [id, name] of foldNames) {
    const sentence = explanationOf(seenOn(foldKeys[id]));
    expect.soft(sentence, id).toContain(`the target seems to ignore ${name} (`);
  }
});

test('a server with several normalisations is told all of them, each method apart where they differ', () => {
  const several = explanationOf(
    seenOn((held, fresh) => foldKeys.port(held, fresh) || foldKeys.zeros(held, fresh)),
  );
  expect(several).toContain('the target seems to ignore the port and zeros before a number (');
  const onCreate = seenOn(foldKeys.port);
  const onUpdate = seenOn(foldKeys.www).map((one) => ({ ...one, method: 'update' as const }));
  expect(explanationOf([...onCreate, ...onUpdate])).toMatch(
    /^on create .* ignore the port \(.*; on update .* ignore www\. before the host \(/,
  );
});

test('a part is ignored as a whole where nothing that differs in it was accepted', () => {
  const refused = (...urls: readonly string[]): readonly Comparison[] =>
    urls.map((url) => ({ method: 'create', url, held: ['https://a.example/x?a'], isRefused: true }));
  const inQuery = refused('https://a.example/x?', 'https://a.example/x?b=1', 'https://a.example/x');
  expect(explanationOf(inQuery)).toBe(
    'the target seems to ignore the query: it refused each of 3 URLs that differ from one of the account in it alone',
  );
  expect(explanationOf(inQuery.slice(1)) ?? '').not.toContain('ignore the query:');
  const accepted = inQuery.map((one, at) => ({ ...one, isRefused: at > 0 }));
  expect(explanationOf(accepted) ?? '').not.toContain('ignore the query:');
  const inPath = refused('https://a.example/y?a', 'https://a.example/z?a');
  expect(explanationOf([...inQuery, ...inPath]) ?? '').not.toMatch(/ignore the (?:query|path):/);
});

test('nothing is explained where nothing is refused, or where the refusals have no common reason', () => {
  expect(explanationOf(seenOn(() => false))).toBeUndefined();
  const unlike = seenOn(() => false).map((one) => ({ ...one, held: [`https://other.${DOMAIN}/x/y`] }));
  expect(explanationOf(unlike.map((one, at) => ({ ...one, isRefused: at % 2 === 0 })))).toBeUndefined();
});

test('URLs are equivalent by RFC 3986, by the URL parser, or by one behind the other, and not otherwise', () => {
  const at = (rest: string): string => `https://a.example${rest}`;
  for (const [one, other] of [
    ['/a/./b/../c', '/a/c'],
    ['/%7ea', '/~a'],
    ['/%c3', '/%C3'],
    ['', '/'],
    [':/', '/'],
    ['/a/%2e%2E/%c3', '/%C3'],
  ] as const)
    expect.soft(areEquivalent(at(one), at(other)), one).toBe(true);
  for (const [one, other] of [
    ['/a', '/a/'],
    ['/a?', '/a'],
    ['/a%2Fb', '/a/b'],
    ['/a#', '/a'],
    [':80/a', '/a'],
    ['/A', '/a'],
  ] as const)
    expect.soft(areEquivalent(at(one), at(other)), one).toBe(false);
});

test('an edit makes another URL that has to be accepted, of every part and in every way', () => {
  const made = fc
    .sample(fc.tuple(urlParts, urlEdit), { numRuns: 10_000, seed: 20250324 })
    .flatMap(([parts, edit]) => {
      const after = edited(parts, edit);
      return after === undefined ? [] : [{ edit, before: urlOf(parts, HOST), after: urlOf(after, HOST) }];
    });
  const wrong = made.filter(
    ({ before, after }) =>
      !isPlainlyRight(after) ||
      !new URL(after).hostname.endsWith(HOST) ||
      rightKeys.some((key) => key(before) === key(after)),
  );
  expect(wrong).toEqual([]);
  expect(made.length).toBeGreaterThan(4000);
  const ways = new Set(made.map(({ edit: { part, kind, whole } }) => `${part} ${kind} ${whole}`));
  for (const part of ['path', 'query'])
    for (const kind of ['delete', 'double', 'case', 'insert', 'replace', 'swap', 'escape'])
      expect.soft(ways, `${part} ${kind}`).toContain(`${part} ${kind} false`);
  for (const way of ['labels insert true', 'port insert true', 'port delete true', 'query swap true'])
    expect.soft(ways).toContain(way);
});
