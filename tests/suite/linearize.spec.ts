/**
 * Whether a concurrent history can be explained: known histories, and random ones compared with a search of
 * all orders.
 */
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import {
  linearize,
  type Linearization,
  type Operation,
  type SequentialModel,
} from '../../fixtures/checks/bursts/linearize.ts';
import { reduced, withAnswersOf } from '../../fixtures/checks/bursts/reduce.ts';

const SEED = 20250324;

/** The value of a register, or the URLs of an account. */
type State = readonly string[];
type Model = SequentialModel<State, string, string>;
interface Case {
  readonly history: readonly Operation<string, string>[];
  readonly initial: State;
  readonly model: Model;
}

/** A register: `w1` writes 1, `r` reads, `toss` writes 1 or 2. */
const register: Model = {
  step: (state, call, answer) => {
    if (call === 'r') return answer === undefined || answer === state.join('') ? [state] : [];
    return call === 'toss' ? [['1'], ['2']] : [[call.slice(1)]];
  },
  keyOf: (state) => state.join(''),
};

/**
 * An account with room for `limit` URLs. A call is the URL to create; answers are `accepted`, `exists`,
 * `full`.
 */
const plainAccount = (limit: number): Model => ({
  step: (state, url, answer) => {
    const isTaken = state.includes(url);
    const isFull = state.length >= limit;
    if (answer === 'exists') return isTaken ? [state] : [];
    if (answer === 'full') return isFull ? [state] : [];
    if (!isTaken && !isFull) return [[...state, url].toSorted()];
    return answer === undefined ? [state] : [];
  },
  keyOf: (state) => state.join(','),
});
/** All lost creates of URLs that no answer is about have one kind: each of them just takes a slot. */
const account = (limit: number): Model => ({
  ...plainAccount(limit),
  kindOf: (url, answered) => (answered.some(({ call }) => call === url) ? url : ''),
});

/**
 * Reads `0-9 w1 ok; 1- r`: when a call was made and returned, the call, the answer. Lost calls never return.
 */
function historyOf(lines: string): Case['history'] {
  return lines.split(';').map((line, client) => {
    const [, from, to = '', call = '', answer] = /^ *(\d+)-(\d*) (\w+)(?: (\w+))?$/.exec(line) ?? [];
    if (from === undefined || (to === '') !== (answer === undefined)) throw new Error(`No call: ${line}`);
    return { client, call, answer, invokedAt: Number(from), returnedAt: to === '' ? Infinity : Number(to) };
  });
}
const onRegister = (lines: string): Case => ({ history: historyOf(lines), initial: ['0'], model: register });
const onAccount = (limit: number, lines: string, initial: State = []): Case => ({
  history: historyOf(lines),
  initial,
  model: account(limit),
});

function decided({ history, initial, model }: Case, budget?: number): Linearization {
  return linearize(history, initial, model, budget === undefined ? {} : { budget });
}
function coreOf({ history, initial, model }: Case, budget?: number): readonly number[] {
  return reduced(history, initial, model, budget === undefined ? {} : { budget });
}
function keeping(one: Case, kept: readonly number[]): Case {
  return { ...one, history: withAnswersOf(one.history, new Set(kept)) };
}

/**
 * Whether an order explains a history: it has each answered call once, none too late, with the answers of the
 * model.
 */
function explains({ history, initial, model }: Case, order: readonly number[]): boolean {
  const placed = order.flatMap((index) => history[index] ?? []);
  const isWhole = history.every(({ answer }, index) => answer === undefined || order.includes(index));
  if (!isWhole || new Set(order).size < order.length || placed.length < order.length) return false;
  const isLate = placed.some(({ returnedAt }, place) =>
    placed.slice(0, place).some(({ invokedAt }) => returnedAt < invokedAt),
  );
  if (isLate) return false;
  let states: readonly State[] = [initial];
  for (const { call, answer } of placed) states = states.flatMap((state) => model.step(state, call, answer));
  return states.length > 0;
}

