import type { Report } from './report.ts';

/** The report for other programs: all of it, without what only the page or the terminal shows. */
export function renderJson({ tried: _tried, ...report }: Report): string {
  const requirements = report.requirements.map((row) => ({
    ...row,
    failures: row.failures.map(({ steps: _steps, picture: _picture, ...failure }) => failure),
  }));
  return `${JSON.stringify({ ...report, requirements }, null, 2)}\n`;
}
