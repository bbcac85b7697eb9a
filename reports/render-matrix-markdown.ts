import type { Catalogue } from './catalogue.ts';
import { inline, table } from './markdown.ts';
import type { Matrix } from './matrix.ts';

/** The score of a whole matrix in a sentence, as the README has it. */
export function matrixSentence({ rows, score }: Matrix): string {
  const variants = rows.filter(({ target }) => target.kind === 'variant');
  const accused = variants.filter(({ faults }) => faults.length > 0).length;
  const percent = Math.floor((100 * score.killed) / Math.max(1, score.mutants));
  return `${score.mutants} mutants, ${score.killed} killed by exactly the requirements that they name: **${percent} %**. ${variants.length} variants, ${accused} accused.`;
}

/** The matrix as tables: who catches each mutant, how many each requirement catches, and the variants. */
export function renderMatrixMarkdown(matrix: Matrix, catalogue: Catalogue): string {
  const of = (kind: string) => matrix.rows.filter(({ target }) => target.kind === kind);
  const mutants = of('mutant');
  const requirements = Object.entries(catalogue).filter(([, { excluded }]) => excluded === undefined);
  return [
    '# Mutants and variants of the reference server',
    matrixSentence(matrix),
    '## Mutants',
    table(
      ['mutant', 'what is wrong', 'caught by'],
      mutants.map(({ target, caughtBy }) => [target.name, inline(target.about), caughtBy.join(', ')]),
    ),
    '## Requirements',
    table(
      ['requirement', 'level', 'mutants that it catches'],
      requirements.map(([id, { level }]) => [
        id,
        level,
        mutants
          .filter(({ caughtBy }) => caughtBy.includes(id))
          .map(({ target }) => target.name)
          .join(', '),
      ]),
    ),
    '## Variants',
    table(
      ['variant', 'the freedom that it uses', 'verdict'],
      of('variant').map(({ target, verdict }) => [target.name, inline(target.about), verdict]),
    ),
    '',
  ].join('\n\n');
}

/**
 * The matrix as comma-separated values: a row for each requirement, a column for each mutant, x where it is
 * caught.
 */
export function renderMatrixCsv({ rows }: Matrix, catalogue: Catalogue): string {
  const mutants = rows.filter(({ target }) => target.kind === 'mutant');
  const lines = Object.entries(catalogue)
    .filter(([, { excluded }]) => excluded === undefined)
    .map(([id]) => [id, ...mutants.map(({ caughtBy }) => (caughtBy.includes(id) ? 'x' : ''))]);
  return [['requirement', ...mutants.map(({ target }) => target.name)], ...lines]
    .map((line) => line.join(','))
    .join('\n');
}
