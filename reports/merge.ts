import type { RunInfo } from '../specs/types.ts';
import { knownFailuresOf, newFailures } from './known-failures.ts';
import { NOT_RUN, type Report, type RequirementReport } from './report.ts';
import { countsOf, verdictOf } from './summarise.ts';

/**
 * The report of a resumed run together with the earlier one. The earlier verdict on a requirement stays,
 * unless it was inconclusive, or a test of this run has found a failure of the requirement. Pure.
 */
export function merged(
  earlier: Report,
  now: Report,
  { knownFailures: known }: Pick<RunInfo, 'knownFailures'>,
): Report {
  const requirements = now.requirements.map((row) => rowOf(earlier, row));
  const counts = countsOf(requirements);
  const partial = requirements.some(({ reason = '' }) => reason.startsWith(NOT_RUN));
  // What the earlier run could not delete, this one has looked for.
  const kept = (earlier.left ?? []).filter(({ state }) => state === 'stays' || state === 'missing');
  const left = [...kept, ...(now.left ?? [])];
  const suiteErrors = [...earlier.suiteErrors, ...now.suiteErrors];
  const knownFailures = knownFailuresOf(known, requirements, now.startedAt);
  const isLeft = left.some(({ state }) => state !== 'stays');
  const incomplete = partial || isLeft || now.ended !== undefined || suiteErrors.length > 0;
  const noState = now.noState ?? earlier.noState;
  const mixed = now.mixesAccounts ?? earlier.mixesAccounts;
  return {
    ...now,
    durationMs: earlier.durationMs + now.durationMs,
    requests: earlier.requests + now.requests,
    verdict: verdictOf(counts, incomplete, newFailures(requirements, knownFailures).length),
    partial,
    ...(noState === undefined ? {} : { noState }),
    ...(mixed === undefined ? {} : { mixesAccounts: mixed }),
    ...(knownFailures === undefined ? {} : { knownFailures }),
    disturbances: disturbancesOf(earlier, now),
    strays: [...earlier.strays, ...now.strays],
    ...(left.length === 0 ? {} : { left }),
    suiteErrors,
    counts,
    requirements,
  };
}

function rowOf(earlier: Report, row: RequirementReport): RequirementReport {
  const before = earlier.requirements.find(({ id }) => id === row.id);
  return before === undefined || before.verdict === 'inconclusive' || row.failureCount > 0 ? row : before;
}

function disturbancesOf(...reports: readonly Report[]): Report['disturbances'] {
  const counts = new Map<string, number>();
  for (const { kind, count } of reports.flatMap(({ disturbances }) => disturbances))
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .toSorted((one, other) => other.count - one.count);
}
