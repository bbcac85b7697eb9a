import type names from '../specs/report-files.json';
import { renderPage } from './html/page.ts';
import { renderCtrf } from './render-ctrf.ts';
import { renderJson } from './render-json.ts';
import { renderJunit } from './render-junit.ts';
import { powerPart, renderMarkdown } from './render-markdown.ts';
import type { Report } from './report.ts';

/** A format of `--report`: a key of `formats` in `specs/report-files.json`, which has its file. */
export type FormatName = keyof (typeof names)['formats'];

/**
 * How each format is written. A new one is a file like these, its name in `specs/report-files.json`, and a
 * line here: the compiler asks for it.
 */
export const FORMATS: Readonly<Record<FormatName, (report: Report) => string | Promise<string>>> = {
  json: renderJson,
  md: async (report) => renderMarkdown(report) + (await powerPart(report)),
  html: renderPage,
  junit: renderJunit,
  ctrf: renderCtrf,
};