/** All orders of all subsets of the numbers below a size. */
const orders = Array.from({ length: 7 }, (_, size) => {
  const found: (readonly number[])[] = [[]];
  // The loop also visits the orders that it appends.
  for (const order of found) {
    for (let index = 0; index < size; index += 1) if (!order.includes(index)) found.push([...order, index]);
  }
  return found;
});
const isExplained = (one: Case): boolean =>
  orders[one.history.length]?.some((order) => explains(one, order)) ?? false;

const legal: Readonly<Record<string, Case>> = {
  'only lost calls': onRegister('0- w1; 0- w2'),
  'a read during a write has the old value': onRegister('0-9 w1 ok; 1-2 r 0'),
  'a read during a write has the new value': onRegister('0-9 w1 ok; 1-2 r 1'),
  'during a write first the old value is read, then the new': onRegister('0-9 w1 ok; 1-2 r 0; 3-4 r 1'),
  'two writes overlap, the reads agree': onRegister('0-5 w1 ok; 0-5 w2 ok; 6-7 r 1; 6-7 r 1'),
  'a read that ends when the write begins has the new value': onRegister('0-1 r 1; 1-2 w1 ok'),
  'a lost write is read long after': onRegister('0- w1; 50-51 r 0; 60-61 r 1'),
  'a lost write comes after a later one': onRegister('0- w1; 10-11 w2 ok; 12-13 r 2; 14-15 r 1'),
  'a toss is read as either side': onRegister('0-1 toss ok; 2-3 r 2; 4-5 toss ok; 6-7 r 1'),
  'a state is left and reached again': onRegister('0-1 w1 ok; 2-3 w0 ok; 4-5 w1 ok; 6-7 r 1'),
  'of three creates of one URL one is accepted': onAccount(20, '0-3 a exists; 0-3 a accepted; 0-3 a exists'),
  'a duplicate is refused while the create that is accepted runs': onAccount(
    20,
    '0-9 a accepted; 1-2 a exists',
  ),
  'as many are accepted as there is room for': onAccount(2, '0-3 a full; 0-3 b accepted; 0-3 c full', ['x']),
  'a duplicate in a full account is either': onAccount(1, '0-3 a accepted; 0-3 a full; 0-3 a exists'),
  'a lost create makes a duplicate': onAccount(20, '0- a; 20-21 a exists'),
  'a lost create takes the last place': onAccount(1, '0- a; 20-21 b full'),
  'a lost create was not carried out': onAccount(1, '0- a; 20-21 b accepted'),
  'a lost create comes too late': onAccount(20, '0- a; 20-21 a accepted; 22-23 a exists'),
  'of two lost creates one was carried out': onAccount(
    2,
    '0- a; 0- b; 20-21 b exists; 22-23 c accepted; 24-25 d full',
  ),
};

for (const [name, one] of Object.entries(legal)) {
  test(`can be explained: ${name}`, () => {
    const found = decided(one);
    expect(found.verdict).toBe('pass');
    expect(found.verdict === 'pass' && explains(one, found.order)).toBe(true);
    expect(isExplained(one)).toBe(true);
    expect(coreOf(one)).toEqual([]);
  });
}

const acceptedTwice = onAccount(20, '0-3 a accepted; 0-3 a exists; 1-4 a accepted');

