/** The walls of `README.md`, "How it is built": which part may import which, and more rules on sources. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import packageJson from '../../package.json' with { type: 'json' };
import frameworks from '../stacks/package.json' with { type: 'json' };
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { isJsonObject, memberOf, parseJson, type Json } from '../../fixtures/wire/json.ts';
import { environmentOf } from '../../fixtures/session/program.ts';
import { root } from './programs.ts';
import { madeUpRun } from './run-made-up.ts';
import { importsOf, layersIn, objectionTo, resolveImport } from './walls-imports.ts';

/** Paths that git knows, and with `others` also those that it does not ignore. */
function paths(...others: readonly string[]): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', ...others], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

const allSources = paths('--others', '--exclude-standard')
  .filter((path) => /\.c?[jt]s$/.test(path))
  .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
/** Servers as other people write them have their own rules. */
const isOfBench = (path: string): boolean => path.startsWith('tests/stacks/');
const sources = new Map(allSources.filter(([path]) => !isOfBench(path)));
const bench = new Map(allSources.filter(([path]) => isOfBench(path)));

type Packages = Readonly<
  Partial<Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>>
>;
const { dependencies, devDependencies }: Packages = packageJson;
const walls = {
  packages: new Set(Object.keys({ ...dependencies, ...devDependencies })),
  frameworks: new Set(Object.keys(frameworks.dependencies)),
  layers: layersIn(readFileSync(join(root, 'fixtures/README.md'), 'utf8')),
};

function objections(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files].flatMap(([file, source]) =>
    importsOf(source).flatMap((imported) => objectionTo(file, imported, walls) ?? []),
  );
}

test('every import of every source leads where its part of the repository may look', () => {
  expect(sources.size).toBeGreaterThan(50);
  expect(objections(sources)).toEqual([]);
});

