import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { needOf, needs } from '../../fixtures/session/budget.ts';
import { planFor, planOf, type NamedNeed } from '../../fixtures/session/plan.ts';
import { catalogue, claims, requirementId, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { anyNeeds, flawsOf } from './plan-flaws.ts';

const judged = requirementIds.filter(
  (id) => catalogue[id].claim === 'create' && catalogue[id].excluded === undefined,
);
const named: readonly NamedNeed[] = judged.map((id) => [id, needOf(id, false)]);

test('no account of the run is over-booked, and no two rooms share one', () => {
  expect(flawsOf(planOf(named), named)).toEqual([]);
});

test('no account is over-booked for any needs of tests, and a second account is another than the first', () => {
  fc.assert(
    fc.property(anyNeeds, (all) => flawsOf(planOf(all), all).length === 0),
    { numRuns: 500, seed: 7 },
  );
});

test('tests of one room have the same account, and no one else has', () => {
  const plan = planOf([
    ['a', { room: 'x' }],
    ['b', { slots: 18 }],
    ['c', { room: 'y' }],
    ['d', { room: 'x', second: 1 }],
  ]);
  const at = (id: string): number | undefined => plan.first.get(id)?.account;
  expect([at('a'), at('c'), at('d'), at('b'), plan.second.get('d')?.account]).toEqual([0, 1, 0, 2, 3]);
  expect(plan.accounts).toBe(4);
});

test('a test that needs more than an account can share is an error that names it', () => {
  expect(() => planOf([['greedy', { slots: 20 }]])).toThrow(/greedy needs 20 slots/);
});

test('one requirement more at the end moves no other test, but that a new room moves the shared accounts by one', () => {
  const before = planOf(named);
  for (const slots of [0, 1, 18]) {
    const after = planOf([...named, ['added', { slots }]]);
    for (const [id, lease] of before.first) expect.soft(after.first.get(id), id).toEqual(lease);
    for (const [id, lease] of before.second) expect.soft(after.second.get(id), id).toEqual(lease);
    expect.soft(after.accounts - before.accounts).toBeLessThanOrEqual(1);
  }
  const roomier = planOf([...named, ['added', { room: 'added' }]]);
  expect(roomier.accounts).toBe(before.accounts + 1);
  for (const [id, { account, whole }] of before.first)
    expect.soft(roomier.first.get(id)?.account, id).toBe(whole ? account : account + 1);
});

test('the plan is the same every time', () => {
  expect(planFor(['create'])).toEqual(planFor(['create']));
  expect(planFor(['create'])).toEqual(planOf(named));
});

test('a run of claim create needs at most 10 accounts', () => {
  const { accounts } = planFor(['create']);
  expect(accounts, `it needs ${accounts} today`).toBeLessThanOrEqual(10);
  test.info().annotations.push({ type: 'accounts', description: String(accounts) });
});

test('every requirement that can be judged has a lease in a run of all claims, and no account is over-booked', () => {
  const all = requirementIds.filter((id) => catalogue[id].excluded === undefined);
  const plan = planFor(claims);
  expect([...plan.first.keys()].toSorted()).toEqual(all.toSorted());
  expect(
    flawsOf(
      plan,
      all.map((id) => [id, needOf(id, true)]),
    ),
  ).toEqual([]);
});

test('every judged requirement has a lease, and an excluded or unclaimed one has none', () => {
  expect([...planFor(['create']).first.keys()].toSorted()).toEqual(judged.toSorted());
  expect(planFor([])).toMatchObject({ accounts: 0, first: new Map(), second: new Map() });
});

test('the budget lists only requirements that exist and are judged', () => {
  for (const id of Object.keys(needs)) expect.soft(catalogue[requirementId(id)].excluded, id).toBeUndefined();
});
