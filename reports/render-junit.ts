import { byArea } from './catalogue.ts';
import { expectation } from './expectation.ts';
import { failureLines } from './failure-lines.ts';
import { knownFailureLines } from './known-failures.ts';
import type { Report, RequirementReport } from './report.ts';
import { element, type Markup, xml } from './xml.ts';

const WIDTH = 400;

/**
 * The report as JUnit XML: a suite for each area, a case for each requirement. A failed SHOULD and a known
 * failure are no failures there; their details are in `system-out`. Errors of the suite itself become a suite
 * of their own, because a tool that reads only this file must not show a broken run as green.
 */
export function renderJunit(report: Report): string {
  const suites = [...byArea(report.requirements)].map(([area, rows]) => areaSuite(report, area, rows));
  const own = ownSuites(report);
  const sum = (name: 'tests' | 'failures' | 'errors'): number =>
    [...suites, ...own].reduce((total, { counts }) => total + counts[name], 0);
  return xml(
    element(
      'testsuites',
      {
        name: `webhook-config-conformance of ${report.target.name}`,
        tests: sum('tests'),
        failures: sum('failures'),
        errors: sum('errors'),
        time: seconds(report.durationMs),
      },
      [...suites, ...own].map(({ markup }) => markup),
    ),
  );
}

/** A `testsuite` with its counts. `testsuites` has no `skipped` in the schemas that CI systems read by. */
interface Suite {
  readonly markup: Markup;
  readonly counts: Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>;
}

function suiteOf(
  { startedAt, target }: Report,
  name: string,
  cases: readonly { readonly is: Outcome; readonly markup: Markup }[],
  durationMs = 0,
): Suite {
  const count = (wanted: Outcome): number => cases.filter(({ is }) => is === wanted).length;
  const counts = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
  const attributes = {
    name,
    timestamp: startedAt,
    hostname: target.name,
    ...counts,
    time: seconds(durationMs),
  };
  return {
    counts,
    markup: element(
      'testsuite',
      attributes,
      cases.map(({ markup }) => markup),
    ),
  };
}

function areaSuite(report: Report, area: string, rows: readonly RequirementReport[]): Suite {
  const durationMs = rows.reduce((sum, row) => sum + row.durationMs, 0);
  return suiteOf(
    report,
    area,
    rows.map((row) => requirementCase(row, report)),
    durationMs,
  );
}

/** Faults of the suite, and known failures that pass now: both end a run with another code than 0. */
function ownSuites(report: Report): readonly Suite[] {
  const errors = report.suiteErrors.map((message, index) => {
    const error = element('error', { message, type: 'suite' });
    return { is: 'error', markup: ownCase(`suite error ${index + 1}`, error) } as const;
  });
  const mended = knownFailureLines(report, ['mended']).map((message, index) => {
    const failure = element('failure', { message, type: 'known failure' });
    return { is: 'failure', markup: ownCase(`known failure ${index + 1}`, failure) } as const;
  });
  const cases = [...errors, ...mended];
  return cases.length === 0 ? [] : [suiteOf(report, 'suite', cases)];
}

function ownCase(name: string, content: Markup): Markup {
  return element('testcase', { name, classname: 'suite', time: 0 }, [content]);
}

/** The name stays the same when the sentence changes, so that a CI system knows the case again. */
function requirementCase(
  row: RequirementReport,
  report: Report,
): { readonly is: Outcome; readonly markup: Markup } {
  const { is, content } = outcomeOf(row, report);
  const attributes = { name: row.id, classname: row.area, time: seconds(row.durationMs) };
  return {
    is,
    markup: element('testcase', attributes, [...content, element('system-out', {}, output(row, is))]),
  };
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/**
 * What an element beside the output says. The schemas that CI systems read by know no properties of a case,
 * and want this element first.
 */
function outcomeOf(
  row: RequirementReport,
  { knownFailures = [] }: Report,
): { readonly is: Outcome; readonly content: readonly Markup[] } {
  const message = row.reason ?? row.text;
  const own = knownFailures.filter(({ requirement, state }) => requirement === row.id && state === 'known');
  const [known] = knownFailureLines({ knownFailures: own });
  if (known !== undefined) return { is: 'skipped', content: [element('skipped', { message: known })] };
  switch (row.verdict) {
    case 'fail': {
      const attributes = { message: expectation(row), type: row.level };
      return { is: 'failure', content: [element('failure', attributes, details(row))] };
    }
    case 'inconclusive':
      return { is: 'error', content: [element('error', { message, type: 'inconclusive' })] };
    case 'excluded':
    case 'not-claimed':
      return { is: 'skipped', content: [element('skipped', { message })] };
    case 'warn':
    case 'pass':
      return { is: 'passed', content: [] };
  }
}

/** The sentence of the requirement, its source, our verdict, and the failures that no `failure` shows. */
function output(row: RequirementReport, is: Outcome): string {
  const { level, verdict, text, source } = row;
  const facts = [text, `${level} of ${source.page}: ${source.part}. Verdict: ${verdict}.`];
  return [...facts, ...(is !== 'failure' && row.failures.length > 0 ? failureLines(row, WIDTH) : [])].join(
    '\n',
  );
}

function details(row: RequirementReport): string {
  return [row.text, ...failureLines(row, WIDTH)].join('\n');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
