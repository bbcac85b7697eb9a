import type { Left, Requirement, RunVerdict, Stray, Verdict } from '../specs/types.ts';
import { type ShownFinding, findingsOf, failuresOf } from './findings.ts';
import type { Catalogue } from './catalogue.ts';
import { type Judgement, judgementOf } from './judgement.ts';
import {
  type FinishedRun,
  LEFT_OUT_GENTLY,
  NOT_RUN,
  type Report,
  type RequirementReport,
  type TestOutcome,
} from './report.ts';
import { knownFailuresOf, newFailures } from './known-failures.ts';
import { strangers } from './strangers.ts';
import { mixesAccounts, unkeptIn } from './keeping.ts';

/** `notRun`: there is no verdict because the test was left out or not reached. */
interface Entry extends Judgement {
  readonly notRun: boolean;
}

/**
 * Turns the outcomes of a run into its report. Pure, never throws: an outcome that does not fit the catalogue
 * becomes a line in `suiteErrors`, and a run with such a line is never conformant.
 * @param results one outcome for each conformance test that ended
 */
export function summarise(catalogue: Catalogue, results: readonly TestOutcome[], run: FinishedRun): Report {
  const findings = [...findingsOf(results), ...unkeptIn(results, run)];
  const entries = Object.entries(catalogue).map(([id, requirement]) => {
    const mine = findings.filter((finding) => finding.finding.requirement === id);
    const entry = entryOf(id, requirement, results, mine, run);
    return { entry, row: rowOf(id, requirement, entry, mine, results, run.target) };
  });
  const requirements = entries.map(({ row }) => row);
  const partial = entries.some(({ entry }) => entry.notRun);
  const suiteErrors = [
    ...(run.errors ?? []),
    ...wholeRunErrors(catalogue, results, run),
    ...strangers(catalogue, results, findings),
    ...entries.flatMap(({ entry }) => entry.suiteErrors),
  ];
  const counts = countsOf(requirements);
  const tried = results.map(({ evidence }) => evidence?.tried).find((one) => one !== undefined);
  const mixed = mixesAccounts(run);
  const left = (run.left ?? []).map(leftOf);
  const isLeft = left.some(({ state }) => state !== 'stays');
  const knownFailures = knownFailuresOf(run.knownFailures, requirements, run.startedAt);
  const incomplete = partial || isLeft || run.ended !== undefined || suiteErrors.length > 0;
  return {
    schemaVersion: 4,
    suiteVersion: run.suiteVersion,
    ...(run.label === undefined ? {} : { label: run.label }),
    contractDigest: run.contractDigest,
    target: { name: run.target.name, url: run.target.url },
    claims: run.claims,
    runId: run.runId,
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    seed: run.seed,
    requests: results.reduce((sum, { evidence }) => sum + (evidence?.requests ?? 0), 0),
    verdict: verdictOf(counts, incomplete, newFailures(requirements, knownFailures).length),
    partial,
    ...(run.noState === undefined ? {} : { noState: run.noState }),
    ...(mixed === undefined ? {} : { mixesAccounts: mixed }),
    ...(tried === undefined ? {} : { tried }),
    ...(run.ended === undefined ? {} : { ended: run.ended }),
    ...(knownFailures === undefined ? {} : { knownFailures }),
    disturbances: disturbancesOf(results),
    strays: results.flatMap(({ evidence }) => (evidence?.strays ?? []).map(strayOf)),
    ...(left.length === 0 ? {} : { left }),
    suiteErrors,
    counts,
    requirements,
  };
}

function entryOf(
  id: string,
  { level, claim, excluded }: Requirement,
  results: readonly TestOutcome[],
  findings: readonly ShownFinding[],
  run: FinishedRun,
): Entry {
  const unjudged = { suiteErrors: [], notRun: false };
  if (excluded !== undefined) {
    return { verdict: 'excluded', reason: excluded, ...unjudged };
  }
  if (!run.claims.includes(claim)) {
    return { verdict: 'not-claimed', reason: `The target does not claim ${claim}.`, ...unjudged };
  }
  const own = results.filter((result) => result.requirement === id);
  const judgement = judgementOf(id, level, own, findings);
  if (own.length > 0) return { ...judgement, notRun: false };
  const absent = absence(id, results, run);
  const { suiteErrors, notRun } = absent;
  return judgement.verdict === 'pass' ? absent : { ...judgement, suiteErrors, notRun };
}

