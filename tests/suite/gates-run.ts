/** Starts `npm start` or `npm run conformance` as a user does, in a folder and an environment of its own. */
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJsonObject, memberOf, parseJson, type Json } from '../../fixtures/wire/json.ts';

/** The entry of both commands. */
export const ENTRY = fileURLToPath(new URL('../../fixtures/cli/start.cjs', import.meta.url));

/** Environment variables; undefined unsets one that a run gets otherwise. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface GateRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `conformance.json`; undefined when the run left none, or one that says that it did not run. */
  readonly report: Json | undefined;
  /** Why there is no report, by the file in its place. */
  readonly didNotRun: string | undefined;
}

/** A temporary folder, removed with everything in it when it goes out of use. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'gate-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Runs the command in a folder: that for the embedded server unless the variables name a target. The folder
 * takes the report as `report` unless the variables name another REPORT_DIR. Of the environment the run gets
 * only what a process needs: no TARGET_* that a developer has set, and nothing of Playwright's, inside which
 * this test runs.
 */
export function conform(
  folder: string,
  variables: Variables = {},
  args: readonly string[] = [],
): Promise<GateRun> {
  return command([variables['TARGET_URL'] === undefined ? 'demo' : 'run', ...args], {
    folder,
    variables,
  });
}

/** Where and how a command is started. */
export interface CommandOptions {
  readonly folder: string;
  readonly variables?: Variables;
  /** The entry, for a copy of the suite. */
  readonly entry?: string;
  /** Options of Node, before the entry. */
  readonly nodeOptions?: readonly string[];
}

/** Runs the entry with a verb and its arguments. */
export async function command(
  words: readonly string[],
  { folder, variables = {}, entry = ENTRY, nodeOptions = [] }: CommandOptions,
): Promise<GateRun> {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  const REPORT_DIR = join(folder, 'report');
  const child = spawn(process.execPath, [...nodeOptions, entry, ...words], {
    cwd: folder,
    env: { PATH, HOME, TMPDIR, REPORT_DIR, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const file = join(variables['REPORT_DIR'] ?? REPORT_DIR, 'conformance.json');
  const json = existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined;
  const didNotRun = memberOf(json, 'verdict') === 'did-not-run';
  return {
    code,
    stdout,
    stderr,
    report: didNotRun ? undefined : json,
    didNotRun: didNotRun ? textOf(json ?? null, 'reason') : undefined,
  };
}

/** Puts the report of an earlier run that was green where a run in this folder leaves its own. */
export function leaveGreenReport(folder: string): void {
  mkdirSync(join(folder, 'report'), { recursive: true });
  writeFileSync(
    join(folder, 'report', 'conformance.json'),
    '{ "verdict": "conformant", "suiteErrors": [], "requirements": [] }',
  );
}

/** What a report says of each requirement. */
export function verdictsOf({ report }: GateRun): ReadonlyMap<string, string> {
  return new Map(rowsOf(report).map((row) => [textOf(row, 'id'), textOf(row, 'verdict')]));
}

function rowsOf(report: Json | undefined): readonly Json[] {
  const rows: unknown = memberOf(report, 'requirements');
  return Array.isArray(rows) ? rows.filter(isJsonObject) : [];
}

function textOf(row: Json, key: string): string {
  const value = memberOf(row, key);
  return typeof value === 'string' ? value : '';
}

/** Every file below a folder, with its content. */
export function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [path, readFileSync(path)]));
}
