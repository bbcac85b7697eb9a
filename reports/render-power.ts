import { table } from './markdown.ts';

/** What a run's bursts found on servers with one window between check and insert. */
export interface PowerRow {
  readonly window: string;
  readonly runs: number;
  /** In how many runs with both claims anything was found broken. */
  readonly caught: number;
  /** In how many of them the uniqueness of URLs was. */
  readonly uniqueness: number;
  /** In how many of them the limit was. */
  readonly limit: number;
  /** In how many runs with the claim create alone anything was. */
  readonly createOnly: number;
}

/** How far apart the requests of a burst arrive. */
export interface ArrivalSpread {
  readonly bursts: number;
  readonly size: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** The power of a run as Markdown: a table, and what it was measured with. */
export function renderPower(rows: readonly PowerRow[], spread: ArrivalSpread): string {
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

The ${spread.size} requests of a burst arrive at the embedded server within ${spread.medianMs.toFixed(1)} ms of each other (median of
${spread.bursts} bursts; 95 in 100 within ${spread.p95Ms.toFixed(1)} ms).
`;
}
