import type { ShownFinding } from './findings.ts';
import type { Catalogue } from './catalogue.ts';
import type { TestOutcome } from './report.ts';

/**
 * One line for whatever names a requirement that is not there, or that cannot be judged: what was found about
 * it would get lost without a word.
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
