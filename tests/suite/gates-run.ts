/** Starts `npm start` or `npm run conformance`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { isJsonObject, memberOf, parseJson, type Json } from '../../fixtures/wire/json.ts';
import { root, run, temporaryFolder, type Ended, type Variables } from './programs.ts';

/** The entry of both commands. */
export const ENTRY = join(root, 'fixtures/cli/start.cjs');

export interface GateRun extends Ended {
  /** `conformance.json`; undefined when the run left none, or one that says that it did not run. */
  readonly report: Json | undefined;
  /** Why there is no report, by the file in its place. */
  readonly didNotRun: string | undefined;
}

/** Runs the command for the target in the variables, or for the reference server if they have none. */
export function conform(variables: Variables = {}, args: readonly string[] = [], folder?: string) {
  const verb = variables['TARGET_URL'] === undefined ? 'demo' : 'run';
  return command([verb, ...args], { variables, ...(folder === undefined ? {} : { folder }) });
}

/** Where and how a command is started. */
export interface CommandOptions {
  /** Takes the report as `report` unless the variables name another REPORT_DIR. */
  readonly folder?: string;
  readonly variables?: Variables;
  /** The entry, for a copy of the suite. */
  readonly entry?: string;
  /** Options of Node, before the entry. */
  readonly nodeOptions?: readonly string[];
}

/** Runs the entry with a verb and its arguments. */
export async function command(
  words: readonly string[],
  { folder = temporaryFolder(), variables = {}, entry = ENTRY, nodeOptions = [] }: CommandOptions = {},
): Promise<GateRun> {
  const REPORT_DIR = join(folder, 'report');
  const args = [...nodeOptions, entry, ...words];
  const ended = await run(process.execPath, args, folder, { REPORT_DIR, ...variables });
  const file = join(variables['REPORT_DIR'] ?? REPORT_DIR, 'conformance.json');
  const json = existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined;
  return memberOf(json, 'verdict') === 'did-not-run'
    ? { ...ended, report: undefined, didNotRun: textOf(json, 'reason') }
    : { ...ended, report: json, didNotRun: undefined };
}

/** Expects that a run ended with a code and one line, and judged nothing. */
export function expectOneLine(
  { code, stdout, stderr, report }: GateRun,
  wanted: number,
  named: RegExp,
): void {
  expect.soft(stderr).toMatch(named);
  expect.soft(stderr).toMatch(/^[^\n]+\n$/);
  expect.soft(stderr).not.toContain('    at ');
  expect.soft(stdout).toMatch(wanted === 2 ? /^$/ : /^Judging [^\n]+\n$/);
  expect({ code, report }).toEqual({ code: wanted, report: undefined });
}

/** Writes the report of an earlier run that was green to where a run in this folder leaves its own. */
export function leaveGreenReport(folder: string): void {
  mkdirSync(join(folder, 'report'), { recursive: true });
  const report = { verdict: 'conformant', suiteErrors: [], requirements: [] };
  writeFileSync(join(folder, 'report', 'conformance.json'), JSON.stringify(report));
}

/** The verdict of a report on each requirement. */
export function verdictsOf({ report }: GateRun): ReadonlyMap<string, string> {
  return new Map(rowsOf(report, 'requirements').map((row) => [textOf(row, 'id'), textOf(row, 'verdict')]));
}

/** The requirements that a run found broken. */
export function failedIn(ended: GateRun): readonly string[] {
  return [...verdictsOf(ended)].flatMap(([id, verdict]) => (verdict === 'fail' ? [id] : []));
}

/** The objects in a list of a report. */
export function rowsOf(report: Json | undefined, key: string): readonly Json[] {
  const rows: unknown = memberOf(report, key);
  return Array.isArray(rows) ? rows.filter(isJsonObject) : [];
}

function textOf(row: Json | undefined, key: string): string {
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
