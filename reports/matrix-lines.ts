import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JudgedReport, Matrix } from './matrix.ts';

/** The lines of a whole matrix by the name of their target, so that a later one judges only some anew. */
export type MatrixLines = Readonly<Record<string, MatrixLine>>;

interface MatrixLine {
  /** Whether the target was judged as its declaration says. */
  readonly isRight: boolean;
  readonly report: JudgedReport;
}

const FILE = 'lines.json';

export async function writeLines(
  folder: string,
  { rows }: Matrix,
  reports: ReadonlyMap<string, JudgedReport>,
): Promise<void> {
  const lines = rows.flatMap(({ target: { name }, faults }) => {
    const report = reports.get(name);
    return report === undefined ? [] : [[name, { isRight: faults.length === 0, report }] as const];
  });
  await writeFile(path.join(folder, FILE), `${JSON.stringify(Object.fromEntries(lines))}\n`);
}

/** The lines that a folder holds; none without the file. */
export async function readLines(folder: string): Promise<MatrixLines> {
  const text = await readFile(path.join(folder, FILE), 'utf8').catch(() => '{}');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `writeLines` wrote the file in this form.
  return JSON.parse(text) as MatrixLines;
}
