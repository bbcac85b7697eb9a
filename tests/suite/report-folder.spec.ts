/** The folder of a report: a run removes every earlier report, and no file of anybody else. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import {
  foreignFiles,
  hasReport,
  isNoReport,
  publishHtml,
  removeUnfinished,
  writeNoReport,
} from '../../fixtures/cli/entry/report-folder.cjs';
import { renderPage } from '../../reports/html/page.ts';
import { renderJunit } from '../../reports/render-junit.ts';
import { renderMarkdown } from '../../reports/render-markdown.ts';
import schema from '../../specs/schemas/conformance.schema.json' with { type: 'json' };
import { filesBelow } from './gates-run.ts';
import { all, HOSTILE, reportOf } from './report-made-up.ts';

const folderOf = (): string => join(test.info().outputPath(), 'report');

/** Writes files below the folder of the report. */
function put(files: Readonly<Record<string, string>>): string {
  const folder = folderOf();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const report = reportOf(all());
const earlier = {
  'conformance.json': JSON.stringify(report),
  'conformance.md': renderMarkdown(report),
  'junit.xml': renderJunit(report),
  'report.html': renderPage(report),
};
const why = { reason: 'TARGET_URL is set but empty.' };

test('a report of an earlier run is replaced whole by "did not run", in every form of it', () => {
  const folder = put(earlier);
  mkdirSync(join(folder, 'played'));
  writeFileSync(join(folder, 'played', 'index.html'), 'a page of tests that passed');
  publishHtml(join(folder, 'played'), folder);
  expect(readFileSync(join(folder, 'html', 'index.html'), 'utf8')).toContain('passed');
  expect(hasReport(folder)).toBe(true);
  expect(isNoReport(folder)).toBe(false);
  writeNoReport(folder, why);
  expect(isNoReport(folder)).toBe(true);
  expect(foreignFiles(folder)).toEqual([]);
  expect(existsSync(join(folder, 'html'))).toBe(false);
  for (const name of Object.keys(earlier)) {
    const text = readFileSync(join(folder, name), 'utf8');
    expect.soft(text, name).toMatch(/did.not.run/i);
    expect.soft(text, name).toContain('TARGET_URL is set but empty.');
    expect.soft(text, name).not.toMatch(/conformant|passed/i);
  }
});

test('what a killed run has kept is removed, and no file of that name that somebody else wrote', () => {
  const file = 'unfinished.json';
  const folder = put({ [file]: JSON.stringify(report) });
  expect([hasReport(folder), foreignFiles(folder)]).toEqual([true, []]);
  removeUnfinished(folder);
  expect(existsSync(join(folder, file))).toBe(false);
  put({ [file]: '{"my":"notes"}' });
  removeUnfinished(folder);
  expect(foreignFiles(folder)).toEqual([join(folder, file)]);
});

test('reports of the previous version are recognised', () => {
  const folder = put({ ...earlier, 'conformance.md': '# Conformance: nonconformant\n', 'junit.xml': '' });
  expect(foreignFiles(folder)).toEqual([]);
});

test('the file in place of a report is valid by the schema with any reason', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  for (const [reason, label] of [
    ['a reason', undefined],
    [HOSTILE, 'build 7'],
  ] as const) {
    const folder = folderOf();
    writeNoReport(folder, { reason, label });
    const written: unknown = JSON.parse(readFileSync(join(folder, 'conformance.json'), 'utf8'));
    expect(validate(written), ajv.errorsText(validate.errors)).toBe(true);
    expect(written).toMatchObject({
      verdict: 'did-not-run',
      reason,
      ...(label === undefined ? {} : { label }),
    });
    for (const name of ['junit.xml', 'report.html', 'conformance.md']) {
      const text = readFileSync(join(folder, name), 'utf8');
      // oxlint-disable-next-line no-control-regex -- XML forbids them.
      expect.soft(text, name).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|<script|]]>/);
    }
  }
});

test('a page of Playwright replaces the one before, and files that only the older one has are gone', () => {
  const folder = put({ 'a/index.html': 'a', 'a/data/1.md': '1', 'b/index.html': 'b' });
  publishHtml(join(folder, 'a'), folder);
  publishHtml(join(folder, 'b'), folder);
  expect(readFileSync(join(folder, 'html', 'index.html'), 'utf8')).toBe('b');
  expect(existsSync(join(folder, 'html', 'data', '1.md'))).toBe(false);
});

for (const [what, files] of [
  ['a junit.xml of another tool', { 'junit.xml': '<testsuites name="jest tests"/>' }],
  ['notes named conformance.md', { 'conformance.md': '# Conformance of our products\n' }],
  ['a conformance.json of another suite', { 'conformance.json': '{"results":[{"verdict":"ok"}]}' }],
  ['a report.html of another tool', { 'report.html': '<!doctype html><title>Coverage</title>' }],
  ['notes that begin with a verdict', { 'conformance.md': '# Inconclusive experiments of the lab\n' }],
  ['a page in html', { 'html/index.html': '<title>Our handbook</title>' }],
  ['a file deep in html', { 'html/css/site.css': 'body{}' }],
  ['a folder where a file goes', { 'conformance.json/keep.txt': 'x' }],
] as const) {
  test(`${what} is named as in the way, and survives`, () => {
    const folder = put(files);
    const before = filesBelow(folder);
    expect(foreignFiles(folder)).toHaveLength(1);
    writeNoReport(folder, why);
    publishHtml(folder, folder);
    for (const [path, content] of before) expect(readFileSync(path).equals(content), path).toBe(true);
  });
}

test('a file that somebody has put beside a page of Playwright survives as well', () => {
  const folder = put({ 'a/index.html': 'a' });
  publishHtml(join(folder, 'a'), folder);
  put({ 'html/notes.txt': 'mine' });
  expect(foreignFiles(folder)).toEqual([join(folder, 'html', 'notes.txt')]);
  writeNoReport(folder, why);
  expect(readFileSync(join(folder, 'html', 'notes.txt'), 'utf8')).toBe('mine');
});

test('a link is not followed, and a manifest that leads out of its folder removes nothing there', () => {
  const folder = put({ 'mine/index.html': 'mine' });
  symlinkSync(join(folder, 'mine'), join(folder, 'html'));
  expect(foreignFiles(folder)).toEqual([join(folder, 'html')]);
  const other = join(test.info().outputPath(), 'other');
  mkdirSync(join(other, 'html'), { recursive: true });
  const manifest = join(other, 'html', 'written-by-webhook-config-conformance.json');
  writeFileSync(
    manifest,
    JSON.stringify({ files: ['../../report/mine/index.html', join(folder, 'mine/index.html')] }),
  );
  writeNoReport(other, why);
  expect(readFileSync(join(folder, 'mine', 'index.html'), 'utf8')).toBe('mine');
});

test('other files of the folder are ignored', () => {
  const folder = put({ 'coverage.json': '{}', 'artifacts/trace.zip': 'x', 'results/junit.xml': '<a/>' });
  expect(foreignFiles(folder)).toEqual([]);
  expect(hasReport(folder)).toBe(false);
});
