/** The plan of a run whose accounts may hold configurations already. */
import { LIMIT } from '../../fixtures/contract/belief.ts';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { EMPTY_ROOM } from '../../fixtures/session/budget.ts';
import { obstacleOf, planFor, planOf, type NamedNeed } from '../../fixtures/session/plan.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { anyHeld, anyNeeds, flawsOf } from './plan-flaws.ts';

/** Every room has at least this many slots. */
const ROOM = 8;

test('no account is over-booked, with any configurations that accounts hold', () => {
  fc.assert(
    fc.property(anyNeeds, anyHeld, (all, held) => flawsOf(planOf(all, held), all, held).length === 0),
    { numRuns: 1000, seed: 7 },
  );
});

test('a plan without an obstacle has enough accounts, rooms with space, and an empty account', () => {
  let clear = 0;
  fc.assert(
    fc.property(anyNeeds, anyHeld, (all, held) => {
      const plan = planOf(all, held);
      if (obstacleOf(plan, held) !== undefined) return;
      clear += 1;
      expect(plan.accounts).toBeLessThanOrEqual(held.length);
      for (const { whole, slots, account } of [...plan.first.values(), ...plan.second.values()]) {
        expect(slots).toBeLessThanOrEqual(LIMIT - (held[account] ?? LIMIT));
        if (whole) expect(slots).toBeGreaterThanOrEqual(ROOM);
      }
      for (const [id, need] of all) {
        if ('room' in need && need.room === EMPTY_ROOM) expect(plan.first.get(id)?.slots).toBe(LIMIT);
        if (need.second === EMPTY_ROOM) expect(plan.second.get(id)?.slots).toBe(LIMIT);
      }
    }),
    { numRuns: 1000, seed: 7 },
  );
  expect(clear).toBeGreaterThan(100);
});

const roomy: readonly NamedNeed[] = [
  ['a', { room: 'x' }],
  ['b', { slots: 10 }],
  ['c', { room: EMPTY_ROOM }],
];

test('the room that has to be empty gets the account that holds least, the other rooms get the next ones', () => {
  const plan = planOf(roomy, [0, 3, 4]);
  expect(['c', 'a', 'b'].map((id) => plan.first.get(id))).toEqual([
    { account: 0, slots: 20, whole: true },
    { account: 1, slots: 17, whole: true },
    { account: 2, slots: 10, whole: false },
  ]);
  expect(obstacleOf(plan, [0, 3, 4])).toBeUndefined();
});

test('an account with too little space is left out', () => {
  const shared: readonly NamedNeed[] = [
    ['a', { slots: 4 }],
    ['b', { slots: 5 }],
    ['c', { slots: 1 }],
  ];
  const plan = planOf(shared, [13, 14, 18]);
  const accounts = ['a', 'b', 'c'].map((id) => plan.first.get(id)?.account);
  expect(accounts).toEqual([0, 3, 0]);
  expect(plan.accounts).toBe(4);
});

test('the obstacle says how many accounts are missing, or that accounts are too full or not empty', () => {
  for (const [held, reason] of [
    [[0, 0], /too few free slots together: at least 1 more empty accounts/],
    [[], /at least 3 more empty accounts/],
    [[0, 0, 9], /too few free slots together: at least 1 more empty accounts/],
    [[0, 13, 13, 0], /too many of them hold more than 12 configurations/],
    [[0, 12, 12, 12, 0], undefined],
    [[1, 1, 1], /all of them hold configurations; one has to be empty/],
    [[0, 12, 8], undefined],
  ] as const) {
    const found = obstacleOf(planOf(roomy, held), held);
    if (reason === undefined) expect.soft(found, String(held)).toBeUndefined();
    else expect.soft(found, String(held)).toMatch(reason);
  }
});

test('tests that share accounts need no empty account', () => {
  const shared: readonly NamedNeed[] = [['a', { slots: 4 }]];
  expect(obstacleOf(planOf(shared, [5]), [5])).toBeUndefined();
});

test('a run of all claims on empty accounts is planned as if nothing were known of them', () => {
  const { accounts } = planFor(claims);
  const held = Array.from({ length: accounts }, () => 0);
  expect(planFor(claims, held)).toEqual(planFor(claims));
  expect(obstacleOf(planFor(claims, held), held)).toBeUndefined();
  expect(planFor(claims).first.get('list-none-empty')).toMatchObject({ account: 0, whole: true });
});
