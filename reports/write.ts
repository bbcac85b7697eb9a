import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import names from '../specs/report-files.json' with { type: 'json' };
import { renderPage } from './html/page.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';
import type { Report } from './report.ts';
import { sampledPower } from './sample.ts';

/**
 * Writes `junit.xml`, `report.html`, `conformance.md` and `conformance.json` into a folder, which it makes if
 * necessary. Each file is written under another name and then renamed, so that nobody reads half of one.
 * @throws Error of `node:fs` when the folder cannot be made or written to
 */
export async function writeReport(report: Report, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await replace(join(folder, names.junit), renderJunit(report));
  await replace(join(folder, names.page), renderPage(report));
  await replace(join(folder, names.markdown), renderMarkdown(report) + (await powerPart(report)));
  // Written last: if this file is there, the others are too.
  await replace(join(folder, names.json), `${JSON.stringify(forPrograms(report), null, 2)}\n`);
}

/** The report without what only the page shows. */
function forPrograms(report: Report): Report {
  const requirements = report.requirements.map((row) => ({
    ...row,
    failures: row.failures.map(({ steps: _steps, picture: _picture, ...failure }) => failure),
  }));
  return { ...report, requirements };
}

/**
 * A pass of a concurrency requirement means only that no race was found. This part says how often a run finds
 * one.
 */
async function powerPart({ requirements }: Report): Promise<string> {
  const isSilent = requirements.some(({ area, verdict }) => area === 'concurrency' && verdict === 'pass');
  return isSilent ? `\n## What a run sees of creates that race\n\n${await sampledPower()}` : '';
}

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
