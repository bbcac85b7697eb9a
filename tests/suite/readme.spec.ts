/** README.md and its neighbours are right about tables, paths, scripts, variables, ids and numbers. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import packageJson from '../../package.json' with { type: 'json' };
import { planFor } from '../../fixtures/session/plan.ts';
import { FLAGS } from '../../fixtures/cli/playwright-arguments.ts';
import { SETTING_NAMES } from '../../fixtures/cli/setting-names.ts';
import { LIMIT } from '../../fixtures/contract/belief.ts';
import { claims, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { isJsonObject, memberOf, parseJson } from '../../fixtures/wire/json.ts';
import { strictAjv } from '../../fixtures/contract/openapi.ts';
import { contractDigest } from '../../fixtures/session/run.ts';
import { embeddedTargets } from '../../fixtures/targets/embedded.ts';
import { catalogue } from '../../reports/catalogue.ts';
import { requirementsTable } from '../../reports/render-markdown.ts';
import { sampledPower, sampledScore } from '../../reports/sample.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const readme = read('README.md');
const contributing = read('CONTRIBUTING.md');
const settings = read('specs/SETTINGS.md');
/** Both documents that people read. */
const documents = readme + contributing;

type Packages = Readonly<
  Partial<Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>>
>;

/** The text between `<!-- name -->` and `<!-- /name -->`. */
function between(name: string, document = readme): string {
  const parts = document.split(new RegExp(`<!-- /?${name} -->`));
  expect(parts, `one <!-- ${name} --> and one <!-- /${name} -->`).toHaveLength(3);
  return (parts[1] ?? '').trim();
}

/** All code, in lines and in blocks. */
const code = [...documents.matchAll(/```\w*\n([^]*?)```|`([^`\n]+)`/g)].map(
  ([, block, span]) => block ?? span ?? '',
);

/** The text from a heading to the next one. */
function section(heading: string): string {
  const start = readme.search(new RegExp(`^#+ ${heading}$`, 'm'));
  expect(start, `a heading "${heading}"`).not.toBe(-1);
  return readme.slice(start).split(/\n#+ /)[0] ?? '';
}

/** The code in the first column of a table. */
function firstColumn(markdown: string): readonly string[] {
  const rows = markdown.split('\n').filter((line) => line.startsWith('| '));
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}

test('the table of requirements agrees with the catalogue; npm run readme writes it', () => {
  expect(between('requirements', read('specs/REQUIREMENTS.md'))).toBe(requirementsTable(catalogue).trim());
});

test('the table of dependencies names exactly the packages that are installed, each once', () => {
  const { dependencies, devDependencies }: Packages = packageJson;
  const packages = Object.keys({ ...dependencies, ...devDependencies });
  expect(firstColumn(section('Dependencies')).toSorted()).toEqual(packages.toSorted());
});

test('the power of a run is the last measured one', async () => {
  expect(between('power', contributing)).toBe((await sampledPower()).trim());
});

test('every script exists, and every one is explained', () => {
  const run = [...documents.matchAll(/\bnpm run (?:-\S+ )*([\w:-]+)/g)].map(([, name = '']) => name);
  const short = [...documents.matchAll(/\bnpm (start|test)\b/g)].map(([, name = '']) => name);
  expect([...new Set([...run, ...short])].toSorted()).toEqual(Object.keys(packageJson.scripts).toSorted());
});

