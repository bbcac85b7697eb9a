import type { Level, Verdict } from '../specs/types.ts';
import type { ShownFinding } from './findings.ts';
import type { TestOutcome } from './report.ts';

/** The verdict on one requirement, why there is none, and what the suite itself did wrong on the way. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly suiteErrors: readonly string[];
}

/** Something that keeps a test from giving a verdict; the suite is to blame unless the target may be. */
interface Obstacle {
  readonly reason: string;
  readonly suiteIsToBlame: boolean;
}

/**
 * Judges one requirement that is claimed and has a test. A certain finding decides, wherever it was seen.
 * Without one, whatever kept the tests from looking, and every doubtful finding, makes the requirement
 * inconclusive: a pass has to be proved.
 * @param own the outcomes of the tests that name it, one or more
 * @param findings the findings of this requirement, of whatever test
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
  if (own.length > 1) suiteErrors.push(`${id}: ${own.length} tests name this requirement, one may.`);
  if (findings.some((finding) => finding.doubt === undefined)) {
    return { verdict: level === 'MUST' ? 'fail' : 'warn', suiteErrors };
  }
  const reasons = new Set([...obstacles.map(({ reason }) => reason), ...findings.map(doubtOf)]);
  if (reasons.size === 0) return { verdict: 'pass', suiteErrors };
  const reason = [...reasons].map((each) => each.replace(/\.$/, '')).join('; ');
  return { verdict: 'inconclusive', reason: `${reason}.`, suiteErrors };
}

function doubtOf({ finding, doubt }: ShownFinding): string {
  return `A finding that may be none (Received: ${finding.received}. Documented: ${finding.documented}): ${doubt}`;
}

function obstaclesOf({ requirement, status, evidence, error }: TestOutcome): readonly Obstacle[] {
  const because = error === undefined ? '.' : `: ${error}`;
  if (status === 'skipped') return bySuite('Its test was skipped; no test may be.');
  const given = (evidence?.inconclusive ?? []).flatMap((reason) => byTarget(reason));
  if (status === 'timedOut') return [...given, ...byTarget(`Its test ran out of time${because}`)];
  if (status === 'interrupted') return [...given, ...byTarget('Its test was interrupted.')];
  if (evidence === undefined) return bySuite(`Its test ${status} and left no evidence${because}`);
  if (given.length > 0) return given;
  if (status === 'passed') {
    return evidence.judged === 0 ? bySuite('Its test passed without judging an answer.') : [];
  }
  if (evidence.findings.length === 0) return bySuite(`Its test failed without a finding${because}`);
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
