import { readFile } from 'node:fs/promises';

/** The folder of the committed reports, on the reference server and on its mutants. */
export const SAMPLE = new URL('./sample/', import.meta.url);

/** The score of the last whole matrix, as the committed report has it in its second paragraph. */
export async function sampledScore(): Promise<string> {
  const [, score] = (await readFile(new URL('matrix.md', SAMPLE), 'utf8')).split('\n\n');
  if (score === undefined)
    throw new Error('reports/sample/matrix.md has no score. Make it new with: npm run sample');
  return `${score}\n`;
}