/** Each with the indexes of its core, and the call of the core that has no place in any order. */
const illegal: Readonly<Record<string, readonly [Case, core: readonly number[], stuckAt: number]>> = {
  'a stale read': [onRegister('0-1 w1 ok; 2-3 w2 ok; 4-5 r 1'), [0, 1, 2], 2],
  'a read before the write': [onRegister('0-1 r 1; 2-3 w1 ok; 4-5 r 1'), [0], 0],
  'the new value, then the old': [onRegister('0-9 w1 ok; 1-2 r 1; 3-4 r 0; 20-21 r 1'), [1, 2], 2],
  'a confirmed write is lost': [onRegister('0-1 w1 ok; 2-3 r 0; 4-5 w2 ok'), [0, 1], 1],
  // Both writes belong to the core: a lost write could come late. The reads overlap and already disagree.
  'two readers disagree': [
    onRegister('0-1 w1 ok; 0-1 w2 ok; 2-3 r 1; 4-5 r 2; 2-3 r 2; 4-5 r 1'),
    [0, 1, 2, 4],
    2,
  ],
  'a value from nowhere': [onRegister('0-9 w1 ok; 0- w2; 3-4 r 7'), [2], 2],
  'a lost write is read, and then no more': [onRegister('0- w1; 50-51 r 1; 60-61 r 0'), [1, 2], 2],
  'a lost write is read before it was made': [onRegister('0-1 r 1; 2- w1; 3-4 r 1'), [0], 0],
  'a toss is read as no side': [onRegister('0-1 toss ok; 2-3 r 0'), [0, 1], 1],
  'one URL is accepted twice at the same moment': [acceptedTwice, [0, 2], 2],
  'one more is accepted than there is room for': [
    onAccount(3, '0-3 a accepted; 0-3 b accepted; 0-3 a exists; 0-4 c accepted; 5-6 d full', ['x']),
    [0, 1, 3],
    3,
  ],
  'full is answered too early': [onAccount(3, '0-3 a accepted; 0-3 b accepted; 0-3 a full'), [2], 2],
  'a duplicate is refused before any other was sent': [onAccount(20, '0-1 a exists; 2-3 a accepted'), [0], 0],
  'a confirmed create is lost': [onAccount(20, '0-3 a accepted; 0-3 b accepted; 4-5 a accepted'), [0, 2], 2],
  'a lost create was carried out, and was not': [onAccount(1, '0- a; 2-3 b full; 4-5 c accepted'), [1, 2], 2],
};

for (const [name, [one, core, stuckAt]] of Object.entries(illegal)) {
  test(`cannot be explained: ${name}`, () => {
    expect(isExplained(one)).toBe(false);
    expect(decided(one).verdict).toBe('fail');
    expect(coreOf(one)).toEqual(core);
    expect(decided(keeping(one, core))).toMatchObject({ verdict: 'fail', stuckAt });
  });
}

test('the order of a failure explains as much as possible, and names the call that had to come next', () => {
  const one = onAccount(20, '0-1 a accepted; 2-6 b accepted; 2-5 b accepted; 7-8 c accepted');
  expect(decided(one)).toEqual({ verdict: 'fail', order: [0, 1], stuckAt: 2 });
});

test('a search that runs out of its budget is unknown, not illegal: a larger budget never changes a verdict', () => {
  for (const one of [...Object.values(legal), ...Object.values(illegal).map(([each]) => each)]) {
    const verdicts = Array.from({ length: 60 }, (_, index) => decided(one, index + 1).verdict);
    const known = verdicts.filter((verdict) => verdict !== 'unknown');
    expect(new Set(known)).toEqual(new Set([decided(one).verdict]));
    expect(verdicts.slice(-known.length)).toEqual(known);
  }
  expect(decided(acceptedTwice, 1)).toEqual({ verdict: 'unknown' });
});

const many = Array.from({ length: 16 }, (_, at) => `${3 * at}-${3 * at + 1} other${at} accepted`);
const twice = ['5-6 a accepted', '90-91 a accepted'];

test('a core is found among many calls that have nothing to do with it', () => {
  expect(coreOf(onAccount(20, [...many, ...twice].join(';')))).toEqual([16, 17]);
});

test('a core that was searched with too small a budget is larger, but illegal', () => {
  const history = historyOf([...many.slice(0, 7), ...twice].join(';'));
  const one: Case = { history, initial: [], model: plainAccount(20) };
  const cores = Array.from({ length: 30 }, (_, index) => coreOf(one, 5 + 3 * index));
  const found = cores.filter(({ length }) => length > 0);
  expect(new Set(found.map(({ length }) => length)).size).toBeGreaterThan(2);
  expect(found.map((core) => decided(keeping(one, core)).verdict)).toEqual(found.map(() => 'fail'));
  expect(coreOf(one)).toEqual([7, 8]);
});

