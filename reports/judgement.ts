import type { Level, Verdict } from '../specs/types.ts';
import type { ShownFinding } from './findings.ts';
import type { TestOutcome } from './report.ts';

/** The verdict on one requirement, why there is none, and the faults of the suite on the way. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly suiteErrors: readonly string[];
}

/** Why a test gives no verdict, and whether the suite is to blame. Otherwise the target may be. */
interface Obstacle {
  readonly reason: string;
  readonly suiteIsToBlame: boolean;
}

/**
 * Judges one requirement that is claimed and has a test. A finding of any test decides. Without one, every
 * obstacle makes the requirement inconclusive, because a pass needs proof.
 * @param own the outcomes of the tests that name the requirement
 * @param findings the findings of this requirement, from all tests
 */
export function judgementOf(
  id: string,
  level: Level,
  own: readonly TestOutcome[],
  findings: readonly ShownFinding[],
): Judgement {
  const obstacles = own.flatMap((outcome) => obstaclesOf(outcome));
  const suiteErrors = obstacles
    .filter((obstacle) => obstacle.suiteIsToBlame)
    .map(({ reason }) => `${id}: ${reason}`);
  if (own.length > 1) suiteErrors.push(`${id}: ${own.length} tests name this requirement, but only one may.`);
  if (findings.length > 0) return { verdict: level === 'MUST' ? 'fail' : 'warn', suiteErrors };
  const reasons = new Set(obstacles.map(({ reason }) => reason));
  if (reasons.size === 0) return { verdict: 'pass', suiteErrors };
  const reason = [...reasons].map((each) => each.replace(/\.$/, '')).join('; ');
  return { verdict: 'inconclusive', reason: `${reason}.`, suiteErrors };
}

/** The errors by which a test ends that has judged an answer. */
const JUDGED = /^(?:JudgedFailure|InconclusiveError): /;

function obstaclesOf({ requirement, status, evidence, error }: TestOutcome): readonly Obstacle[] {
  const because = error === undefined ? '.' : `: ${error}`;
  if (status === 'skipped') return bySuite('Its test was skipped, but no test may be skipped.');
  const given = (evidence?.inconclusive ?? []).flatMap((reason) => byTarget(reason));
  if (status === 'timedOut') return [...given, ...byTarget(`Its test ran out of time${because}`)];
  if (status === 'interrupted') return [...given, ...byTarget('Its test was interrupted.')];
  if (evidence === undefined) return bySuite(`Its test ${status} and left no evidence${because}`);
  if (given.length > 0) return given;
  if (status === 'passed') {
    const [leftOut] = evidence.leftOut;
    if (evidence.judged === 0 && leftOut !== undefined)
      return byTarget(`None of its cases reached the application: ${leftOut.case}: ${leftOut.reason}`);
    return evidence.judged === 0 ? bySuite('Its test passed without judging an answer.') : [];
  }
  if (evidence.findings.length === 0) return bySuite(`Its test failed without a finding${because}`);
  if (error !== undefined && !JUDGED.test(error))
    return bySuite(`Its test failed by a fault of the suite${because}`);
  const broken = new Set(evidence.findings.map((finding) => finding.requirement));
  if ([...broken].some((id) => id === requirement)) return [];
  return byTarget(`Its test could not go on after a finding of ${[...broken].join(', ')}${because}`);
}

function bySuite(reason: string): readonly Obstacle[] {
  return [{ reason, suiteIsToBlame: true }];
}

function byTarget(reason: string): readonly Obstacle[] {
  return [{ reason, suiteIsToBlame: false }];
}
