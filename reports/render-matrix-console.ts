import type { Matrix } from './matrix.ts';

/** The outcome of a matrix run for the terminal: what is wrong, then the score. */
export function renderMatrixConsole(
  { rows, faults, score }: Matrix,
  errors: readonly string[],
  durationMs: number,
): string {
  const variants = rows.filter(({ target }) => target.kind === 'variant');
  const accused = variants.filter((row) => row.faults.length > 0);
  const wrong = [...errors, ...rows.flatMap((row) => row.faults), ...faults];
  const percent = score.mutants === 0 ? 0 : Math.floor((100 * score.killed) / score.mutants);
  return [
    ...wrong,
    ...(wrong.length > 0 ? [''] : []),
    `Mutants   ${score.killed} of ${score.mutants} killed by their catchers and no other: ${percent} %`,
    `Variants  ${accused.length} of ${variants.length} accused`,
    `Time      ${(durationMs / 1000).toFixed(1)} s`,
    '',
  ].join('\n');
}
