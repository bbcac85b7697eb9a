/**
 * The reporter of a conformance run: collects the outcomes of the tests, summarises them, writes and prints
 * the report. It lives for the whole run, while Playwright may replace a worker after a failure.
 */
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import type { RunInfo, RunVerdict } from '../specs/types.ts';
import { catalogue } from './catalogue.ts';
import { annotations, stepSummary } from './github.ts';
import { merged } from './merge.ts';
import { Progress } from './progress.ts';
import { renderConsole } from './render-console.ts';
import type { FinishedRun, Report, TestOutcome } from './report.ts';
import { Phases, type Phase } from './phases.ts';
import { summarise } from './summarise.ts';
import { lineOf, outcomeOf, requirementOf } from './test-outcome.ts';
import { printable } from './text.ts';
import { writeReport, writeUnfinished } from './write.ts';

export interface ConformanceReporterOptions {
  readonly run: RunInfo;
  /**
   * Whether the user selected tests (`--grep`, a file, ...). Then a requirement without a test is no fault of
   * the suite.
   */
  readonly selection: boolean;
  /** Whether the tests are left out that could lock a key or crash the target. */
  readonly gentle: boolean;
  /** Whether the terminal shows every requirement. */
  readonly verbose: boolean;
  /**
   * This file is written when the first test has ended. Before, an interrupt may find workers that are still
   * starting, and Playwright would wait for them for ever.
   */
  readonly begunFile: string;
  /** Which tests run late; see {@link Phases}. */
  readonly phases: readonly Phase[];
  /** This file is written when all tests have ended. Then the launcher cleans up. */
  readonly judgedFile: string;
  /**
   * The launcher writes this file when it has cleaned up: what is left in the accounts. Undefined where
   * nobody cleans up.
   */
  readonly leftFile?: string;
  /** This file says why the run ended early; it is missing when it did not. */
  readonly endedFile: string;
  /** The report that a resumed run goes on with. */
  readonly earlierFile?: string;
}

/** The verdicts that do not make Playwright fail. */
const GREEN: ReadonlySet<RunVerdict> = new Set(['conformant', 'nonconformant as known'] as const);

export default class ConformanceReporter implements Reporter {
  readonly #options: ConformanceReporterOptions;
  readonly #outcomes: TestOutcome[] = [];
  readonly #errors: string[] = [];
  readonly #progress = new Progress(process.stdout);
  readonly #phases: Phases;
  #hasBegun = false;
  #keptAt = performance.now();
  #planned: readonly string[] = [];
  #startedAt = new Date();

