/** A checkout runs its compiled sources only while they are up to date. */
import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { isJsonArray, jsonText, memberOf, parseJson } from '../../fixtures/wire/json.ts';
import { isBuilt, SOURCES, sourcesIn, writeStamp } from '../../fixtures/cli/entry/built.cjs';

const FOLDERS = [
  'fixtures/session',
  'reports/out',
  'specs',
  'tests/conformance',
  'tests/run',
  '.config',
  'dist',
];
const FILES = [
  'fixtures/session/api.ts',
  'reports/report.ts',
  'playwright.config.ts',
  'package.json',
  'tsconfig.json',
  '.config/build.json',
];

/** A checkout whose sources are older than its `dist/`. */
function checkout(): { root: string; write: (name: string) => void } {
  const root = test.info().outputPath('checkout');
  const past = new Date(Date.now() - 60_000);
  for (const folder of FOLDERS) mkdirSync(path.join(root, folder), { recursive: true });
  const write = (name: string, at = new Date()): void => {
    writeFileSync(path.join(root, name), '');
    utimesSync(path.join(root, name), at, at);
  };
  for (const file of FILES) write(file, past);
  writeStamp(root, sourcesIn(root).names, new Date(Date.now() - 30_000));
  return { root, write };
}

test('unchanged sources are built, and reports of runs are no sources', () => {
  const { root, write } = checkout();
  expect(isBuilt(root)).toBe(true);
  write('reports/out/conformance.json');
  expect(isBuilt(root)).toBe(true);
});

for (const [what, change] of [
  ['changed', ({ write }) => write('fixtures/session/api.ts')],
  ['added', ({ write }) => write('fixtures/session/other.ts')],
  ['removed', ({ root }) => rmSync(path.join(root, 'fixtures/session/api.ts'))],
  ['missing as a whole', ({ root }) => rmSync(path.join(root, 'fixtures'), { recursive: true })],
] as const satisfies readonly (readonly [string, (at: ReturnType<typeof checkout>) => void])[])
  test(`a source that is ${what} makes the compiled ones out of date`, () => {
    const at = checkout();
    change(at);
    expect(isBuilt(at.root)).toBe(false);
  });

test('a checkout that was never built is not built', () => {
  const { root } = checkout();
  rmSync(path.join(root, 'dist'), { recursive: true });
  expect(isBuilt(root)).toBe(false);
});

test('all that is compiled is a source, so that a change of it counts', () => {
  const isSource = (name: string): boolean =>
    SOURCES.some((source) => name === source || name.startsWith(`${source}/`));
  const build = readFileSync(new URL('../../.config/build.json', import.meta.url), 'utf8');
  const include = memberOf(parseJson(build), 'include');
  const compiled = (isJsonArray(include) ? include : []).map((pattern) =>
    typeof pattern === 'string' ? pattern.replace('../', '') : jsonText(pattern),
  );
  expect(compiled.length).toBeGreaterThan(0);
  expect(compiled.filter((name) => !isSource(name))).toEqual([]);
});
