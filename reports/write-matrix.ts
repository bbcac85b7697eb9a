import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Matrix } from './matrix.ts';

/** Writes what a matrix run found into a folder, which is made if need be. */
export async function writeMatrix(matrix: Matrix, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'matrix.json'), `${JSON.stringify(matrix, null, 2)}\n`);
}