  constructor(options: ConformanceReporterOptions) {
    this.#options = options;
    this.#phases = new Phases(options.phases);
    process.stdout.on('error', () => undefined);
    // The launcher tells a run to end by this signal. When all tests have just ended, Playwright no longer
    // listens to it, and the signal would end the process before its report.
    process.on('SIGINT', () => undefined);
  }

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#startedAt = new Date();
    const tests = suite.allTests();
    this.#phases.plan(tests);
    this.#planned = tests.flatMap((test) => requirementOf(test) ?? []);
    this.#progress.begin(this.#planned.length);
  }

  onTestBegin(test: TestCase): void {
    this.#phases.begin(test);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (!this.#hasBegun) writeFileSync(this.#options.begunFile, '');
    this.#hasBegun = true;
    this.#phases.end(test);
    takeBackExpectation(test, result);
    const outcome = outcomeOf(test, result);
    if (outcome === undefined) return;
    this.#outcomes.push(outcome);
    this.#progress.step((outcome.evidence?.findings.length ?? 0) > 0);
    if (performance.now() - this.#keptAt > KEPT_EVERY_MS) this.#keep();
  }

  /** Keeps what is judged so far. A disk that is full must not end a run that may still get its verdict. */
  #keep(): void {
    try {
      const finished = { ...this.#finished(this.#times()), ended: 'The run was killed.' };
      writeUnfinished(this.#summarised(finished), this.#options.run.reportDir);
    } catch {
      // The report at the end says what is wrong.
    }
    this.#keptAt = performance.now();
  }

  #times(): Pick<FinishedRun, 'startedAt' | 'durationMs'> {
    return {
      startedAt: this.#startedAt.toISOString(),
      durationMs: Date.now() - this.#startedAt.getTime(),
    };
  }

  onError(error: TestError): void {
    if (!OF_AN_EARLY_END.test(lineOf(error))) this.#errors.push(lineOf(error));
  }

  /** The status says whether the target conforms. Playwright's own status says how the tests ended. */
  async onEnd(): Promise<{ status: 'failed' } | undefined> {
    this.#phases.close();
    this.#progress.end();
    writeFileSync(this.#options.judgedFile, '');
    const judged = this.#times();
    try {
      return GREEN.has(await this.#report(judged)) ? undefined : { status: 'failed' };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(`The report could not be written: ${printable(why)}\n`);
      return { status: 'failed' };
    }
  }

  /** What is known of the run before it is cleaned up. */
  #finished(times: Pick<FinishedRun, 'startedAt' | 'durationMs'>): FinishedRun {
    const { run, selection, gentle, endedFile } = this.#options;
    return {
      ...run,
      ...times,
      selection,
      gentle,
      planned: this.#planned,
      errors: this.#errors,
      ended: existsSync(endedFile) ? readFileSync(endedFile, 'utf8') : undefined,
    };
  }

  async #report(times: Pick<FinishedRun, 'startedAt' | 'durationMs'>): Promise<RunVerdict> {
    const { run, verbose } = this.#options;
    const finished = this.#finished(times);
    const behind = await this.#leftBehind(finished);
    const report = this.#summarised({ ...finished, ...behind });
    // Written before it is printed, because the reader of the output may have closed the pipe.
    await writeReport(report, run.reportDir, run.formats);
    const { stdout } = process;
    const text = renderConsole(report, {
      width: stdout.isTTY && stdout.columns > 0 ? stdout.columns : undefined,
      verbose,
      colour: stdout.isTTY && stdout.hasColors(),
      reportDir: run.reportDir,
    });
    const commands = this.#onGithub(report);
    stdout.write(`\n${[...commands, ''].join('\n')}${text}`);
    return report.verdict;
  }

  #summarised(finished: FinishedRun): Report {
    const { earlierFile } = this.#options;
    const report = summarise(catalogue, this.#outcomes, finished);
    if (earlierFile === undefined) return report;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The launcher has checked it.
    return merged(JSON.parse(readFileSync(earlierFile, 'utf8')) as Report, report, finished);
  }

  /** On GitHub, adds the summary to the page of the job, and returns the commands that annotate the job. */
  #onGithub(report: Report): readonly string[] {
    const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY: file } = process.env;
    if (GITHUB_ACTIONS !== 'true') return [];
    if (file !== undefined && file !== '') {
      try {
        appendFileSync(file, stepSummary(report, statSync(file, { throwIfNoEntry: false })?.size ?? 0));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        process.stderr.write(`The summary of the job could not be written: ${printable(why)}\n`);
      }
    }
    return annotations(report);
  }

  /**
   * Waits until the accounts are cleaned up. If that takes long, a report without a final verdict is written
   * first: the run may be killed in that time.
   */
  async #leftBehind(finished: FinishedRun): Promise<Pick<FinishedRun, 'left' | 'keeping'>> {
    const { leftFile, run } = this.#options;
    if (leftFile === undefined) return {};
    for (let waitedMs = 0; !existsSync(leftFile); waitedMs += LOOK_MS) {
      await sleep(LOOK_MS);
      if (waitedMs !== SOON_MS) continue;
      const ended = finished.ended ?? 'The run was ended before it had cleaned up.';
      await writeReport(this.#summarised({ ...finished, ended }), run.reportDir, run.formats);
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The launcher wrote it, in a process of the same version.
    return JSON.parse(readFileSync(leftFile, 'utf8')) as Pick<FinishedRun, 'left' | 'keeping'>;
  }
}

/** How often what is judged so far is kept. A short run begins anew as quickly. */
const KEPT_EVERY_MS = 5000;

/**
 * What Playwright says of a run that ends early, which is no fault of the suite. `-x` and `--max-failures`
 * end it, and a worker that was just starting does not hear of its end.
 */
const OF_AN_EARLY_END =
  /^(?:Error: )?(?:Testing stopped early after|worker-\d+ process did not exit within \d+ms after stop)/;

/** How often the reporter looks whether the accounts are cleaned up, and how long a report can wait. */
const LOOK_MS = 20;
const SOON_MS = 2000;

/**
 * While a test runs, its judged failure is expected, so that it does not cost a worker (fixtures/test.ts).
 * Other reporters would then count it as passed, and `-x` would ignore it; so it becomes an ordinary failure
 * here.
 */
function takeBackExpectation(test: TestCase, result: TestResult): void {
  if (test.expectedStatus !== 'failed') return;
  test.expectedStatus = 'passed';
  for (const one of [test, result]) one.annotations = one.annotations.filter(({ type }) => type !== 'fail');
}