/** Why a claimed requirement has no outcome. */
function absence(id: string, results: readonly TestOutcome[], run: FinishedRun): Entry {
  const notRun = { verdict: 'inconclusive', suiteErrors: [], notRun: true } as const;
  if (run.planned?.includes(id)) {
    const why = run.ended === undefined ? '.' : `: ${run.ended}`;
    return { ...notRun, reason: `${NOT_RUN}: the run ended before its test${why}` };
  }
  if (run.gentle === true && !run.selection) return { ...notRun, reason: LEFT_OUT_GENTLY };
  if (run.selection) return { ...notRun, reason: `${NOT_RUN}: left out by the selection of tests.` };
  return {
    verdict: 'inconclusive',
    reason: 'No test names this requirement.',
    // Without any outcome one line for the whole run suffices.
    suiteErrors: results.length > 0 ? [`${id}: No test names this requirement.`] : [],
    notRun: false,
  };
}

function rowOf(
  id: string,
  { area, level, claim, text, source, alternatives }: Requirement,
  { verdict, reason }: Judgement,
  findings: readonly ShownFinding[],
  results: readonly TestOutcome[],
  target: Report['target'],
): RequirementReport {
  const broken = verdict === 'fail' || verdict === 'warn';
  const shown = broken ? findings : [];
  return {
    id,
    area,
    level,
    claim,
    text,
    source: { page: source.page, part: source.part },
    verdict,
    durationMs: durationOf(id, results),
    ...(reason === undefined ? {} : { reason }),
    ...(alternatives === undefined ? {} : { alternatives }),
    observed: observedFor(id, results),
    leftOut: leftOutOf(id, results),
    failureCount: shown.length,
    failures: failuresOf(id, shown, target),
  };
}

function durationOf(id: string, results: readonly TestOutcome[]): number {
  return results
    .filter(({ requirement }) => requirement === id)
    .reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function observedFor(id: string, results: readonly TestOutcome[]): RequirementReport['observed'] {
  const distinct = new Map<string, RequirementReport['observed'][number]>();
  for (const { evidence } of results) {
    for (const { requirement, case: label, taken } of evidence?.observed ?? []) {
      if (requirement === id) distinct.set(JSON.stringify([label, taken]), { case: label, taken });
    }
  }
  return [...distinct.values()];
}

/** Copies the members one by one: other members of the evidence do not belong in the report. */
function leftOutOf(id: string, results: readonly TestOutcome[]): RequirementReport['leftOut'] {
  return results
    .filter(({ requirement }) => requirement === id)
    .flatMap(({ evidence }) => evidence?.leftOut ?? [])
    .map((one) => ({ case: one.case, reason: one.reason }));
}

function disturbancesOf(results: readonly TestOutcome[]): Report['disturbances'] {
  const counts = new Map<string, number>();
  for (const { kind, count } of results.flatMap(({ evidence }) => evidence?.disturbances ?? []))
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .toSorted((one, other) => other.count - one.count);
}

function wholeRunErrors(
  catalogue: Catalogue,
  results: readonly TestOutcome[],
  { claims, ended }: FinishedRun,
): readonly string[] {
  if (!Object.values(catalogue).some(({ claim, excluded }) => !excluded && claims.includes(claim))) {
    return [`Nothing was judged: no requirement belongs to the claims of the target (${claims.join(', ')}).`];
  }
  // A signal may come before the end of the first test.
  return results.length === 0 && ended === undefined ? ['No conformance test ran.'] : [];
}

/** Copies the members one by one: other members of the evidence do not belong in the report. */
function strayOf({ accountId, url, configId, deleted }: Stray): Stray {
  return { accountId, url, ...(configId === undefined ? {} : { configId }), deleted };
}

function leftOf({ accountId, state, url, configId }: Left): Left {
  return {
    accountId,
    state,
    ...(url === undefined ? {} : { url }),
    ...(configId === undefined ? {} : { configId }),
  };
}

export function countsOf(requirements: readonly RequirementReport[]): Readonly<Record<Verdict, number>> {
  const counts = { pass: 0, fail: 0, warn: 0, inconclusive: 0, excluded: 0, 'not-claimed': 0 };
  for (const { verdict } of requirements) counts[verdict] += 1;
  return counts;
}

/**
 * A new failure decides at once. A known one does not, so such a run needs a verdict on everything else.
 *
 * @param fresh how many broken MUSTs are no known failure.
 */
export function verdictOf(
  counts: Readonly<Record<Verdict, number>>,
  incomplete: boolean,
  fresh: number,
): RunVerdict {
  if (fresh > 0) return 'nonconformant';
  if (incomplete || counts.inconclusive > 0) return 'inconclusive';
  return counts.fail > 0 ? 'nonconformant as known' : 'conformant';
}
