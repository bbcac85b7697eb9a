import type { Catalogue } from './catalogue.ts';
import { inline, table } from './markdown.ts';
import { figuresOf, type Matrix } from './matrix.ts';

/** The score of a whole matrix as a sentence for the README. */
export function matrixSentence(matrix: Matrix): string {
  const { score } = matrix;
  const { percent, variants, accused } = figuresOf(matrix);
  return `${score.mutants} mutants, ${score.killed} killed by exactly the requirements that they name: **${percent} %**. ${variants} variants, ${accused} accused.`;
}

/** The matrix as tables: mutants, requirements, variants. */
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
 * The matrix as comma-separated values: a row for each requirement, a column for each mutant, x where the
 * requirement catches it.
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
