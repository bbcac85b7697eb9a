import { causesOf, causesTitle } from './causes.ts';
import { byArea } from './catalogue.ts';
import { failureLines } from './failure-lines.ts';
import { isKnown, KNOWN_FAILURES, knownFailureLines, newFailures } from './known-failures.ts';
import { firstReasonOf } from './lead.ts';
import {
  coverage,
  DISTURBANCES,
  disturbanceLines,
  judgedName,
  LEFT_OUT,
  leftLines,
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

/** Longer than any line. */
const UNCUT = 1_000_000;

export interface ConsoleOptions {
  /** Characters of a line on a terminal; at least 60 are used. Undefined elsewhere: then nothing is cut. */
  readonly width: number | undefined;
  /** Whether to show every requirement and every alternative taken. */
  readonly verbose: boolean;
  readonly colour: boolean;
  /** The folder of the report. */
  readonly reportDir: string;
}

/** From this number of failures on, they are grouped by cause. */
const MANY = 6;

/** A picked run of so few requirements lists them all: their verdicts are what the user has asked for. */
const FEW = 20;

/** The report as text: the verdict, what is wrong, a line for each area, and the verdict again. */
export function renderConsole(report: Report, { verbose, reportDir, ...options }: ConsoleOptions): string {
  const width = options.width === undefined ? UNCUT : Math.max(options.width, 60);
  const paint = painter(options.colour);
  const lead = firstReasonOf(report);
  const [strays = '', ...each] = strayLines(report) ?? [];
  const [leftHeading = '', ...left] = leftLines(report) ?? [];
  const warned = report.requirements.filter(
    ({ id, verdict }) => verdict === 'warn' && !isKnown(id, report.knownFailures),
  );
  const isList = verbose || (report.partial && report.requirements.filter(wasJudged).length <= FEW);
  const parts = [
    [verdictLine(report, paint), ...(lead === undefined ? [] : [printable(lead)])],
    strays === '' ? [] : [paint('fail', strays), ...each.map((line) => `  ${printable(line)}`)],
    ...failureParts(report, { width, isShort: options.width !== undefined && !verbose }, paint),
    ...warned.map((row) => blockLines(row, width, paint)),
    section(paint('warn', KNOWN_FAILURES), knownFailureLines(report)),
    section(paint('inconclusive', 'No verdict'), withoutVerdict(report)),
    section(LEFT_OUT, leftOutLines(report)),
    section(DISTURBANCES, disturbanceLines(report)),
    leftHeading === '' ? [] : section(paint('inconclusive', leftHeading), left),
    ...(verbose ? [section('Observed where the contract leaves a choice', observedLines(report))] : []),
    section('Faults of the suite itself', report.suiteErrors),
    isList ? tableLines(report, width, paint) : areaLines(report, paint),
    closingLines(report, { reportDir, verbose }, paint),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/**
 * The failures by their probable causes. On a terminal only the first of each cause is shown whole where
 * there are many: 30 failures of one cause would hide what it is.
 */
function failureParts(
  { requirements, knownFailures }: Report,
  { width, isShort }: { readonly width: number; readonly isShort: boolean },
  paint: Paint,
): readonly (readonly string[])[] {
  const failed = newFailures(requirements, knownFailures);
  const causes = causesOf(failed, requirements);
  const whole = (row: RequirementReport): readonly string[] => blockLines(row, width, paint);
  const title = `${paint('fail', causesTitle(failed.length, causes.length))}. report.html shows each of them.`;
  const parts = causes.flatMap(({ head, others }) =>
    others.length === 0 || failed.length < MANY
      ? [head, ...others].map(whole)
      : [
          whole(head),
          [`Probably of the same cause as ${head.id}: ${plural(others.length, 'more failure')}.`],
          ...(isShort ? [others.map((row) => shortLine(row, width, paint))] : others.map(whole)),
        ],
  );
  return failed.length < MANY ? parts : [[title], ...parts];
}

function shortLine(
  { id, verdict, failures: [first] }: RequirementReport,
  width: number,
  paint: Paint,
): string {
  const start = `${paint(verdict, WORDS[verdict])}  ${paint('heading', id)}`;
  const room = width - WORDS[verdict].length - id.length - 4;
  const shown = first === undefined ? '' : `${first.received}, and not ${first.documented}`;
  return room < 20 ? start : `${start}  ${cut(shown, room)}`;
}

/** How many requirements of each area the target keeps, of those that it claims and that can be judged. */
function areaLines({ requirements }: Report, paint: Paint): readonly string[] {
  const areas = [...byArea(requirements)].flatMap(([area, rows]) => {
    const asked = rows.filter(({ verdict }) => verdict !== 'excluded' && verdict !== 'not-claimed');
    if (asked.length === 0) return [];
    const others = VERDICTS.slice(1).flatMap((verdict) => {
      const count = asked.filter((row) => row.verdict === verdict).length;
      return count === 0 ? [] : [paint(verdict, `${count} ${WORDS[verdict].toLowerCase()}`)];
    });
    const passed = asked.filter(({ verdict }) => verdict === 'pass').length;
    return [{ area, kept: `${passed}/${asked.length}`, others: others.join(', ') }];
  });
  const width = Math.max(...areas.map(({ area }) => area.length), 0);
  const wide = Math.max(...areas.map(({ kept }) => kept.length), 0);
  return areas.map(({ area, kept, others }) =>
    `${area.padEnd(width)}  ${kept.padStart(wide)}  ${others}`.trimEnd(),
  );
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

function closingLines(
  report: Report,
  { reportDir, verbose }: Pick<ConsoleOptions, 'reportDir' | 'verbose'>,
  paint: Paint,
): readonly string[] {
  const { counts, target } = report;
  const { judged, claimed } = coverage(report);
  const numbers = VERDICTS.filter((each) => counts[each] > 0).map(
    (each) => `${counts[each]} ${WORDS[each].toLowerCase()}`,
  );
  return [
    `Requirements  ${numbers.join(', ')}`,
    `Run           ${plural(report.requests, 'request')} in ${duration(report.durationMs)}, seed ${report.seed}`,
    ...(verbose && report.tried !== undefined ? [`Histories     tried ${printable(report.tried)}`] : []),
    `Target        ${printable(target.name)} at ${printable(target.url)}`,
    `Report        ${reportDir}`,
    ...(report.ended === undefined ? [] : [`Ended early   ${printable(report.ended)}`]),
    ...(report.partial
      ? [`Partial run: ${judged} of ${claimed} requirements judged. A partial run certifies nothing.`]
      : []),
    ...gentleLines(report),
    verdictLine(report, paint),
  ];
}

/** The first and the last line. Programs read the last one, so its form does not change. */
function verdictLine({ verdict, target }: Report, paint: Paint): string {
  return `Verdict       ${paint(verdict, verdict.toUpperCase())}: ${printable(judgedName(target))}`;
}

function gentleLines({ requirements }: Report): readonly string[] {
  const left = requirements.filter(({ reason }) => reason === LEFT_OUT_GENTLY).length;
  return left === 0
    ? []
    : [
        `Left out by --gentle: ${plural(left, 'requirement')} whose tests could lock a key or crash the target.`,
      ];
}
