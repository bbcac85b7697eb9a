import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import {
  configurationIn,
  configurationsIn,
  describeList,
  differenceOf,
  fieldsOf,
  type Configuration,
} from '../../fixtures/contract/configurations.ts';
import type { Json } from '../../fixtures/wire/json.ts';
import { answerOf, documented, exampleOf } from './answers-made-up.ts';

const EXAMPLE: Configuration = {
  configId: 'whc_9Tb3mKe6WqZr5HdXu8NvCa',
  url: 'https://hooks.example.com/orders',
};

test('list and get are read as configurations, and an empty list as none', async () => {
  const { method: list } = await documented('list');
  const { method: get } = await documented('get');
  expect(configurationsIn(exampleOf(list, 'accepted'))).toEqual([EXAMPLE]);
  expect(configurationsIn(exampleOf(list, 'accepted', 'data.configs', []))).toEqual([]);
  expect(configurationIn(exampleOf(get, 'accepted'))).toEqual(EXAMPLE);
  for (const answer of [exampleOf(list, 'accepted'), exampleOf(get, 'accepted')]) {
    expect(fieldsOf(answer, EXAMPLE.configId)).toMatchObject({ created_at: '2026-01-31T09:30:00.250Z' });
    expect(fieldsOf(answer, 'whc_other')).toBeUndefined();
  }
});

test('an answer that is refused or cannot be read is no configuration, and never an empty list', async () => {
  const { method: list } = await documented('list');
  const { method: get } = await documented('get');
  for (const name of ['BAD_REQUEST', 'ACCOUNT_NOT_FOUND', 'unauthenticated']) {
    expect.soft(configurationsIn(exampleOf(list, name))).toBeUndefined();
    expect.soft(configurationIn(exampleOf(get, name))).toBeUndefined();
  }
  const values: readonly (Json | undefined)[] = [
    undefined,
    null,
    'none',
    {},
    [null],
    [{}],
    [{ config_id: 'a' }],
    [{ config_id: 1, url: 'u' }],
  ];
  for (const value of values)
    expect.soft(configurationsIn(exampleOf(list, 'accepted', 'data.configs', value))).toBeUndefined();
  for (const json of [undefined, null, [], 'text', { data: [] }, { data: { url: 'u' } }]) {
    expect.soft(configurationsIn(answerOf(200, json))).toBeUndefined();
    expect.soft(configurationIn(answerOf(200, json))).toBeUndefined();
    expect.soft(fieldsOf(answerOf(200, json), 'whc_a')).toBeUndefined();
  }
  const refused = { ...exampleOf(list, 'accepted'), status: 500 };
  expect(configurationsIn(refused)).toBeUndefined();
});

const one: fc.Arbitrary<Configuration> = fc.record({
  configId: fc.constantFrom('whc_a', 'whc_b', 'whc_c'),
  url: fc.constantFrom('https://a.example', 'https://b.example'),
});

const sorted = (list: readonly Configuration[]): string =>
  list
    .map(({ configId, url }) => `${configId} ${url}`)
    .toSorted()
    .join();

test('without the missing and the surplus configurations two lists are equal, and nothing is in both', () => {
  fc.assert(
    fc.property(fc.array(one), fc.array(one), (wanted, shown) => {
      const { missing, surplus } = differenceOf(wanted, shown);
      expect(sorted([...wanted, ...surplus])).toBe(sorted([...shown, ...missing]));
      expect(differenceOf(missing, surplus)).toEqual({ missing, surplus });
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('lists in another order are the same, and one that shows a configuration twice is not', () => {
  const b: Configuration = { configId: 'whc_b', url: 'https://b.example' };
  expect(differenceOf([EXAMPLE, b], [b, EXAMPLE])).toEqual({ missing: [], surplus: [] });
  expect(differenceOf([EXAMPLE], [EXAMPLE, EXAMPLE])).toEqual({ missing: [], surplus: [EXAMPLE] });
  expect(differenceOf([EXAMPLE, EXAMPLE], [EXAMPLE])).toEqual({ missing: [EXAMPLE], surplus: [] });
  const moved = { ...EXAMPLE, url: b.url };
  expect(differenceOf([EXAMPLE], [moved])).toEqual({ missing: [EXAMPLE], surplus: [moved] });
});

test('a list is described by what it lacks and has, and first by what stands there several times', () => {
  const b: Configuration = { configId: 'whc_b', url: 'https://b.example' };
  const [name, other] = [
    'whc_9Tb3mKe6WqZr5HdXu8NvCa (https://hooks.example.com/orders)',
    'whc_b (https://b.example)',
  ];
  expect(describeList([EXAMPLE], [b])).toBe(`a list without ${name} and with ${other}`);
  expect(describeList([EXAMPLE, b], [b, b])).toBe(`a list with ${other} 2 times and without ${name}`);
  expect(describeList([b], [EXAMPLE, b, b, b])).toBe(`a list with ${other} 3 times, ${name}`);
  const moved = { ...b, url: EXAMPLE.url };
  expect(describeList([b], [b, moved])).toBe(`a list with ${other}, whc_b (${EXAMPLE.url})`);
});
