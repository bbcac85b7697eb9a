import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import names from '../specs/report-files.json' with { type: 'json' };
import { type FormatName, FORMATS } from './formats.ts';
import { renderJson } from './render-json.ts';
import type { Report } from './report.ts';

/**
 * Writes the report in each of these formats into a folder, which it makes if necessary. Each file is written
 * under another name and then renamed, so that nobody reads half of one. `conformance.json` is always
 * written, because the exit code of a run comes from it.
 *
 * @param formats of `specs/report-files.json`. The files of the others are removed: they are of an earlier
 *   run.
 * @throws Error of `node:fs` when the folder cannot be made or written to
 */
export async function writeReport(
  report: Report,
  folder: string,
  formats: readonly string[] = names.byDefault,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ALL) {
    if (name === 'json') continue;
    const file = join(folder, names.formats[name]);
    await (formats.includes(name) ? replace(file, await FORMATS[name](report)) : rm(file, { force: true }));
  }
  // Written last: if this file is there, the others are too.
  await replace(join(folder, names.formats.json), await FORMATS.json(report));
  await rm(join(folder, names.unfinished), { force: true });
}

/**
 * Writes what a run has judged so far, so that `--resume` can go on after a kill. It is no report: the exit
 * code of a run never comes from it.
 *
 * @throws Error of `node:fs` when the folder cannot be made or written to
 */
export function writeUnfinished(report: Report, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, names.unfinished);
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, renderJson(report));
  renameSync(temporary, file);
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.keys` forgets the type of the keys.
const ALL = Object.keys(FORMATS) as readonly FormatName[];

async function replace(file: string, content: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