test('the sample is the report of this contract; npm run sample keeps the last one', () => {
  const sample = parseJson(read('reports/sample/conformance.json'));
  expect(memberOf(sample, 'contractDigest')).toBe(contractDigest());
  expect(memberOf(sample, 'verdict')).toBe('conformant');
  const schema = parseJson(read('specs/schemas/conformance.schema.json'));
  expect(strictAjv().validate(isJsonObject(schema) ? schema : {}, sample)).toBe(true);
  expect(read('reports/sample/conformance.md')).toMatch(/^# CONFORMANT: the embedded reference server\n/);
  const page = read('reports/sample/report.html');
  expect(page).toContain('<title>CONFORMANT: the embedded reference server</title>');
  const runId = memberOf(sample, 'runId');
  expect(page).toContain(`Run ${typeof runId === 'string' ? runId : '?'}.`);
});

test('every path it names exists', () => {
  const spans = code.flatMap(
    (span) => span.match(/(?<![\w./-])(?:specs|fixtures|tests|reports)\/[\w./*<>-]*/g) ?? [],
  );
  const links = [...documents.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);
  const named = [...new Set([...spans, ...links])].filter(
    (path) => !/^(?:reports\/out|\.)/.test(path) && !path.includes('<'),
  );
  expect(named.length).toBeGreaterThan(5);
  const missing = named.filter(
    (path) => !existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url))),
  );
  expect(missing).toEqual([]);
});

test('every variable that a run reads is explained, and none that it does not', () => {
  const explained = new Set(firstColumn(settings));
  expect([...explained].toSorted()).toEqual(SETTING_NAMES.toSorted());
});

test('the numbers of accounts are those that the plans need', () => {
  expect(between('accounts')).toBe(String(planFor(['create']).accounts));
  expect(between('accounts with management')).toBe(String(planFor(claims).accounts));
  const free = Number(between('free slots'));
  const wantingWith = (slots: number): number => planFor(claims, [0, LIMIT - slots]).wanting.size;
  expect([wantingWith(free), wantingWith(free - 1) > 0]).toEqual([0, true]);
});

test('every claim is explained, and has a tag', () => {
  const explained = section('Settings');
  for (const claim of claims) {
    expect.soft(explained, claim).toMatch(new RegExp(`\`${claim}\` is `));
    expect.soft(explained, claim).toContain(`\`@claim:${claim}\``);
  }
});

test('every flag of a setting is explained beside its variable', () => {
  const rows = settings.split('\n').filter((line) => line.startsWith('| `'));
  const explained = rows.flatMap((row) => {
    const [, variables = '', flag = ''] = row.split('|').map((cell) => cell.trim());
    return flag === '' ? [] : [`${flag} ${variables}`];
  });
  const known = Object.entries(FLAGS).map(([flag, { sets }]) => `\`${flag}\` \`${sets}\``);
  expect(explained.toSorted()).toEqual(known.toSorted());
});

test('the README has at most 200 lines', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(201);
});

test('every exit code is explained', () => {
  const rows = section('Exit codes')
    .split('\n')
    .map((line) => /^\| (\d+) +\| \S/.exec(line)?.[1]);
  expect(rows.filter((row) => row !== undefined)).toEqual(['0', '1', '2', '3', '4']);
});

test('every requirement it mentions exists', () => {
  const areas = [...new Set(requirementIds.map((id) => id.split('-')[0]))].join('|');
  const text = readme.replaceAll(/\S*\/\S*/g, '');
  const mentioned = text.match(new RegExp(`(?<=[\`@])(?:${areas})-[a-z0-9-]+`, 'g')) ?? [];
  expect(mentioned.length).toBeGreaterThan(0);
  expect(mentioned.filter((id) => !requirementIds.some((known) => known === id))).toEqual([]);
});

test('the commands that .ci/run runs are in the README', () => {
  const commands = /^```sh\n([^]+)\n```$/.exec(between('ci'))?.[1]?.split('\n') ?? [];
  expect(commands).toEqual(['npm ci && npm start', 'npm test']);
});

test('the score is that of the committed matrix, and the matrix that of the mutants and variants there are', async () => {
  expect(between('mutants')).toBe((await sampledScore()).trim());
  const matrix = read('reports/sample/matrix.md');
  for (const { name, kind } of embeddedTargets) {
    expect.soft(matrix, `${kind} ${name}; run npm run mutants and npm run sample`).toContain(`| ${name} `);
  }
  const mutants = embeddedTargets.filter(({ kind }) => kind === 'mutant').length;
  expect(matrix).toContain(`${mutants} mutants, ${mutants} killed`);
  expect(matrix).toContain(`${embeddedTargets.length - mutants} variants, 0 accused`);
});
