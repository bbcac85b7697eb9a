import { byArea } from '../catalogue.ts';
import { KNOWN_FAILURES, knownFailureLines } from '../known-failures.ts';
import {
  DISTURBANCES,
  disturbanceLines,
  LEFT_OUT,
  leftLines,
  leftOutLines,
  type Report,
  type RequirementReport,
  strayLines,
  withoutVerdict,
} from '../report.ts';
import { type Html, markup } from './escape.ts';
import { firstOf, said, type Room } from './room.ts';

/** What the reader has to act on before anything else. */
export function alarmsPart(report: Report, room: Room): Html {
  const [heading, ...lines] = strayLines(report) ?? [];
  const known = knownFailureLines(report);
  const [leftHeading = '', ...left] = leftLines(report) ?? [];
  return markup`${heading !== undefined && alarm('strays', heading, lines, room)}${
    known.length > 0 && alarm('known-failures', KNOWN_FAILURES, known, room)
  }${isAlarming(report) && alarm('left', leftHeading, left, room)}${
    report.suiteErrors.length > 0 &&
    alarm('suite-errors', 'Faults of the suite itself', report.suiteErrors, room)
  }`;
}

/** What `create` alone leaves is no alarm. */
function isAlarming({ left = [] }: Report): boolean {
  return left.some(({ state }) => state !== 'stays');
}

function alarm(id: string, title: string, lines: readonly string[], room: Room): Html {
  return markup`<section class="alarm" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${listPart(lines, room)}
</section>
`;
}

/**
 * Everything that is no failure and no warning, folded. A browser opens a part when a link leads into it.
 */
export function restPart(report: Report, room: Room): Html {
  const rowsOf = (verdict: RequirementReport['verdict']): readonly RequirementReport[] =>
    report.requirements.filter((row) => row.verdict === verdict);
  const observed = report.requirements.flatMap(({ id, observed: each }) =>
    each.map(({ case: label, taken }) => [id, label, taken] as const),
  );
  const [heading = '', ...stays] = isAlarming(report) ? [] : (leftLines(report) ?? []);
  const [excluded, notClaimed, passed] = [rowsOf('excluded'), rowsOf('not-claimed'), rowsOf('pass')];
  return markup`${folded('inconclusive', 'Inconclusive', report.counts.inconclusive, listPart(withoutVerdict(report), room))}${folded(
    'left-out',
    LEFT_OUT,
    leftOutLines(report).length,
    listPart(leftOutLines(report), room),
  )}${folded('left', heading, stays.length, listPart(stays, room))}${folded(
    'disturbed',
    DISTURBANCES,
    report.disturbances.length,
    listPart(disturbanceLines(report), room),
  )}${folded(
    'observed',
    'Observed where the contract leaves a choice',
    observed.length,
    observedPart(observed, room),
  )}${folded(
    'excluded',
    'Excluded: nobody can judge it from outside',
    excluded.length,
    excludedPart(excluded, room),
  )}${folded('not-claimed', 'Not claimed', notClaimed.length, areasPart(notClaimed))}${folded(
    'passed',
    'Passed',
    passed.length,
    areasPart(passed),
  )}`;
}

function folded(id: string, title: string, count: number, content: Html): Html {
  if (count === 0) return markup``;
  return markup`<details class="part">
<summary><h2>${title} <span class="count">${count}</span></h2></summary>
<div id="${id}">
${content}
</div>
</details>
`;
}

function listPart(lines: readonly string[], room: Room): Html {
  const { shown, more } = firstOf(lines, room.lines);
  return markup`<ul>
${shown.map(
  (line) => markup`<li>${said(line, room)}</li>
`,
)}${moreItem(more)}</ul>`;
}

function moreItem(more: number): Html {
  return more === 0
    ? markup``
    : markup`<li>and ${more} more, which conformance.json has</li>
`;
}

function observedPart(rows: readonly (readonly [string, string, string])[], room: Room): Html {
  const { shown, more } = firstOf(rows, room.lines);
  const cells = shown.map(
    ([
      id,
      label,
      taken,
    ]) => markup`<tr><th scope="row"><code>${id}</code></th><td>${said(label, room)}</td><td>${said(taken, room)}</td></tr>
`,
  );
  return markup`${tablePart('Alternatives taken', ['requirement', 'case', 'taken'], cells)}${more > 0 && markup`<p>and ${more} more, which conformance.json has</p>`}`;
}

function excludedPart(rows: readonly RequirementReport[], room: Room): Html {
  const cells = rows.map(
    ({
      id,
      level,
      text,
      reason = '',
    }) => markup`<tr><th scope="row"><code>${id}</code></th><td>${level}</td><td>${text}</td><td>${said(reason, room)}</td></tr>
`,
  );
  return tablePart('Excluded requirements', ['requirement', 'level', 'text', 'why it is not judged'], cells);
}

function tablePart(name: string, columns: readonly string[], rows: readonly Html[]): Html {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table>
<thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table></div>`;
}

/** Requirements by area, each in one line. */
function areasPart(rows: readonly RequirementReport[]): Html {
  const areas = [...byArea(rows)].map(
    ([area, members]) => markup`<h3>${area} <span class="count">${members.length}</span></h3>
<ul class="rows">
${members.map(
  ({
    id,
    level,
    text,
  }) => markup`<li><code>${id}</code> <span>${text}</span> <span class="level">${level}</span></li>
`,
)}</ul>
`,
  );
  return markup`${areas}`;
}
