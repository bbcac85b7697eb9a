import { byArea } from './catalogue.ts';
import { failureLines } from './failure-lines.ts';
import type { Report, RequirementReport } from './report.ts';
import { element, type Markup, xml } from './xml.ts';

const WIDTH = 400;

/**
 * The report as JUnit XML: a suite for each area, a case for each requirement. A failed SHOULD is not a
 * failure there; its details are in `system-out`. Errors of the suite itself become a suite of their own,
 * because a tool that reads only this file must not show a broken run as green.
 */
export function renderJunit(report: Report): string {
  const suites = [...byArea(report.requirements)].map(([area, rows]) => suite(report, area, rows));
  const { fail, inconclusive, excluded, 'not-claimed': notClaimed } = report.counts;
  const errors = report.suiteErrors.length;
  return xml(
    element(
      'testsuites',
      {
        name: `webhook-config-conformance of ${report.target.name}`,
        tests: report.requirements.length + errors,
        failures: fail,
        errors: inconclusive + errors,
        skipped: excluded + notClaimed,
        time: report.durationMs / 1000,
      },
      errors === 0 ? suites : [...suites, ownSuite(report)],
    ),
  );
}

function suite(report: Report, name: string, rows: readonly RequirementReport[]): Markup {
  const count = (...verdicts: readonly RequirementReport['verdict'][]): number =>
    rows.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const attributes = {
    name,
    timestamp: report.startedAt,
    hostname: report.target.name,
    tests: rows.length,
    failures: count('fail'),
    errors: count('inconclusive'),
    skipped: count('excluded', 'not-claimed'),
  };
  return element('testsuite', attributes, rows.map(requirementCase));
}

function ownSuite({ suiteErrors, startedAt, target }: Report): Markup {
  const cases = suiteErrors.map((message, index) => {
    const error = element('error', { message, type: 'suite' });
    return element('testcase', { name: `suite error ${index + 1}`, classname: 'suite' }, [error]);
  });
  const { length: errors } = suiteErrors;
  const counts = { tests: errors, failures: 0, errors, skipped: 0 };
  return element(
    'testsuite',
    { name: 'suite', timestamp: startedAt, hostname: target.name, ...counts },
    cases,
  );
}

function requirementCase(row: RequirementReport): Markup {
  const { id, area, text, level, verdict, source } = row;
  const properties = Object.entries({ level, verdict, source: `${source.page}: ${source.part}` }).map(
    ([name, value]) => element('property', { name, value }),
  );
  return element('testcase', { name: `${id} ${text}`, classname: area }, [
    element('properties', {}, properties),
    ...outcome(row),
  ]);
}

function outcome(row: RequirementReport): readonly Markup[] {
  const message = row.reason ?? row.text;
  switch (row.verdict) {
    case 'fail': {
      const received = `Received: ${row.failures[0]?.received ?? ''}`;
      return [element('failure', { message: received, type: row.level }, details(row))];
    }
    case 'warn':
      return [element('system-out', {}, details(row))];
    case 'inconclusive':
      return [element('error', { message, type: 'inconclusive' })];
    case 'excluded':
    case 'not-claimed':
      return [element('skipped', { message })];
    case 'pass':
      return [];
  }
}

function details(row: RequirementReport): string {
  return [row.text, ...failureLines(row, WIDTH)].join('\n');
}
