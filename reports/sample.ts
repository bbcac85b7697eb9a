import { readFile } from 'node:fs/promises';

/** The folder of the committed reports. */
export const SAMPLE = new URL('./sample/', import.meta.url);

/** The last measurement of the power of a run. */
export function sampledPower(): Promise<string> {
  return readFile(new URL('power.md', SAMPLE), 'utf8');
}

/** The score of the last whole matrix: the second paragraph of its report. */
export async function sampledScore(): Promise<string> {
  const [, score] = (await readFile(new URL('matrix.md', SAMPLE), 'utf8')).split('\n\n');
  if (score === undefined)
    throw new Error('reports/sample/matrix.md has no score. Make it new with: npm run sample');
  return `${score}\n`;
}
