/** The plan of a run whose accounts are few, or hold configurations already. */
import { LIMIT } from '../../fixtures/contract/belief.ts';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { EMPTY_ROOM } from '../../fixtures/session/budget.ts';
import { RESERVED, ROOM_SLOTS } from '../../fixtures/session/packing.ts';
import { missingFor, planFor, planOf, type NamedNeed } from '../../fixtures/session/plan.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { anyHeld, anyNeeds, flawsOf } from './plan-flaws.ts';

const checked = { numRuns: 1000, seed: 7 };

/** Accounts that hold nothing. */
const empty = (count: number): readonly number[] => Array.from({ length: count }, () => 0);

test('no test gets more than its accounts have, whatever they hold, and whether or not tests take turns', () => {
  fc.assert(
    fc.property(anyNeeds, anyHeld, (all, held) => {
      expect(flawsOf(planOf(all, { held, canDelete: true }), all, held)).toEqual([]);
      expect(flawsOf(planOf(all, { held: empty(held.length) }), all)).toEqual([]);
      expect(planOf(all, { held, canDelete: true }).accounts).toBeLessThanOrEqual(held.length);
      expect(planOf(all, { held: empty(held.length) }).accounts).toBeLessThanOrEqual(held.length);
    }),
    checked,
  );
});

test('where tests take turns, none is left out for which two accounts have enough free slots', () => {
  let left = 0;
  fc.assert(
    fc.property(anyNeeds, anyHeld, (all, held) => {
      const { wanting } = planOf(all, { held, canDelete: true });
      const fitting = (need: number | string): number =>
        held.filter((count) =>
          need === EMPTY_ROOM
            ? count === 0
            : LIMIT - count >= (typeof need === 'string' ? ROOM_SLOTS : need + RESERVED),
        ).length;
      for (const [id, need] of all) {
        const one = fitting('room' in need ? need.room : need.slots);
        const other = need.second === undefined ? Infinity : fitting(need.second);
        if (one >= 2 && other >= 2) expect(wanting.has(id), JSON.stringify(need)).toBe(false);
        if (one === 0 || other === 0) expect(wanting.has(id), JSON.stringify(need)).toBe(true);
      }
      left += wanting.size;
    }),
    checked,
  );
  expect(left).toBeGreaterThan(100);
});

test('rooms have space, and the room that has to be empty has an empty account', () => {
  fc.assert(
    fc.property(anyNeeds, anyHeld, (all, held) => {
      const { first, second } = planOf(all, { held, canDelete: true });
      for (const { whole, room, slots } of [...first.values(), ...second.values()])
        if (whole) expect(slots).toBeGreaterThanOrEqual(room === EMPTY_ROOM ? LIMIT : ROOM_SLOTS);
    }),
    checked,
  );
});

test('workers, who know only the accounts that the plan uses, compute the same plan', () => {
  fc.assert(
    fc.property(anyNeeds, anyHeld, (all, held) => {
      const { accounts, ...plan } = planOf(all, { held, canDelete: true });
      const { accounts: _, ...again } = planOf(all, { held: held.slice(0, accounts), canDelete: true });
      expect(again).toEqual(plan);
    }),
    checked,
  );
});

const roomy: readonly NamedNeed[] = [
  ['a', { room: 'x' }],
  ['b', { slots: 10 }],
  ['c', { room: EMPTY_ROOM }],
];

test('with enough accounts, the emptiest one is for the room that has to be empty, the next are for the others', () => {
  const plan = planOf(roomy, { held: [0, 3, 4], canDelete: true });
  expect(plan).toMatchObject({ inTurn: false, wanting: new Map() });
  expect(['c', 'a', 'b'].map((id) => plan.first.get(id))).toEqual([
    { account: 0, slots: 20, whole: true, room: EMPTY_ROOM },
    { account: 1, slots: 17, whole: true, room: 'x' },
    { account: 2, slots: 10, whole: false },
  ]);
});

test('with fewer accounts tests take turns, and are spread', () => {
  const shared: readonly NamedNeed[] = Array.from({ length: 6 }, (_, index) => [`${index}`, { slots: 9 }]);
  const plan = planOf(shared, { held: [0, 0], canDelete: true });
  expect(plan.inTurn).toBe(true);
  expect([...plan.first.values()].map(({ account }) => account)).toEqual([0, 1, 0, 1, 0, 1]);
});

test('what finds no account says what it needs', () => {
  const needs: readonly NamedNeed[] = [...roomy, ['d', { slots: 1, second: 2 }]];
  const wantingOf = (held: readonly number[], canDelete: boolean): unknown =>
    Object.fromEntries(planOf(needs, { held, canDelete }).wanting);
  expect(wantingOf([1], true)).toEqual({
    c: 'needs an account that is empty before the run',
    d: 'needs an account with 3 free slots, and another with 4 free slots',
  });
  expect(wantingOf([13, 17], true)).toEqual({
    a: 'needs an account with at least 8 free slots',
    b: 'needs an account with 12 free slots',
    c: 'needs an account that is empty before the run',
    d: 'needs an account with 3 free slots, and another with 4 free slots',
  });
  expect(wantingOf([0, 0], false)).toEqual({
    a: 'needs an account of its own that is empty',
    c: 'needs an account that is empty before the run',
  });
});

test('two accounts suffice for all claims, if one is empty and the other has enough space', () => {
  expect(planFor(claims, [0, 0])).toMatchObject({ inTurn: true, wanting: new Map() });
  expect(planFor(claims, [0, 6]).wanting).toEqual(new Map());
  expect([empty(2), [0], [1, 1], [20, 20], []].map((held) => missingFor(claims, held))).toEqual([
    0, 1, 1, 2, 2,
  ]);
  expect(planFor(claims, [0]).wanting.size).toBeLessThan(25);
});

test('without the claim management, as many are missing as are not there', () => {
  const { accounts } = planFor(['create']);
  for (const some of [0, 1, 4, accounts]) expect(missingFor(['create'], empty(some))).toBe(accounts - some);
  // Shared accounts come before rooms.
  expect(planFor(['create'], empty(1)).first.size).toBeGreaterThan(10);
});

test('where tests take turns, those of the full account do not follow those of other filled accounts', () => {
  for (let some = 2; some <= 24; some += 1) {
    const { first } = planFor(claims, empty(some));
    const limit = first.get('limit-slot-freed')?.account;
    for (const id of ['effects-refusal-takes-no-slot', 'uniqueness-filled-account'])
      expect(first.get(id)?.account, `${id} of ${some}`).not.toBe(limit);
  }
});

test('a run of all claims on enough empty accounts is planned as if nothing were known of them', () => {
  const { accounts } = planFor(claims);
  expect(planFor(claims, empty(accounts))).toEqual(planFor(claims));
  expect(planFor(claims).first.get('list-none-empty')).toMatchObject({ account: 0, whole: true });
});
