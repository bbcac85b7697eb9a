/** The histories of a run: planned towards what has not been tried. */
import { expect, test } from '@playwright/test';
import { untouched } from '../../fixtures/contract/belief.ts';
import type { Call } from '../../fixtures/contract/calls.ts';
import { plannedHistories } from '../../fixtures/generate/history/planned.ts';
import { withAfter, STEP_KINDS, type Beliefs } from '../../fixtures/generate/history/steps.ts';
import { POSSIBLE, Tried } from '../../fixtures/generate/history/tried.ts';
import { historiesFor } from '../../fixtures/session/slow.ts';

const SEED = 20250324;
const { most } = historiesFor(0);

const EMPTY: Beliefs = [untouched([]), untouched([])];
const HELD: Beliefs = withAfter(EMPTY, 0, { kind: 'create', configId: 'whc_1', url: 'https://h.test/a' });
const create = (letter: string): Call => ({ method: 'create', account: 0, url: `https://h.test/${letter}` });
const CREATED = { kind: 'create', configId: 'whc_1', url: 'https://h.test/a' } as const;

test('the same seed gives the same histories, another seed others', () => {
  const first = plannedHistories(SEED, 5);
  expect(plannedHistories(SEED, 5)).toEqual(first);
  expect(plannedHistories(SEED + 1, 5)).not.toEqual(first);
});

test('few histories start from the same fillings as many', () => {
  for (const count of [4, most]) {
    const held = plannedHistories(SEED, count).map((one) => one.held);
    expect([...new Set(held)]).toEqual([10, 17, 18, 19]);
    expect(held).toEqual(held.toSorted((a, b) => a - b));
  }
});

test('all kinds of steps are planned, in both accounts', () => {
  const steps = plannedHistories(SEED, most).flatMap((one) => one.steps);
  for (const kind of STEP_KINDS) {
    const accounts = steps.filter((step) => step.kind === kind).map(({ account }) => account);
    expect.soft(new Set(accounts).size, kind).toBe(2);
  }
});

test('a pair and a triple are tried once they have ended, and worth less than before', () => {
  const tried = new Tried();
  tried.begin();
  const duplicate = create('a');
  tried.note(create('a'), EMPTY, CREATED);
  expect(tried.counts).toEqual({ pairs: 1, triples: 0 });
  const before = tried.worthOf(duplicate, HELD);
  tried.note(duplicate, HELD, undefined);
  expect(tried.counts).toEqual({ pairs: 3, triples: 2 });
  tried.begin();
  tried.note(create('a'), EMPTY, CREATED);
  expect(tried.worthOf(duplicate, HELD)).toBeLessThan(before);
  tried.note(duplicate, HELD, undefined);
  expect(tried.counts).toEqual({ pairs: 3, triples: 2 });
});

test('what lies between two calls on one URL makes another triple, also of a URL that looks alike', () => {
  const get: Call = { method: 'get', account: 0, configId: 'whc_1' };
  const worthAfter = (...letters: readonly string[]): number => {
    const tried = new Tried();
    tried.begin();
    tried.note(create('a'), EMPTY, CREATED);
    tried.note(get, HELD, undefined);
    tried.begin();
    tried.note(create('a'), EMPTY, CREATED);
    for (const letter of letters)
      tried.note(create(letter), HELD, {
        kind: 'create',
        configId: 'whc_2',
        url: `https://h.test/${letter}`,
      });
    return tried.worthOf(get, HELD);
  };
  expect(worthAfter('b')).toBe(worthAfter() + 1);
  expect(worthAfter('a/')).toBe(worthAfter() + 1);
});

test('what was tried is said with how much there is', () => {
  const tried = new Tried();
  tried.begin();
  tried.note(create('a'), EMPTY, CREATED);
  const { pairs, triples } = POSSIBLE;
  const [all, more] = [pairs, triples].map((count) => count.toLocaleString('en-US'));
  expect(tried.sentence).toBe(`1 of about ${all} pairs and 0 of about ${more} triples of calls`);
});
