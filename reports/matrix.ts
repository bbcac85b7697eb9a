import type { MatrixTarget, RequirementId } from '../specs/types.ts';
import type { Catalogue } from './catalogue.ts';
import type { Report } from './report.ts';

export interface MatrixRow {
  readonly target: MatrixTarget;
  /** The requirements that failed or warned on the target. */
  readonly caughtBy: readonly string[];
  /** The faults of the suite, one line each; none when the row is right. */
  readonly faults: readonly string[];
  readonly verdict: Report['verdict'];
}

export interface Matrix {
  readonly rows: readonly MatrixRow[];
  /** The faults of the list of mutants, such as a MUST without a mutant. */
  readonly faults: readonly string[];
  /** `killed`: mutants that all their catchers caught, and no other requirement. */
  readonly score: { readonly killed: number; readonly mutants: number };
}

/** What the matrix needs of the report on a target. */
export interface JudgedReport extends Pick<Report, 'suiteErrors' | 'verdict'> {
  readonly requirements: readonly Pick<Report['requirements'][number], 'id' | 'verdict'>[];
}

interface Judged {
  readonly target: MatrixTarget;
  readonly report: JudgedReport | undefined;
}

/** The judged part of the matrix. */
export interface Extent {
  /** Whether every requirement was judged on every target; otherwise only the catchers of each mutant. */
  readonly whole: boolean;
  /** Whether some targets only were judged. Then the list of mutants is not checked. */
  readonly isSelection: boolean;
}

/** Compares the findings on each target with its known faults. */
export function matrixOf(
  catalogue: Catalogue,
  judged: readonly Judged[],
  { whole, isSelection }: Extent,
): Matrix {
  const rows = judged.map((each) => rowOf(catalogue, each, whole));
  const mutants = rows.filter(({ target }) => target.kind === 'mutant');
  return {
    rows,
    faults: whole && !isSelection ? listFaults(catalogue, judged) : [],
    score: { killed: mutants.filter(({ faults }) => faults.length === 0).length, mutants: mutants.length },
  };
}

/** The figures that every report of a matrix prints. */
export function figuresOf({ rows, score }: Matrix): {
  readonly percent: number;
  readonly variants: number;
  readonly accused: number;
} {
  const variants = rows.filter(({ target }) => target.kind === 'variant');
  return {
    percent: Math.floor((100 * score.killed) / Math.max(1, score.mutants)),
    variants: variants.length,
    accused: variants.filter(({ faults }) => faults.length > 0).length,
  };
}

function rowOf(catalogue: Catalogue, { target, report }: Judged, whole: boolean): MatrixRow {
  if (report === undefined) {
    return { target, caughtBy: [], verdict: 'inconclusive', faults: [`${target.name}: it was not judged.`] };
  }
  const caughtBy = report.requirements
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    .map(({ id }) => id);
  const faults = [
    ...report.suiteErrors.map((error) => `${target.name}: ${error}`),
    ...(target.kind === 'mutant'
      ? mutantFaults(catalogue, target, caughtBy)
      : accusations(target, caughtBy, report, whole)),
  ];
  return { target, caughtBy, faults, verdict: report.verdict };
}

/**
 * A mutant need not name a requirement that goes across others, because it may catch every mutant of them.
 */
function mutantFaults(
  catalogue: Catalogue,
  { name, catchers }: MatrixTarget,
  caughtBy: readonly string[],
): readonly string[] {
  const named: readonly string[] = catchers;
  const missed = named.filter((id) => !caughtBy.includes(id));
  const unnamed = caughtBy.filter((id) => !named.includes(id) && catalogue[id]?.across !== true);
  return [
    ...(named.length === 0 ? [`${name}: it names no catcher.`] : []),
    ...(missed.length === 0 ? [] : [`${name}: it survives ${missed.join(', ')}.`]),
    ...(unnamed.length === 0
      ? []
      : [`${name}: it is also caught by ${unnamed.join(', ')}, which it does not name.`]),
  ];
}

function accusations(
  target: MatrixTarget,
  caughtBy: readonly string[],
  report: JudgedReport,
  whole: boolean,
): readonly string[] {
  if (caughtBy.length > 0 && target.kind === 'reference')
    return [`${target.name}: it is accused by ${caughtBy.join(', ')}.`];
  const failed = report.requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
  if (failed.length > 0) return [`${target.name}: it is accused by ${failed.join(', ')}.`];
  if (!whole || report.verdict === target.verdict) return [];
  const open = report.requirements.filter(({ verdict }) => verdict === 'inconclusive').map(({ id }) => id);
  return [
    `${target.name}: the verdict is ${report.verdict}, not ${target.verdict} (${open.slice(0, 5).join(', ')}).`,
  ];
}

/**
 * Every judged MUST needs a mutant that it alone catches: only then is it known to fail by itself. A
 * requirement that goes across others does not count as a second catcher.
 */
function listFaults(catalogue: Catalogue, judgedTargets: readonly Judged[]): readonly string[] {
  const targets = judgedTargets.map(({ target }) => target);
  const alone = new Set<RequirementId | undefined>(
    targets.flatMap(({ catchers }) => {
      const others = catchers.filter((id) => catalogue[id]?.across !== true);
      const counting = others.length > 0 ? others : catchers;
      return counting.length === 1 ? counting : [];
    }),
  );
  const named = new Set<string>(targets.flatMap(({ catchers }) => catchers));
  const judged = Object.entries(catalogue).filter(([, { excluded }]) => excluded === undefined);
  return [
    ...judged
      .filter(([id]) => !named.has(id))
      .map(([id, { level }]) => `${id} (${level}): no mutant names it.`),
    ...judged
      .filter(([id, { level }]) => level === 'MUST' && named.has(id) && ![...alone].some((one) => one === id))
      .map(([id]) => `${id} (MUST): no mutant violates it alone.`),
  ];
}
