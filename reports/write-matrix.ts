import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from './catalogue.ts';
import type { Matrix } from './matrix.ts';
import { renderMatrixCsv, renderMatrixMarkdown } from './render-matrix-markdown.ts';
import { renderMutation, renderMutationPage } from './render-mutation.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/**
 * Writes a whole matrix into a folder, which it makes if necessary: `mutation.json` in the public form,
 * `mutation.html` with its viewer, `matrix.md` and `matrix.csv`.
 */
export async function writeMatrix(
  matrix: Matrix,
  catalogue: Catalogue,
  folder: string,
  version: string,
): Promise<void> {
  const files = new Set(matrix.rows.flatMap(({ target }) => target.replaced.map(({ file }) => file)));
  const sources = await Promise.all(
    [...files].map(async (file) => [file, await readFile(path.join(ROOT, file), 'utf8')] as const),
  );
  const report = renderMutation(matrix, catalogue, new Map(sources), version);
  const viewer = await readFile(viewerFile(), 'utf8');
  await mkdir(folder, { recursive: true });
  const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);
  await write('mutation.json', `${JSON.stringify(report, null, 2)}\n`);
  await write('mutation.html', renderMutationPage(report, viewer));
  await write('matrix.md', renderMatrixMarkdown(matrix, catalogue));
  await write('matrix.csv', `${renderMatrixCsv(matrix, catalogue)}\n`);
}

/** The script of mutation-testing-elements that needs no bundler. */
function viewerFile(): string {
  return createRequire(import.meta.url).resolve('mutation-testing-elements/mutation-test-elements.js');
}
