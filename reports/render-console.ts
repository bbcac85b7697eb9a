import { byArea } from './catalogue.ts';
import { failureLines } from './failure-lines.ts';
import {
  coverage,
  DISTURBANCES,
  disturbanceLines,
  judgedName,
  LEFT_OUT,
  leftOutLines,
  LEFT_OUT_GENTLY,
  type Report,
  type RequirementReport,
  strayLines,
  wasJudged,
  withoutVerdict,
} from './report.ts';
import { type Paint, painter } from './style.ts';
import { cut, duration, plural, printable } from './text.ts';
import { VERDICTS, WORDS } from './words.ts';

export interface ConsoleOptions {
  /** Characters of a line of the table; at least 60 are used. */
  readonly width: number;
  readonly colour: boolean;
  /** The folder of the report. */
  readonly reportDir: string;
}

/** The whole report as text for a terminal: the table, the failures, the verdict. */
export function renderConsole(report: Report, options: ConsoleOptions): string {
  const width = Math.max(options.width, 60);
  const paint = painter(options.colour);
  const [strays = '', ...each] = strayLines(report) ?? [];
  const broken = report.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  const parts = [
    section(paint('fail', strays), each),
    tableLines(report, width, paint),
    ...broken.map((row) => blockLines(row, width, paint)),
    section(paint('inconclusive', 'No verdict'), withoutVerdict(report)),
    section(LEFT_OUT, leftOutLines(report)),
    section(DISTURBANCES, disturbanceLines(report)),
    section('Observed where the contract leaves a choice', observedLines(report)),
    section('Faults of the suite itself', report.suiteErrors),
    closingLines(report, options.reportDir, paint),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** A partial run shows only the requirements that it judged, so that the reader finds them at once. */
function tableLines(report: Report, width: number, paint: Paint): readonly string[] {
  const requirements = report.partial ? report.requirements.filter(wasJudged) : report.requirements;
  const wordWidth = Math.max(...Object.values(WORDS).map((word) => word.length));
  const idWidth = Math.max(...requirements.map(({ id }) => id.length), 0);
  const room = width - (2 + wordWidth + 2 + 'SHOULD'.length + 2 + idWidth + 2);
  const line = ({ id, level, verdict, text }: RequirementReport): string => {
    const word = paint(verdict, WORDS[verdict].padEnd(wordWidth));
    const start = `  ${word}  ${level.padEnd(6)}  ${id.padEnd(idWidth)}`;
    return (room < 20 ? start : `${start}  ${cut(text, room)}`).trimEnd();
  };
  const lines: string[] = [];
  for (const [area, rows] of byArea(requirements)) {
    if (lines.length > 0) lines.push('');
    lines.push(paint('heading', area), ...rows.map((row) => line(row)));
  }
  return lines;
}

function blockLines(row: RequirementReport, width: number, paint: Paint): readonly string[] {
  return [
    `${paint(row.verdict, WORDS[row.verdict])}  ${paint('heading', row.id)}  ${row.text}`,
    ...failureLines(row, width - 2).map((line) => (line === '' ? '' : `  ${line}`)),
  ];
}

function observedLines({ requirements }: Report): readonly string[] {
  return requirements.flatMap(({ id, observed }) =>
    observed.map((each) => `${id}: ${each.case}: ${each.taken}`),
  );
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${printable(line)}`)];
}

function closingLines(report: Report, reportDir: string, paint: Paint): readonly string[] {
  const { counts, target, verdict } = report;
  const { judged, claimed } = coverage(report);
  const numbers = VERDICTS.filter((each) => counts[each] > 0).map(
    (each) => `${counts[each]} ${WORDS[each].toLowerCase()}`,
  );
  return [
    `Requirements  ${numbers.join(', ')}`,
    `Run           ${plural(report.requests, 'request')} in ${duration(report.durationMs)}, seed ${report.seed}`,
    `Target        ${printable(target.name)} at ${printable(target.url)}`,
    `Report        ${reportDir}`,
    ...(report.ended === undefined ? [] : [`Ended early   ${printable(report.ended)}`]),
    ...(report.partial
      ? [`Partial run: ${judged} of ${claimed} requirements judged. A partial run certifies nothing.`]
      : []),
    ...gentleLines(report),
    `Verdict       ${paint(verdict, verdict.toUpperCase())}: ${printable(judgedName(target))}`,
  ];
}

function gentleLines({ requirements }: Report): readonly string[] {
  const left = requirements.filter(({ reason }) => reason === LEFT_OUT_GENTLY).length;
  return left === 0
    ? []
    : [
        `Left out by --gentle: ${plural(left, 'requirement')} whose tests could lock a key or crash the target.`,
      ];
}
