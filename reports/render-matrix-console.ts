import { figuresOf, type Matrix } from './matrix.ts';

/** The outcome of a matrix run for the terminal: the faults, then the score. */
export function renderMatrixConsole(matrix: Matrix, errors: readonly string[], durationMs: number): string {
  const { rows, faults, score } = matrix;
  const { percent, variants, accused } = figuresOf(matrix);
  const wrong = [...errors, ...rows.flatMap((row) => row.faults), ...faults];
  return [
    ...wrong,
    ...(wrong.length > 0 ? [''] : []),
    `Mutants   ${score.killed} of ${score.mutants} killed by their catchers and by no other requirement: ${percent} %`,
    `Variants  ${accused} of ${variants} accused`,
    `Time      ${(durationMs / 1000).toFixed(1)} s`,
    '',
  ].join('\n');
}
