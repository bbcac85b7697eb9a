import { createHash } from 'node:crypto';
import type { Report } from '../report.ts';
import { judgedName } from '../report.ts';
import { cut } from '../text.ts';
import { Html, markup } from './escape.ts';
import { drawingOf, failuresPart, warningsPart } from './failures.ts';
import { headPart } from './head.ts';
import { alarmsPart, restPart } from './rest.ts';
import { LARGEST, NoRoomError, Room, SIZES } from './room.ts';
import { STYLE } from './style.ts';

/** How a page of this suite is recognised. */
export const GENERATOR = 'webhook-config-conformance';

const TITLE = 120;

/**
 * The report as one page that needs nothing else. It has no script, and its policy lets none run, so what a
 * target has answered stays text. It shows as much as fits into {@link LARGEST} bytes.
 */
export function renderPage(report: Report): string {
  for (const size of SIZES) {
    try {
      const page = pageIn(report, new Room(size), size === SIZES[0]);
      if (Buffer.byteLength(page) <= LARGEST) return page;
    } catch (error) {
      if (!(error instanceof NoRoomError)) throw error;
    }
  }
  throw new NoRoomError(`report.html would be larger than ${LARGEST} bytes.`);
}

function pageIn(report: Report, room: Room, isWhole: boolean): string {
  const body = markup`<a class="skip" href="#report">Skip to the results</a>
${headPart(report, room)}<main id="report" tabindex="-1">
${alarmsPart(report, room)}${failuresPart(report, room)}${warningsPart(report, room)}${restPart(report, room)}</main>
<footer>
${
  !isWhole &&
  markup`<p>Long texts and lists are cut in this page; conformance.json has all of it.</p>
`
}<p>Invisible characters are shown as escapes, such as \\u202e. Run ${report.runId}.</p>
</footer>
`;
  const title = `${report.verdict.toUpperCase()}: ${cut(judgedName(report.target), TITLE)}`;
  return `<!doctype html>
${markup`<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policyOf([STYLE, ...stylesIn(report, room)])}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="generator" content="${GENERATOR}" />
<meta name="referrer" content="no-referrer" />
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body class="${report.verdict.replaceAll(' ', '-')}">
${body}</body>
</html>`.toString()}
`;
}

/** Nothing is loaded, run, sent or framed; only these styles count. */
function policyOf(styles: readonly string[]): string {
  const hashes = [...new Set(styles)].map(
    (style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  );
  return `default-src 'none'; style-src ${hashes.join(' ')}; base-uri 'none'; form-action 'none'`;
}

/** The styles of the drawings. */
function stylesIn({ requirements }: Report, room: Room): readonly string[] {
  const pictures = requirements.flatMap(({ failures }) =>
    failures.flatMap((failure) => drawingOf(failure, room) ?? []),
  );
  return pictures.flatMap((picture) => [...picture.matchAll(STYLES)].map(([, style = '']) => style));
}

const STYLES = /<style>([^<]*)<\/style>/g;
