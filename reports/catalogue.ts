import file from '../specs/requirements.json' with { type: 'json' };
import type { Requirement } from '../specs/types.ts';

/** Requirements by id, in the order of the report. */
export type Catalogue = Readonly<Record<string, Requirement>>;

export const catalogue = checked(file.requirements);

type Unchecked = Readonly<Record<string, Omit<Requirement, 'level'> & { readonly level: string }>>;

/**
 * TypeScript reads a level in a JSON file as any string. Without this check a misspelt level would count as
 * SHOULD and only warn.
 */
function checked(rows: Unchecked): Catalogue {
  if (hasLevels(rows)) return rows;
  throw new TypeError('specs/requirements.json: a level is neither MUST nor SHOULD.');
}

function hasLevels(rows: Unchecked): rows is Catalogue {
  return Object.values(rows).every(({ level }) => level === 'MUST' || level === 'SHOULD');
}

/** Groups rows by area and keeps their order. */
export function byArea<Row extends { readonly area: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const areas = new Map<string, Row[]>();
  for (const row of rows) {
    const known = areas.get(row.area);
    if (known) known.push(row);
    else areas.set(row.area, [row]);
  }
  return areas;
}
