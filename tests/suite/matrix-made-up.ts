import type { MatrixTarget, RequirementId, Verdict } from '../../specs/types.ts';
import { catalogue } from '../../reports/catalogue.ts';
import type { Report } from '../../reports/report.ts';
import { summarise } from '../../reports/summarise.ts';
import { run } from './report-made-up.ts';

/** A target of a matrix that nobody has started. */
export function madeUpTarget(kind: MatrixTarget['kind'], catchers: readonly RequirementId[]): MatrixTarget {
  const verdict = kind === 'mutant' ? 'nonconformant' : 'conformant';
  const claims = ['create', 'management'];
  const known = { name: 'made-up', about: 'Nothing.', claims, judgedBy: claims, replaced: [] };
  return { ...known, kind, catchers, verdict };
}

/** A report in which every requirement passes except those in `verdicts`. */
export function madeUpReport(
  verdicts: Readonly<Record<string, Verdict>>,
  suiteErrors: readonly string[] = [],
): Report {
  const empty = summarise(catalogue, [], run);
  const requirements = empty.requirements.map((row) => ({
    ...row,
    verdict: verdicts[row.id] ?? (row.verdict === 'excluded' ? row.verdict : ('pass' as const)),
  }));
  const all = new Set(requirements.map(({ verdict }) => verdict));
  const verdict = all.has('fail') ? 'nonconformant' : all.has('inconclusive') ? 'inconclusive' : 'conformant';
  return { ...empty, requirements, suiteErrors, verdict };
}
