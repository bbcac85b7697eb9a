import { byArea, type Catalogue } from './catalogue.ts';
import { brokenInOrder } from './causes.ts';
import { KNOWN_FAILURES, knownFailureLines } from './known-failures.ts';
import { cell, compactTable, fitting, inline, table } from './markdown.ts';
import { firstReasonOf } from './lead.ts';
import {
  coverage,
  DISTURBANCES,
  disturbanceLines,
  judgedName,
  LEFT_OUT,
  leftLines,
  leftOutLines,
  type Report,
  strayLines,
  withoutVerdict,
} from './report.ts';
import { sampledPower } from './sample.ts';
import { cut, duration, plural } from './text.ts';
import { VERDICTS, WORDS } from './words.ts';

/** The catalogue as Markdown: a table for each area, then the requirements that cannot be judged, and why. */
export function requirementsTable(catalogue: Catalogue): string {
  const rows = Object.entries(catalogue).map(([id, { area, level, text, source, excluded }]) => ({
    area,
    excluded,
    start: [`\`${id}\``, level, inline(text)],
    source: inline(`${source.page}: ${source.part}`),
  }));
  const parts = [...byArea(rows.filter(({ excluded }) => excluded === undefined))].map(([area, members]) => {
    const cells = members.map(({ start, source }) => start.concat(source));
    return `### ${area}\n\n${table(['id', 'level', 'requirement', 'source'], cells)}`;
  });
  const unjudged = rows.flatMap(({ start, source, excluded }) =>
    excluded === undefined ? [] : [start.concat(inline(excluded), source)],
  );
  if (unjudged.length > 0) {
    const header = ['id', 'level', 'requirement', 'why it is not judged', 'source'];
    parts.push(`### not judged\n\n${table(header, unjudged)}`);
  }
  return `${parts.join('\n\n')}\n`;
}

/**
 * Bytes for each part. A CI system drops a summary that is too long, so the whole stays below 60 kB, also
 * where every requirement is broken.
 */
const ROOM = { broken: 28_000, observed: 12_000, list: 3000 } as const;

/** A longer line of a list is cut. */
const LINE = 800;

/**
 * A pass of a concurrency requirement means only that no race was found. This part says how often a run finds
 * one.
 */
export async function powerPart({ requirements }: Report): Promise<string> {
  const isSilent = requirements.some(({ area, verdict }) => area === 'concurrency' && verdict === 'pass');
  return isSilent ? `\n## What a run sees of creates that race\n\n${await sampledPower()}` : '';
}

/** A short report, for the summary of a CI job. */
export function renderMarkdown(report: Report): string {
  const lead = firstReasonOf(report);
  const [strays = '', ...each] = strayLines(report) ?? [];
  const [leftHeading = '', ...left] = leftLines(report) ?? [];
  const parts = [
    `# ${report.verdict.toUpperCase()}: ${inline(judgedName(report.target))}`,
    ...(each.length === 0 && strays !== '' ? [`${strays}.`] : listPart(strays, each)),
    ...(lead === undefined ? [] : [`**${inline(lead)}**`]),
    headline(report),
    table(
      VERDICTS.map((verdict) => WORDS[verdict].toLowerCase()),
      [VERDICTS.map((verdict) => String(report.counts[verdict]))],
    ),
    ...listPart(KNOWN_FAILURES, knownFailureLines(report)),
    ...brokenPart(report),
    ...listPart(leftHeading, left),
    ...listPart('No verdict', withoutVerdict(report)),
    ...listPart(LEFT_OUT, leftOutLines(report)),
    ...listPart(DISTURBANCES, disturbanceLines(report)),
    ...observedPart(report),
    ...listPart('Faults of the suite itself', report.suiteErrors),
  ];
  return `${parts.join('\n\n')}\n`;
}

function headline(report: Report): string {
  const { judged, claimed } = coverage(report);
  const run = `${plural(report.requests, 'request')} in ${duration(report.durationMs)}, seed ${report.seed}`;
  const line = `Target: ${inline(report.target.name)} at ${inline(report.target.url)}. ${run}.`;
  const ended = report.ended === undefined ? '' : `\n\n**Ended early: ${inline(report.ended)}**`;
  if (!report.partial) return `${line}${ended}`;
  return `${line}${ended}\n\n**Partial run: ${judged} of ${claimed} requirements judged. A partial run certifies nothing.**`;
}

function brokenPart(report: Report): readonly string[] {
  const rows = brokenInOrder(report).flatMap(({ id, verdict, text, failureCount, failures: [first] }) =>
    first === undefined
      ? []
      : [
          [
            `\`${id}\``,
            WORDS[verdict],
            cell(text),
            cell(first.received),
            cell(first.documented),
            cell(first.explanation ?? first.because ?? ''),
            String(failureCount),
          ],
        ],
  );
  if (rows.length === 0) return [];
  const columns = ['id', 'verdict', 'requirement', 'received', 'documented', 'because', 'breaches'];
  return ['## Broken', compactTable(columns, rows, ROOM.broken)];
}

function observedPart({ requirements }: Report): readonly string[] {
  const rows = requirements.flatMap(({ id, observed }) =>
    observed.map((each) => [`\`${id}\``, cell(each.case), cell(each.taken)]),
  );
  if (rows.length === 0) return [];
  return ['## Alternatives taken', compactTable(['id', 'case', 'taken'], rows, ROOM.observed)];
}

function listPart(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const items = lines.map((line) => `- ${inline(cut(line, LINE))}`);
  const more = (count: number): string => `- and ${count} more in conformance.json`;
  return [`## ${title}`, fitting(items, ROOM.list, more).join('\n')];
}
