import type { Exchange } from '../../specs/types.ts';
import { type Cause, causesOf, causesTitle } from '../causes.ts';
import type { Failure, Report, RequirementReport } from '../report.ts';
import { plural } from '../text.ts';
import { WORDS } from '../words.ts';
import { againBlock, type Block, requestBlock } from './commands.ts';
import { Html, markup } from './escape.ts';
import { firstOf, linesOf, type Room, said } from './room.ts';

/** The broken MUSTs, the first of each cause open. */
export function failuresPart(report: Report, room: Room): Html {
  const broken = report.requirements.filter(({ verdict }) => verdict === 'fail');
  if (broken.length === 0) return markup``;
  const causes = causesOf(broken, report.requirements);
  return markup`<section id="failures" aria-labelledby="failures-title">
<h2 id="failures-title">${causesTitle(broken.length, causes.length)}</h2>
${causes.map((cause) => causePart(cause, report, room))}
</section>
`;
}

/** The broken SHOULDs, folded. */
export function warningsPart(report: Report, room: Room): Html {
  const broken = report.requirements.filter(({ verdict }) => verdict === 'warn');
  if (broken.length === 0) return markup``;
  return markup`<details class="part">
<summary><h2>Warnings <span class="count">${broken.length}</span></h2></summary>
<p id="warnings">A broken SHOULD does not make a target nonconformant.</p>
${broken.map(
  (row) => markup`<article class="cause warn">${requirementPart(row, report, room)}</article>
`,
)}</details>
`;
}

function causePart({ head, others, hindered }: Cause, report: Report, room: Room): Html {
  return markup`<article class="cause fail" aria-labelledby="r-${head.id}">
${requirementPart(head, report, room)}
${others.length > 0 && markup`<p class="same">Probably of the same cause: ${plural(others.length, 'more failure')}.</p>`}
${others.map((row) => foldedPart(row, report, room))}
${hindered.length > 0 && markup`<p class="same">Without a verdict because of it: ${listOf(hindered)}.</p>`}
</article>
`;
}

function listOf(rows: readonly RequirementReport[]): Html {
  return markup`${rows.map(({ id }, index) => markup`${index === 0 ? '' : ', '}<code>${id}</code>`)}`;
}

function foldedPart(row: RequirementReport, report: Report, room: Room): Html {
  return markup`<details class="other"><summary><h3 id="r-${row.id}"><code>${row.id}</code> ${row.text}</h3></summary>
${failuresOf(row, report, room)}
</details>
`;
}

function requirementPart(row: RequirementReport, report: Report, room: Room): Html {
  return markup`<h3 id="r-${row.id}"><span class="tag">${WORDS[row.verdict]}</span> <code>${row.id}</code></h3>
<p class="text">${row.text}</p>
${failuresOf(row, report, room)}`;
}

function failuresOf(row: RequirementReport, report: Report, room: Room): Html {
  const { shown } = firstOf(row.failures, room.failures);
  const more = row.failureCount - shown.length;
  return markup`<p class="source">${row.level} of <bdi>${row.source.page}: ${row.source.part}</bdi></p>
${shown.map((failure, index) => (index === 0 ? failurePart(failure, index, row, report, room) : anotherPart(failure, index, row, report, room)))}
${more > 0 && markup`<p class="source">and ${more} more of the same requirement</p>`}`;
}

/** The first failure of a requirement is open, the others are folded. */
function anotherPart(
  failure: Failure,
  index: number,
  row: RequirementReport,
  report: Report,
  room: Room,
): Html {
  return markup`<details class="other"><summary>Another one: ${said(failure.case ?? failure.received, room)}</summary>
${failurePart(failure, index, row, report, room)}</details>
`;
}

function failurePart(
  failure: Failure,
  index: number,
  { id }: RequirementReport,
  report: Report,
  room: Room,
): Html {
  const { exchange, control, seed, path } = failure;
  const replay = [seed === undefined ? '' : `seed ${seed}`, path === undefined ? '' : `path ${path}`].filter(
    Boolean,
  );
  const name = `${id}-${index + 1}`;
  const drawing = drawingOf(failure, room);
  return markup`<div class="failure">
<dl>
${term('Explanation', failure.explanation, room)}${term('Case', failure.case, room)}${term('Received', failure.received, room, 'received')}${term('Documented', failure.documented, room, 'documented')}${term('Because', failure.because, room)}${term('Counterexample', failure.counterexample, room)}${term('Replay', replay.join(', ') || undefined, room)}</dl>
${drawing !== undefined && picturePart(drawing, name, room)}
${exchange && exchangePart('What was', exchange, room)}
${control && markup`<details><summary>The account’s marker, created again behind it</summary>${exchangePart('What was', control, room)}</details>`}
${blockPart('Send it yourself', requestBlock(report, failure, room.text), room)}
${blockPart('Judge it again', againBlock(failure, room.text), room)}
</div>
`;
}

function term(name: string, text: string | undefined, room: Room, look = ''): Html {
  if (text === undefined) return markup``;
  return markup`<div class="${look}"><dt>${name}</dt><dd>${said(text, room)}</dd></div>
`;
}

/** The drawing of a race, where there is one and it fits. */
export function drawingOf({ picture = '' }: Failure, room: Room): string | undefined {
  return picture === '' || picture.length > room.text * 10 ? undefined : picture;
}

/** The suite has drawn it and escaped in it what the target said, so it is markup already. */
function picturePart(picture: string, name: string, room: Room): Html {
  return markup`<figure><div class="scroll" tabindex="0" role="region" aria-label="Drawing of the race ${name}">${room.take(new Html(picture))}</div>
<figcaption>A line for each connection, a bar for each request from its first byte to the last byte of its answer. No order of the requests explains the marked one.</figcaption></figure>`;
}

function exchangePart(name: string, { request, response, durationMs }: Exchange, room: Room): Html {
  return markup`<div class="exchange">
<div><p class="label">${name} sent</p><pre>${messageOf(`${request.verb} ${request.path}`, request.headers, request.body ?? '', room)}</pre></div>
<div><p class="label">Answered after ${durationMs} ms</p><pre>${messageOf(String(response.status), response.headers, response.body, room)}</pre></div>
</div>`;
}

function messageOf(start: string, headers: Exchange['request']['headers'], body: string, room: Room): Html {
  const { shown, more } = firstOf(Object.entries(headers), room.lines);
  return markup`<b>${linesOf(start, room)}</b>
${shown.map(
  ([name, value]) => markup`<span class="header">${linesOf(name, room)}: ${linesOf(value, room)}</span>
`,
)}${
    more > 0 &&
    markup`… and ${more} headers more
`
  }
${body === '' ? markup`<i>(no body)</i>` : linesOf(body, room)}`;
}

/** A command is shown whole or not at all: half of one would do something else. */
function blockPart(title: string, block: Block | undefined, room: Room): Html {
  if (block === undefined) return markup``;
  const shown =
    'why' in block
      ? markup`<p class="why">No lines for a shell: ${block.why}</p>`
      : markup`<pre class="shell">${block.lines.map(
          (line) => markup`${line}
`,
        )}</pre>`;
  return room.take(markup`<p class="label">${title}</p>
${shown}`);
}
