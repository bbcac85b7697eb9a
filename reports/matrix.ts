import type { MatrixTarget, RequirementId } from '../specs/types.ts';
import type { Catalogue } from './catalogue.ts';
import type { Report } from './report.ts';

/** What became of one target of the matrix. */
export interface MatrixRow {
  readonly target: MatrixTarget;
  /** The requirements that failed or warned on it. */
  readonly caughtBy: readonly string[];
  /** What is wrong with the suite, one line each; empty when the row is as it should be. */
  readonly faults: readonly string[];
  readonly verdict: Report['verdict'];
}

export interface Matrix {
  readonly rows: readonly MatrixRow[];
  /** What is wrong with the list of mutants as a whole, such as a MUST without one. */
  readonly faults: readonly string[];
  /** Mutants caught by all their catchers and no other, and all mutants. */
  readonly score: { readonly killed: number; readonly mutants: number };
}

/** What of the matrix was judged. */
export interface Extent {
  /**
   * Whether every requirement was judged on every target; otherwise only its catchers were, and what the
   * others would have said is left open.
   */
  readonly whole: boolean;
  /** Whether it is about some of the targets only: then the list of mutants as a whole is left open too. */
  readonly isSelection: boolean;
}

/** Compares what each target of the matrix was found guilty of with what it is guilty of. */
export function matrixOf(
  catalogue: Catalogue,
  judged: readonly { readonly target: MatrixTarget; readonly report: Report | undefined }[],
  { whole, isSelection }: Extent,
): Matrix {
  const rows = judged.map(({ target, report }) => rowOf(catalogue, target, report, whole));
  const mutants = rows.filter(({ target }) => target.kind === 'mutant');
  return {
    rows,
    faults:
      whole && !isSelection
        ? listFaults(
            catalogue,
            judged.map(({ target }) => target),
          )
        : [],
    score: { killed: mutants.filter(({ faults }) => faults.length === 0).length, mutants: mutants.length },
  };
}

function rowOf(
  catalogue: Catalogue,
  target: MatrixTarget,
  report: Report | undefined,
  whole: boolean,
): MatrixRow {
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
 * A requirement that goes across others may catch whatever breaks one of those, and need not be named for it.
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
  report: Report,
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
 * Every MUST that is judged needs a mutant that breaks it alone: only then is it known to fail by its own
 * strength. What goes across others does not count beside one of them.
 */
function listFaults(catalogue: Catalogue, targets: readonly MatrixTarget[]): readonly string[] {
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
