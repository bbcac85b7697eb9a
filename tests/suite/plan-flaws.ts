/** Random plans, and their flaws. */
import { LIMIT } from '../../fixtures/contract/belief.ts';
import fc from 'fast-check';
import { EMPTY_ROOM, type Need } from '../../fixtures/session/budget.ts';
import { type NamedNeed, type Plan } from '../../fixtures/session/plan.ts';

/** What is wrong with a plan for accounts that hold that many configurations. */
export function flawsOf(
  plan: Plan,
  all: readonly NamedNeed[],
  held: readonly number[] = [],
): readonly string[] {
  const leases = [...plan.first, ...plan.second];
  const accounts = Array.from({ length: plan.accounts }, (_, index) => index);
  return [
    ...leases
      .filter(([, { account }]) => account < 0 || account >= plan.accounts)
      .map(([id]) => `${id}: no such account`),
    ...all
      .filter(
        ([id, { second }]) =>
          plan.first.get(id) === undefined || plan.second.has(id) !== (second !== undefined),
      )
      .map(([id]) => `${id}: no lease`),
    ...all
      .filter(([id]) => plan.first.get(id)?.account === plan.second.get(id)?.account)
      .map(([id]) => `${id}: one account twice`),
    ...accounts.flatMap((account) => {
      const own = leases.filter(([, lease]) => lease.account === account);
      const uses = new Set([
        ...all.flatMap(([id, need]) =>
          plan.first.get(id)?.account === account ? ['room' in need ? need.room : 'shared'] : [],
        ),
        ...all.flatMap(([id, { second }]) =>
          plan.second.get(id)?.account === account ? [typeof second === 'string' ? second : 'shared'] : [],
        ),
      ]);
      const taken = own.reduce((sum, [, { slots }]) => sum + slots, 0);
      const free = LIMIT - (held[account] ?? 0);
      const isWhole = own.every(([, { whole, slots }]) => whole && slots === free);
      return [
        ...(uses.size > 1 ? [`account ${account} has several uses`] : []),
        ...(isWhole || taken <= free - 2 ? [] : [`account ${account} is over-booked`]),
      ];
    }),
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
