import { causesOf, causesTitle } from '../causes.ts';
import { firstReasonOf } from '../lead.ts';
import { coverage, judgedName, LEFT_OUT_GENTLY, leftOutLines, NOT_RUN, type Report } from '../report.ts';
import { duration, plural } from '../text.ts';
import { VERDICTS, WORDS } from '../words.ts';
import { type Html, markup } from './escape.ts';
import { said, type Room } from './room.ts';

/** The verdict, what was judged, and what was not. */
export function headPart(report: Report, room: Room): Html {
  const first = firstReasonOf(report);
  return markup`<header class="head">
<p class="suite">Conformance to <code>webhook.config</code></p>
<h1><span class="verdict">${report.verdict}</span> ${said(judgedName(report.target), room)}</h1>
<p class="lead">${leadOf(report)}</p>
${first !== undefined && markup`<p class="lead">${said(first, room)}</p>`}
${report.ended !== undefined && markup`<p class="lead">The run ended early: ${said(report.ended, room)}</p>`}
<ul class="counts" aria-label="Requirements by verdict">
${VERDICTS.map(
  (
    verdict,
  ) => markup`<li class="${report.counts[verdict] === 0 ? 'none' : verdict}"><b>${report.counts[verdict]}</b> ${WORDS[verdict].toLowerCase()}</li>
`,
)}</ul>
${factsPart(report, room)}
${openPart(report)}
</header>
`;
}

function leadOf(report: Report): string {
  const { counts, requirements, verdict } = report;
  const { judged, claimed } = coverage(report);
  const broken = requirements.filter((row) => row.verdict === 'fail');
  const warned =
    counts.warn === 0 ? '' : ` ${plural(counts.warn, 'SHOULD')} ${counts.warn === 1 ? 'is' : 'are'} broken.`;
  switch (verdict) {
    case 'conformant':
      return `All ${claimed} requirements that can be judged were judged, and every MUST is kept.${warned}`;
    case 'nonconformant': {
      const causes = causesOf(broken, requirements);
      const named = causes.length === 1 && broken.length > 1 ? `: ${causes[0]?.head.id}` : '';
      return `${causesTitle(broken.length, causes.length)}${named}. ${judged} of ${claimed} requirements were judged.${warned}`;
    }
    case 'nonconformant as known':
      return `${plural(broken.length, 'failure')}, and ${broken.length === 1 ? 'it is' : 'all are'} known. ${judged} of ${claimed} requirements were judged.${warned}`;
    case 'inconclusive':
      return `${broken.length === 0 ? 'No MUST was seen broken' : 'The broken MUSTs are known failures'}, but only ${judged} of ${claimed} requirements were judged. This certifies nothing.${warned}`;
  }
}

function factsPart(report: Report, room: Room): Html {
  const facts: readonly (readonly [string, Html])[] = [
    ['Target', markup`${said(report.target.url, room)}`],
    ['Claims', said(report.claims.join(', '), room)],
    ['Date', markup`<time datetime="${report.startedAt}">${dateOf(report.startedAt)}</time>`],
    [
      'Run',
      markup`${plural(report.requests, 'request')} in ${duration(report.durationMs)}, seed ${report.seed}`,
    ],
    ...(report.label === undefined ? [] : [['Label', said(report.label, room)] as const]),
    ['Suite', markup`webhook-config-conformance ${report.suiteVersion}`],
    ['Contract', markup`<code class="digest">${report.contractDigest}</code>`],
  ];
  return markup`<dl class="facts">
${facts.map(
  ([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
)}</dl>`;
}

/** `2025-01-02 03:04:05 UTC`, the same for every reader. */
function dateOf(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}

function openPart(report: Report): Html {
  const { counts, requirements } = report;
  const notRun = requirements.filter(({ reason }) => reason?.startsWith(NOT_RUN) === true);
  const gently = notRun.filter(({ reason }) => reason === LEFT_OUT_GENTLY).length;
  const leftOut = leftOutLines(report).length;
  const lines: readonly (readonly [count: number, id: string, text: string])[] = [
    [counts.inconclusive - notRun.length, 'inconclusive', 'inconclusive: asked, but without a verdict'],
    [notRun.length - gently, 'inconclusive', 'not run: left out of this run, or not reached'],
    [gently, 'inconclusive', 'left out by --gentle: could lock a key or crash the target'],
    [
      leftOut,
      'left-out',
      `${leftOut === 1 ? 'case' : 'cases'} left out: something in front of the application answers`,
    ],
    [counts.excluded, 'excluded', 'excluded: nobody can judge it from outside'],
    [counts['not-claimed'], 'not-claimed', 'not claimed by the target'],
  ];
  const some = lines.filter(([count]) => count > 0);
  return markup`<section class="open" aria-labelledby="open-title">
<h2 id="open-title">What was not judged</h2>
${
  some.length === 0
    ? markup`<p>Nothing: every requirement was judged.</p>`
    : markup`<ul>
${some.map(
  ([count, id, text]) => markup`<li><a href="#${id}"><b>${count}</b> ${text}</a></li>
`,
)}</ul>`
}
</section>`;
}
