import type { KnownFailure, Verdict } from '../specs/types.ts';
import type { KnownFailureReport, KnownState } from '../specs/report.ts';
import type { Report, RequirementReport } from './report.ts';

/**
 * What became of each known failure.
 *
 * @param startedAt when the run began, ISO 8601 in UTC. An entry expires at the end of its day.
 */
export function knownFailuresOf(
  entries: readonly KnownFailure[] | undefined,
  requirements: readonly RequirementReport[],
  startedAt: string,
): readonly KnownFailureReport[] | undefined {
  return entries?.map((entry) => {
    const verdict = requirements.find(({ id }) => id === entry.requirement)?.verdict;
    return { ...entry, state: stateOf(verdict, entry.expires < startedAt.slice(0, entry.expires.length)) };
  });
}

function stateOf(verdict: Verdict | undefined, isExpired: boolean): KnownState {
  if (verdict === 'pass') return 'mended';
  if (verdict !== 'fail' && verdict !== 'warn') return 'not judged';
  return isExpired ? 'expired' : 'known';
}

/** The broken MUSTs that gate: they are in no entry, or their entry has expired. */
export function newFailures(
  requirements: readonly RequirementReport[],
  known: readonly KnownFailureReport[] = [],
): readonly RequirementReport[] {
  return requirements.filter(({ id, verdict }) => verdict === 'fail' && !isKnown(id, known));
}

/** Whether the failure of a requirement is known and does not gate. */
export function isKnown(id: string, known: readonly KnownFailureReport[] = []): boolean {
  return known.some(({ requirement, state }) => requirement === id && state === 'known');
}

/** The heading of {@link knownFailureLines}. */
export const KNOWN_FAILURES = 'Known failures';

/**
 * A line for each known failure in one of these states: what became of it, who owns it, and why it is there.
 */
export function knownFailureLines(
  { knownFailures = [] }: Pick<Report, 'knownFailures'>,
  states: readonly KnownState[] = ['expired', 'mended', 'known', 'not judged'],
): readonly string[] {
  return states.flatMap((wanted) =>
    knownFailures
      .filter(({ state }) => state === wanted)
      .map(
        ({ requirement, state, expires, owner, reason }) =>
          `${requirement}: ${wordsFor(state, expires)}; owner: ${owner}; reason: ${reason}`,
      ),
  );
}

function wordsFor(state: KnownState, expires: string): string {
  switch (state) {
    case 'known':
      return `still fails, known until ${expires}`;
    case 'expired':
      return `still fails, and its entry expired on ${expires}`;
    case 'mended':
      return 'passes now, so remove its entry';
    case 'not judged':
      return 'not judged by this run';
  }
}
