/** Starts `npm run conformance` as a user does, in a folder and an environment of its own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isJsonObject, memberOf, parseJson, type Json } from '../../fixtures/contract/json.ts';

const command = fileURLToPath(new URL('../../fixtures/cli/conformance.ts', import.meta.url));
// By its file, since the run starts in a folder that has no node_modules above it.
const jiti = pathToFileURL(
  join(dirname(createRequire(import.meta.url).resolve('jiti')), 'jiti-register.mjs'),
).href;

export type Variables = Readonly<Record<string, string>>;

export interface GateRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `conformance.json`; undefined when the run left none. */
  readonly report: Json | undefined;
}

/** A temporary folder, removed with everything in it when it goes out of use. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'gate-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Runs the command in a folder, which takes the report as `report` unless the variables name another REPORT_DIR. Of the
 * environment the run gets only what a process needs: no TARGET_* that a developer has set, and nothing of Playwright's, inside
 * which this test runs.
 */
export async function conform(
  folder: string,
  variables: Variables = {},
  args: readonly string[] = [],
): Promise<GateRun> {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  const REPORT_DIR = join(folder, 'report');
  const child = spawn(process.execPath, ['--import', jiti, command, ...args], {
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
  const report = existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined;
  return { code, stdout, stderr, report };
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
