import { expectation } from './expectation.ts';
import { knownFailureLines, newFailures } from './known-failures.ts';
import { renderMarkdown } from './render-markdown.ts';
import { judgedName, type Report, withoutVerdict } from './report.ts';
import { cut, plural, printable } from './text.ts';

/** GitHub shows ten annotations of a step and drops the others without a word. */
const MOST = 9;

/** GitHub drops the whole summary of a step above 1 MiB. */
const ROOM = 900_000;

const LONGEST = 600;

/** An annotation of a job: what keeps the run from ending with 0. */
interface Annotation {
  readonly title: string;
  readonly message: string;
}

/**
 * What keeps the run from ending with 0, as commands that GitHub shows beside the job: nine at most, and one
 * that counts the others.
 */
export function annotations(report: Report): readonly string[] {
  const all = gating(report);
  const more = all.length - MOST;
  const counted = { title: 'More', message: `and ${more} more: see the report` };
  const shown = more > 0 ? [...all.slice(0, MOST), counted] : all;
  return shown.map(({ title, message }) => `::error title=${property(title)}::${data(message)}`);
}

function gating(report: Report): readonly Annotation[] {
  const broken = newFailures(report.requirements, report.knownFailures).map((row) => ({
    title: row.id,
    message: `${row.text} ${expectation(row)}`,
  }));
  const mended = knownFailureLines(report, ['mended']).map((message) => ({
    title: 'Known failure',
    message,
  }));
  const errors = report.suiteErrors.map((message) => ({ title: 'The suite failed', message }));
  const reasons = withoutVerdict(report);
  const open =
    report.verdict === 'inconclusive'
      ? [
          {
            title: 'Inconclusive',
            message: `${plural(report.counts.inconclusive, 'requirement')} of ${judgedName(report.target)} without a verdict. ${report.ended ?? reasons[0] ?? ''}`,
          },
        ]
      : [];
  return [...broken, ...mended, ...errors, ...open];
}

/** A line break, a percent sign or a colon would end the command. */
function data(text: string): string {
  return cut(printable(text), LONGEST).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * The summary of the report for the page of a job; empty when the page has no room left.
 *
 * @param present how many bytes the summary of the step has already.
 */
export function stepSummary(report: Report, present: number): string {
  const whole = `${renderMarkdown(report)}\n`;
  const short = `# ${report.verdict.toUpperCase()}\n\nThe summary is too long for this page. See the report.\n`;
  return [whole, short].find((text) => present + Buffer.byteLength(text) <= ROOM) ?? '';
}
