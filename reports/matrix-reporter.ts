import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import type { MatrixTarget, RunInfo } from '../specs/types.ts';
import { catalogue } from './catalogue.ts';
import { matrixOf, type JudgedReport, type Matrix } from './matrix.ts';
import { readLines, writeLines } from './matrix-lines.ts';
import { renderMatrixConsole } from './render-matrix-console.ts';
import type { Report, TestOutcome } from './report.ts';
import { summarise } from './summarise.ts';
import { lineOf, outcomeOf } from './test-outcome.ts';
import { writeMatrix } from './write-matrix.ts';

export interface MatrixReporterOptions {
  readonly run: RunInfo;
  readonly targets: readonly MatrixTarget[];
  /** Whether every requirement is judged on every target. Otherwise only the catchers of each mutant are. */
  readonly whole: boolean;
  readonly isSelection: boolean;
  /** Whether targets that were not judged keep the line of the last whole matrix. */
  readonly again: boolean;
}

/**
 * The reporter of a matrix run: summarises the tests under the name of each target as one run, then compares
 * the runs.
 */
export default class MatrixReporter implements Reporter {
  readonly #options: MatrixReporterOptions;
  readonly #outcomes = new Map<string, TestOutcome[]>();
  readonly #errors: string[] = [];
  readonly #startedAt = new Date();

  constructor(options: MatrixReporterOptions) {
    this.#options = options;
  }

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    process.stdout.write(`${this.#options.targets.length} targets, ${suite.allTests().length} tests\n`);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const outcome = outcomeOf(test, result);
    const target = test.parent.title;
    if (outcome === undefined) return;
    this.#outcomes.set(target, [...(this.#outcomes.get(target) ?? []), outcome]);
  }

  onError(error: TestError): void {
    this.#errors.push(lineOf(error));
  }

  /** The status says whether the matrix is right. Playwright's own status says how the tests ended. */
  async onEnd(): Promise<{ status: 'passed' | 'failed' }> {
    const { targets, run, whole, again, isSelection } = this.#options;
    const lines = again ? await readLines(run.reportDir) : {};
    const judged = targets.map((target) => ({
      target,
      report: this.#report(target) ?? lines[target.name]?.report,
    }));
    const matrix = matrixOf(catalogue, judged, this.#options);
    const durationMs = Date.now() - this.#startedAt.getTime();
    process.stdout.write(renderMatrixConsole(matrix, this.#errors, durationMs));
    if (whole) await writeMatrix(matrix, catalogue, run.reportDir, run.suiteVersion);
    if (whole && !isSelection)
      await writeLines(
        run.reportDir,
        matrix,
        new Map(
          judged.flatMap(({ target, report }) =>
            report === undefined ? [] : [[target.name, lineFor(report)]],
          ),
        ),
      );
    return { status: this.#isGood(matrix) ? 'passed' : 'failed' };
  }

  #isGood({ rows, faults }: Matrix): boolean {
    return (
      rows.length > 0 &&
      this.#errors.length === 0 &&
      faults.length === 0 &&
      rows.every((row) => row.faults.length === 0)
    );
  }

  #report(target: MatrixTarget): Report | undefined {
    const outcomes = this.#outcomes.get(target.name);
    if (outcomes === undefined) return undefined;
    const { run, whole } = this.#options;
    return summarise(catalogue, outcomes, {
      ...run,
      claims: target.claims,
      target: { name: target.name, url: '' },
      startedAt: this.#startedAt.toISOString(),
      durationMs: 0,
      // On a mutant some requirements are not judged. A requirement without a test shows on all other
      // targets.
      selection: !whole || target.kind === 'mutant',
      errors: [],
    });
  }
}

/** The report on a target without its evidence. */
function lineFor({ suiteErrors, verdict, requirements }: JudgedReport): JudgedReport {
  return {
    suiteErrors,
    verdict,
    requirements: requirements.map(({ id, verdict: one }) => ({ id, verdict: one })),
  };
}