test('a server of the bench shares no code with anything else', () => {
  expect([...bench.keys()].filter((file) => !/^tests\/stacks\/servers\/[\w-]+\//.test(file))).toEqual([]);
  expect(objections(bench)).toEqual([]);
});

test('the signer and the verifier do not reach each other, not even through a third', () => {
  const reached = (start: string): ReadonlySet<string> => {
    const seen = new Set([...sources.keys()].filter((file) => file.startsWith(start)));
    for (const file of seen) {
      for (const imported of importsOf(sources.get(file) ?? '')) seen.add(resolveImport(file, imported));
    }
    return seen;
  };
  const signer = reached('fixtures/wire/');
  const verifier = reached('fixtures/reference/');
  expect(signer).toContain('fixtures/wire/ksig1.ts');
  expect([...signer].filter((file) => file.startsWith('fixtures/reference/'))).toEqual([]);
  expect([...verifier].filter((file) => file.startsWith('fixtures/wire/'))).toEqual([]);
});

test('every wall refuses the imports that it is for', () => {
  for (const [file, imported] of [
    ['specs/types.ts', '../fixtures/test.ts'],
    ['specs/types.ts', '../reports/report.ts'],
    ['specs/types.ts', '../package.json'],
    ['fixtures/test.ts', '../reports/report.ts'],
    ['fixtures/test.ts', '../tests/suite/walls-imports.ts'],
    ['fixtures/test.ts', './unlisted/some.ts'],
    ['fixtures/unlisted/some.ts', '../wire/answer.ts'],
    ['fixtures/wire/transport.ts', '../contract/answers.ts'],
    ['fixtures/contract/model.ts', '../session/ledger.ts'],
    ['fixtures/generate/history/steps.ts', '../../checks/history/play.ts'],
    ['fixtures/session/api.ts', '../reference/start.ts'],
    ['fixtures/session/api.ts', '../targets/target.ts'],
    ['fixtures/reference/start.ts', '../wire/ksig1.ts'],
    ['fixtures/reference/methods/create.ts', '../../contract/model.ts'],
    ['fixtures/faults/proxy.ts', '../wire/answer.ts'],
    ['fixtures/reference/start.ts', '../faults/proxy.ts'],
    ['fixtures/session/api.ts', '../faults/proxy.ts'],
    ['fixtures/targets/bench.ts', '../cli/outcome.ts'],
    ['fixtures/cli/outcome.ts', '../test.ts'],
    ['reports/report.ts', '../fixtures/session/run.ts'],
    ['reports/cli/readme.ts', '../../fixtures/contract/catalogue.ts'],
    ['tests/conformance/url.spec.ts', '../../reports/report.ts'],
    ['tests/conformance/url.spec.ts', '../../fixtures/reference/start.ts'],
    ['tests/conformance/url.spec.ts', '../../fixtures/targets/target.ts'],
    ['tests/conformance/url.spec.ts', '../../fixtures/faults/proxy.ts'],
    ['tests/conformance/url.spec.ts', './limit.spec.ts'],
    ['tests/conformance/url.spec.ts', '../suite/gates-run.ts'],
    ['tests/conformance/url.spec.ts', '@playwright/test'],
    ['tests/suite/walls.spec.ts', '../conformance/url.spec.ts'],
    ['tests/suite/walls.spec.ts', '../matrix/every-target.ts'],
    ['tests/suite/walls.spec.ts', '<computed>'],
    ['tests/stacks/servers/a/server.js', '../b/store.js'],
    ['tests/stacks/servers/a/server.js', '../../../../fixtures/reference/start.ts'],
    ['tests/stacks/servers/a/server.js', '@playwright/test'],
    ['fixtures/cli/stacks.ts', '../../tests/stacks/servers/a/server.js'],
    ['fixtures/cli/stacks.ts', 'express'],
    ['fixtures/test.ts', 'left-pad'],
    ['fixtures/test.ts', '@playwright/tests'],
    ['fixtures/test.ts', 'fs'],
  ] as const) {
    const source = `import a from '${imported}';`;
    expect.soft(objections(new Map([[file, source]])), `${file}: ${imported}`).toHaveLength(1);
  }
  for (const [file, imported] of [
    ['fixtures/test.ts', '../specs/types.ts'],
    ['fixtures/test.ts', './targets/bench.ts'],
    ['fixtures/cli/conformance.ts', '../../package.json'],
    ['fixtures/session/api.ts', '../contract/answers.ts'],
    ['fixtures/targets/target.ts', '../reference/start.ts'],
    ['fixtures/cli/faults.ts', '../faults/proxy.ts'],
    ['reports/report.ts', '../specs/types.ts'],
    ['tests/conformance/url.spec.ts', '../../fixtures/test.ts'],
    ['tests/suite/walls.spec.ts', '../../reports/report.ts'],
    ['tests/stacks/servers/a/routes/create.js', '../store.js'],
    ['tests/stacks/servers/a/server.js', 'express'],
    ['tests/stacks/servers/a/server.js', 'node:http'],
    ['fixtures/test.ts', 'node:fs'],
    ['fixtures/test.ts', 'ajv/dist/2020.js'],
    ['fixtures/test.ts', '@playwright/test'],
  ] as const) {
    expect.soft(objectionTo(file, imported, walls), `${file}: ${imported}`).toBeUndefined();
  }
});

test('the top level has only the files that the design and README name', () => {
  const visible = new Set(paths().map((path) => path.split('/')[0] ?? ''));
  const known = [
    'specs',
    'fixtures',
    'tests',
    'reports',
    'playwright.config.ts',
    'package.json',
    'package-lock.json',
  ];
  const documents = ['tsconfig.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md'];
  const others = [...visible].filter(
    (name) => !name.startsWith('.') && ![...known, ...documents].includes(name),
  );
  expect(others).toEqual([]);
});

test('no source has more than 250 lines of code', () => {
  const lengths = [...sources].map(([file, source]) => {
    const code = source.split('\n').filter((line) => !/^\s*(?:$|\/\/|\/?\*)/.test(line));
    return { file, code: code.length };
  });
  expect(lengths.filter(({ code }) => code > 250)).toEqual([]);
});

test('no comment line has more than 110 columns', () => {
  const long = [...sources].flatMap(([file, source]) =>
    source
      .split('\n')
      .filter(
        (line) => /^\s*(?:\/\/|\/?\*)/.test(line) && line.length > 110 && !line.includes('oxlint-disable'),
      )
      .map((line) => `${file}: ${line}`),
  );
  expect(long).toEqual([]);
});

test('no test is singled out, skipped or marked as broken', () => {
  const marked = [...sources].flatMap(([file, source]) =>
    [...source.matchAll(/\b(?:test|testInfo|describe|test\.info\(\))\.(?:only|skip|fixme|slow)\b/g)].map(
      ([mark]) => `${file}: ${mark}`,
    ),
  );
  expect(marked).toEqual([]);
});

interface Listed {
  readonly file: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly requirement: string;
}

/** The tests of a full run, or of one that picks all of them: then they stand in their own files. */
function conformanceTests(selection: boolean): readonly Listed[] {
  const run = { ...madeUpRun(test.info().outputPath()), selection };
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const { PATH = '', HOME = '' } = process.env;
  const printed = execFileSync(process.execPath, [cli, 'test', '--list', '--reporter=json'], {
    cwd: root,
    env: { PATH, HOME, ...environmentOf({ is: 'run', run }) },
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return listedIn(parseJson(printed));
}

function listedIn(suite: Json | undefined): readonly Listed[] {
  const specs = membersOf(suite, 'specs').map((spec) => ({
    file: textOf(spec, 'file'),
    title: textOf(spec, 'title'),
    tags: membersOf(spec, 'tags').map(String),
    requirement: membersOf(spec, 'tests')
      .flatMap((one) => membersOf(one, 'annotations'))
      .filter((annotation) => memberOf(annotation, 'type') === 'requirement')
      .map((annotation) => textOf(annotation, 'description'))
      .join(),
  }));
  return [...specs, ...membersOf(suite, 'suites').flatMap(listedIn)];
}

function membersOf(json: Json | undefined, key: string): readonly Json[] {
  const members: unknown = memberOf(json, key);
  return Array.isArray(members)
    ? members.filter((member) => isJsonObject(member) || typeof member === 'string')
    : [];
}

function textOf(json: Json, key: string): string {
  const text = memberOf(json, key);
  return typeof text === 'string' ? text : '';
}

test('every requirement that can be judged has one test, in the file of its area, titled and tagged after it', () => {
  const [whole, listed] = [conformanceTests(false), conformanceTests(true)];
  const judged = requirementIds.filter((id) => catalogue[id].excluded === undefined);
  for (const all of [whole, listed])
    expect(all.map(({ requirement }) => requirement).toSorted()).toEqual(judged.toSorted());
  for (const { file, title, tags, requirement } of listed) {
    const id = requirementIds.find((known) => known === requirement) ?? 'limit-21st-refused';
    expect.soft(title, id).toBe(catalogue[id].text);
    expect.soft(basename(file), id).toMatch(new RegExp(`^${catalogue[id].area}(-[a-z]+)?\\.spec\\.ts$`));
    expect.soft(tags, id).toContain(id);
    expect.soft(tags, id).toContain(`claim:${catalogue[id].claim}`);
    expect
      .soft(
        tags.filter((tag) => /^(?:contract|property|scenario)$/.test(tag)),
        id,
      )
      .toHaveLength(1);
  }
});

test('every conformance test is made from the id of its requirement', () => {
  const conformance = [...sources].filter(([file]) => file.startsWith('tests/conformance/'));
  expect(conformance.length).toBeGreaterThan(9);
  for (const [file, source] of conformance) {
    const named =
      source.match(
        /\btest\(\s*\.\.\.(?:(?:counting|last|wrongCredentials)\(\s*)?(?:contract|property|scenario)\(/g,
      ) ?? [];
    expect.soft(named.length, file).toBe(source.match(/(?<![.\w])test\(/g)?.length);
    expect.soft(named.length, file).toBeGreaterThan(0);
  }
});
