import type { ShownFinding } from './findings.ts';
import type { Catalogue } from './catalogue.ts';
import type { TestOutcome } from './report.ts';

/**
 * A line for each name of an unknown or excluded requirement. Without it, findings under these names would be
 * lost.
 */
export function strangers(
  catalogue: Catalogue,
  results: readonly TestOutcome[],
  findings: readonly ShownFinding[],
): readonly string[] {
  const named = [
    ...results.map(({ requirement }) => ({ id: requirement, by: 'a test names it' })),
    ...results.flatMap(({ requirement, evidence }) =>
      (evidence?.observed ?? []).map((each) => ({
        id: each.requirement,
        by: `the test of ${requirement} observed it`,
      })),
    ),
    ...findings
      .filter(({ shownBy }) => shownBy !== undefined)
      .map(({ finding, shownBy }) => ({
        id: finding.requirement,
        by: `the test of ${shownBy} found it broken`,
      })),
  ];
  const lines = named.flatMap(({ id, by }) => {
    const requirement = Object.hasOwn(catalogue, id) ? catalogue[id] : undefined;
    if (requirement === undefined) return [`${id}: ${by}, but the catalogue does not have it.`];
    return requirement.excluded === undefined ? [] : [`${id}: ${by}, but the catalogue excludes it.`];
  });
  return [...new Set(lines)];
}
