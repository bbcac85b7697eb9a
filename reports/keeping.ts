import { CAME_TWICE } from '../specs/disturbances.ts';
import type { Finding } from '../specs/types.ts';
import type { ShownFinding } from './findings.ts';
import type { FinishedRun, TestOutcome } from './report.ts';

/** The case of what only the last lists of a run show. */
export const BEHIND_THE_RUN = 'behind the whole run';

/** So many of them are named. */
const SHOWN = 3;

/**
 * Finds what the target has confirmed and does not list once behind the tests. A request that was cut off may
 * have been carried out unseen, so only a run that nothing has cut off is judged.
 */
export function unkeptIn(
  results: readonly TestOutcome[],
  { keeping, ended, errors = [] }: FinishedRun,
): readonly ShownFinding[] {
  if (keeping === undefined || ended !== undefined || errors.length > 0) return [];
  if (!results.every((result) => isUndisturbed(result))) return [];
  const { confirmed, missing, elsewhere, twice } = keeping;
  return [
    findingOf(elsewhere, mixedUp(confirmed), 'listed by another', MIXED),
    findingOf(missing, `of ${confirmed} configurations that were confirmed`, 'not listed behind the tests'),
    findingOf(twice, `beside ${confirmed} that were confirmed`, 'listed with the URL of one of them'),
  ].flatMap((finding) => (finding === undefined ? [] : { finding, shownBy: undefined }));
}

const KEPT = 'list-active-exactly';
const MIXED = 'isolation-list';

const DOCUMENTED = {
  [KEPT]: 'each confirmed configuration, and each once',
  [MIXED]: 'each configuration by its own account',
} as const;

const mixedUp = (confirmed: number): string =>
  `of ${confirmed} configurations that were confirmed for one account`;

/** From so many on they explain other failures: a few have a reason of their own. */
const MANY = 10;

/** Why most failures may have one reason, as a sentence: requests of several accounts are mixed up. */
export function mixesAccounts({ keeping }: Pick<FinishedRun, 'keeping'>): string | undefined {
  if (keeping === undefined || keeping.elsewhere.length < MANY) return undefined;
  const count = `${keeping.elsewhere.length} ${mixedUp(keeping.confirmed)}`;
  return `The target seems to mix up accounts: ${count} are listed by another. Most failures may follow from that.`;
}

function isUndisturbed({ status, evidence }: TestOutcome): boolean {
  return (
    (status === 'passed' || status === 'failed') &&
    evidence !== undefined &&
    evidence.disturbances.every(({ kind }) => kind === CAME_TWICE) &&
    evidence.slips.length === 0
  );
}

function findingOf(
  names: readonly string[],
  of: string,
  how: string,
  requirement: typeof KEPT | typeof MIXED = KEPT,
): Finding | undefined {
  if (names.length === 0) return undefined;
  const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : '';
  return {
    requirement,
    case: BEHIND_THE_RUN,
    because: 'The list of every account is compared at the end with what the target has confirmed.',
    received: `${names.length} ${of} ${names.length === 1 ? 'is' : 'are'} ${how}: ${names.slice(0, SHOWN).join(', ')}${more}`,
    documented: DOCUMENTED[requirement],
  };
}
