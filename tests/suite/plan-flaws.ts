/** Random plans, and their flaws. */
import { LIMIT } from '../../fixtures/contract/belief.ts';
import fc from 'fast-check';
import { EMPTY_ROOM, type Need } from '../../fixtures/session/budget.ts';
import { RESERVED } from '../../fixtures/session/packing.ts';
import { type NamedNeed, type Plan } from '../../fixtures/session/plan.ts';

/** What is wrong with a plan for accounts that hold that many configurations. */
export function flawsOf(
  plan: Plan,
  all: readonly NamedNeed[],
  held: readonly number[] = [],
): readonly string[] {
  const leases = [...plan.first, ...plan.second];
  const accounts = Array.from({ length: plan.accounts }, (_, index) => index);
  const free = (account: number): number => LIMIT - (held[account] ?? 0);
  return [
    ...leases
      .filter(([, { account }]) => account < 0 || account >= plan.accounts)
      .map(([id]) => `${id}: no such account`),
    ...leases
      .filter(([, { account, slots, whole }]) =>
        whole ? slots > free(account) : slots > free(account) - RESERVED,
      )
      .map(([id]) => `${id}: too many slots`),
    ...all
      .filter(([id, { second }]) => {
        const isServed = !plan.wanting.has(id);
        return plan.first.has(id) !== isServed || plan.second.has(id) !== (isServed && second !== undefined);
      })
      .map(([id]) => `${id}: no lease`),
    ...all
      .filter(([id]) => plan.first.has(id) && plan.first.get(id)?.account === plan.second.get(id)?.account)
      .map(([id]) => `${id}: one account twice`),
    ...(plan.inTurn ? [] : accounts.flatMap((account) => overBooked(plan, all, account, free(account)))),
  ];
}

/** The flaws of an account in a plan that gives every create a slot of its own. */
function overBooked(plan: Plan, all: readonly NamedNeed[], account: number, free: number): readonly string[] {
  const own = [...plan.first, ...plan.second].filter(([, lease]) => lease.account === account);
  const uses = new Set([
    ...all.flatMap(([id, need]) =>
      plan.first.get(id)?.account === account ? ['room' in need ? need.room : 'shared'] : [],
    ),
    ...all.flatMap(([id, { second }]) =>
      plan.second.get(id)?.account === account ? [typeof second === 'string' ? second : 'shared'] : [],
    ),
  ]);
  const taken = own.reduce((sum, [, { slots }]) => sum + slots, 0);
  return [
    ...(uses.size > 1 ? [`account ${account} has several uses`] : []),
    ...(own.every(([, { whole }]) => whole) || taken <= free - RESERVED
      ? []
      : [`account ${account} is over-booked`]),
  ];
}

const need: fc.Arbitrary<Need> = fc
  .tuple(
    fc.oneof(
      fc.record({ slots: fc.nat(18) }),
      fc.record({ room: fc.constantFrom('a', 'b', 'c', EMPTY_ROOM) }),
    ),
    fc.option(fc.oneof(fc.nat(18), fc.constantFrom('a', 'd', EMPTY_ROOM)), { nil: undefined }),
  )
  .filter(([first, second]) => !('room' in first) || first.room !== second)
  .map(([first, second]): Need => (second === undefined ? first : { ...first, second }));
/** How many configurations accounts hold, the emptiest account first. */
export const anyHeld = fc.array(fc.nat(LIMIT), { maxLength: 50 }).map((all) => all.toSorted((a, b) => a - b));
/** The needs of some tests. */
export const anyNeeds = fc
  .array(need, { maxLength: 40 })
  .map((all) => all.map((one, index): NamedNeed => [`test-${index}`, one]));
