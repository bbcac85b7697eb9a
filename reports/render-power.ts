import { table } from './markdown.ts';

/** What the bursts of many runs found on servers with one window between check and insert. */
export interface PowerRow {
  readonly window: string;
  readonly runs: number;
  /** The number of runs with both claims that found anything. */
  readonly caught: number;
  /** How many of them found that URLs are not unique. */
  readonly uniqueness: number;
  /** How many of them found that the limit is exceeded. */
  readonly limit: number;
  /** The number of runs with the claim `create` alone that found anything. */
  readonly createOnly: number;
}

/** How many runs found a race of one kind, by the length of the window between check and change. */
export interface KindRow {
  /** The calls that arrive together. */
  readonly calls: string;
  readonly oneTurn: number;
  readonly oneMs: number;
  /** With 1 ms, and two processes behind one address in front of the server. */
  readonly fronted: number;
}

/** The time in which the requests of a burst arrive. */
export interface ArrivalSpread {
  readonly bursts: number;
  readonly size: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** A table in Markdown, and how it was measured. */
export function renderPower(
  rows: readonly PowerRow[],
  kinds: readonly KindRow[],
  spread: ArrivalSpread,
): string {
  const runs = rows[0]?.runs ?? 0;
  const header = [
    'between check and insert',
    'caught',
    'by uniqueness',
    'by the limit',
    'caught with `create` alone',
  ];
  const cells = rows.map(({ window, caught, uniqueness, limit, createOnly }) =>
    [window, caught, uniqueness, limit, createOnly].map(String),
  );
  return `Of ${runs} runs each, on a reference server that checks, waits, and inserts:

${table(header, cells)}

Of as many runs each, with calls of other methods or in two accounts, on a server with one fault that only their test has to find:

${table(
  [
    'calls that arrive together',
    'caught with one turn of the event loop',
    'with 1 ms',
    'the same behind two processes',
  ],
  kinds.map(({ calls, oneTurn, oneMs, fronted }) => [calls, ...[oneTurn, oneMs, fronted].map(String)]),
)}

The ${spread.size} requests of a burst arrive at the embedded server within ${spread.medianMs.toFixed(1)} ms of each other (median of
${spread.bursts} bursts; 95 in 100 within ${spread.p95Ms.toFixed(1)} ms).
`;
}