test('a lost call is open to the end, whenever the client gave up on it', () => {
  const { history, ...rest } = onRegister('0- w1; 50-51 r 0; 60-61 r 1');
  const gaveUp = history.map((each) => (each.answer === undefined ? { ...each, returnedAt: 10 } : each));
  expect(decided({ ...rest, history: gaveUp }).verdict).toBe('pass');
});

test('a call that returns before it was made is an error of the caller, not of the target', () => {
  const { history, ...rest } = onRegister('5-9 w1 ok');
  for (const returnedAt of [4, Number.NaN]) {
    const broken = history.map((each) => ({ ...each, returnedAt }));
    expect(() => decided({ ...rest, history: broken })).toThrow(RangeError);
  }
});

test('a long history is searched to its end, and a fault late in it is found', () => {
  const writes = Array.from({ length: 3000 }, (_, at) => `${2 * at}-${2 * at + 1} w${at % 7} ok`).join(';');
  const ending = `${writes}; 6000-6009 w1 ok; 6000-6009 w2 ok; 6010-6011 r 2`;
  expect(decided({ history: [], initial: [], model: register })).toEqual({ verdict: 'pass', order: [] });
  expect(decided(onRegister(writes))).toEqual({ verdict: 'pass', order: [...Array(3000).keys()] });
  expect(decided(onRegister(ending)).verdict).toBe('pass');
  expect(decided(onRegister(`${ending}; 6012-6013 r 1`))).toMatchObject({ verdict: 'fail', stuckAt: 3003 });
});

/** Random histories of up to 6 calls at few moments, so that many moments are equal. */
function histories(calls: readonly string[], models: readonly Model[], initial: State): readonly Case[] {
  const line = fc
    .tuple(fc.nat(7), fc.nat(4), fc.constantFrom(...calls))
    .map(([from, length, call]) => `${from}-${call.includes(' ') ? from + length : ''} ${call}`);
  const lines = fc.array(line, { minLength: 1, maxLength: 6, size: 'max' });
  return fc
    .sample(fc.tuple(lines, fc.constantFrom(...models)), { numRuns: 3000, seed: SEED })
    .map(([each, model]) => ({ history: historyOf(each.join(';')), initial, model }));
}

const reads = ['r 0', 'r 1', 'r 2', 'r 1', 'r 2', 'r'];
const writes = ['w0 ok', 'w1 ok', 'w2 ok', 'w1', 'w2', 'toss ok', 'toss'];
const answers = ['', ' accepted', ' accepted', ' exists', ' full'];
const creates = ['a', 'b', 'c', 'd'].flatMap((url) => answers.map((answer) => `${url}${answer}`));

for (const [name, calls, models, initial] of [
  ['a register', [...reads, ...writes], [register], ['0']],
  ['an account', creates, [1, 2, 3].map(account), []],
  ['an account without kinds', creates, [1, 2, 3].map(plainAccount), []],
] as const) {
  test(`random histories of ${name} are judged as by a search of all orders`, () => {
    const counts = { pass: 0, fail: 0, unknown: 0 };
    const wrong = histories(calls, models, initial).filter((one) => {
      const found = decided(one);
      counts[found.verdict] += 1;
      return found.verdict === 'pass' ? !explains(one, found.order) : isExplained(one);
    });
    expect(wrong).toEqual([]);
    expect(counts.unknown).toBe(0);
    expect(Math.min(counts.pass, counts.fail), JSON.stringify(counts)).toBeGreaterThan(600);
  });

  test(`random histories of ${name} are reduced to a core that is illegal, and legal without any one call`, () => {
    const sizes = new Set<number>();
    const wrong = histories(calls, models, initial).filter((one) => {
      const core = coreOf(one);
      sizes.add(core.length);
      if (core.length === 0) return decided(one).verdict === 'fail';
      const smaller = core.map((each) => core.filter((other) => other !== each));
      return isExplained(keeping(one, core)) || !smaller.every((each) => isExplained(keeping(one, each)));
    });
    expect(wrong).toEqual([]);
    expect([...sizes]).toEqual(expect.arrayContaining([0, 1, 2, 3]));
  });
}
