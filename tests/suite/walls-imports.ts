/** Reads the imports of a source by regular expressions, because TypeScript 7 has no parser for programs. */
import { posix } from 'node:path';

/** Declarations: each begins a line, and there is no quote between its first word and `from`. */
const DECLARED =
  /^[ \t]*(?:import|export)\b(?:[^'"`;]*?\bfrom|\s+\w+\s*=\s*require\()?\s*(['"])([^'"\n]+)\1/gm;

/** `import('x')`, as a call or as a type. */
const CALLED = /\bimport\s*\(\s*(['"`])([^'"`$\n]+)\1/g;

const COMPUTED = /\bimport\s*\((?!\s*(?:['"]|`[^`$]*`))/g;

const COMMENT = /^[ \t]*\/\*[^]*?\*\/|^[ \t]*\/\/.*$/gm;

/** What a source imports, as written there; `<computed>` for `import(x)`. */
export function importsOf(source: string): readonly string[] {
  const code = source.replaceAll(COMMENT, '');
  const named = [DECLARED, CALLED].flatMap((form) => [...code.matchAll(form)].map((match) => match[2] ?? ''));
  return [...named, ...[...code.matchAll(COMPUTED)].map(() => '<computed>')];
}

/** The servers that people write on frameworks. They import nothing of this project. */
const BENCH = 'tests/stacks/servers/';

export function partOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (!path.includes('/')) return '.';
  // Each server of the bench is a part of its own.
  if (path.startsWith(BENCH)) return path.split('/').slice(0, 4).join('/');
  return top === 'tests' ? `tests/${second}` : top;
}

/** The parts that each part may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  specs: ['specs'],
  fixtures: ['specs', 'fixtures'],
  reports: ['specs', 'reports'],
  'tests/conformance': ['specs', 'fixtures'],
  'tests/suite': ['specs', 'fixtures', 'reports', 'tests/suite'],
  'tests/run': ['specs', 'fixtures', 'tests/run'],
  'tests/matrix': ['specs', 'fixtures', 'tests/run', 'tests/matrix'],
  'tests/power': ['specs', 'fixtures', 'reports', 'tests/run', 'tests/power'],
  '.': ['fixtures'],
};

/** Imports that only some files may have. */
const BEYOND: readonly (readonly [from: RegExp, imported: RegExp])[] = [
  [/^(?:fixtures|tests\/suite)\//, /^package\.json$/],
  [/^tests\/suite\//, /^tests\/stacks\/package\.json$/],
  // The conformance specs, which run on every embedded target.
  [/^tests\/run\/every-spec\.ts$/, /^<computed>$/],
  // It loads the same module compiled or not.
  [/^fixtures\/cli\/entry\/load\.cjs$/, /^<computed>$/],
  // A server of the bench may choose what a process of it becomes.
  [/^tests\/stacks\/servers\//, /^<computed>$/],
];

/** Imports that some files must not have although their part may. */
const NEVER: readonly (readonly [from: RegExp, imported: RegExp])[] = [
  // If signer and verifier shared code, one mistake in it would cancel itself out.
  [/^fixtures\/reference\//, /^fixtures\/(?!reference\/)/],
  // A proxy that knew the suite could not show what any network does.
  [/^fixtures\/faults\//, /^fixtures\/(?!faults\/)/],
  [/^tests\/conformance\//, /^fixtures\/(?:reference|faults|targets|cli)\//],
  // fixtures/test.ts exports it with the fixtures.
  [/^tests\/conformance\//, /^@playwright\/test$/],
];

/** The path in the repository that an import leads to, or the name of a package as it is. */
export function resolveImport(file: string, imported: string): string {
  return imported.startsWith('.') ? posix.join(posix.dirname(file), imported) : imported;
}

/** The package of a bare import: `ajv` of `ajv/dist/2020.js`. */
export function packageOf(imported: string): string {
  return imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');
}

export interface Walls {
  readonly packages: ReadonlySet<string>;
  /** The packages of `tests/stacks`, for its servers alone. */
  readonly frameworks: ReadonlySet<string>;
  /** The layers of `fixtures/`, the lowest first. */
  readonly layers: readonly string[];
}

/** The layers that `fixtures/README.md` lists, the lowest first. */
export function layersIn(readme: string): readonly string[] {
  return [...readme.matchAll(/^\d+\. `([^`/]+)\/?`/gm)].map(([, name = '']) => name);
}

/** Whether an import leads from a layer to a higher one, or to or from a folder that is no layer. */
function goesUp(file: string, resolved: string, layers: readonly string[]): boolean {
  const [from, to] = [file, resolved].map((path) => layers.indexOf(path.split('/')[1] ?? ''));
  return from === undefined || to === undefined || from === -1 || to === -1 || to > from;
}

/** Why an import is not allowed; undefined when it is. */
export function objectionTo(
  file: string,
  imported: string,
  { packages, frameworks, layers }: Walls,
): string | undefined {
  const resolved = resolveImport(file, imported);
  const allowed = (rules: typeof NEVER): boolean =>
    rules.some(([from, what]) => from.test(file) && what.test(resolved));
  const line = `${file} imports ${resolved}`;
  if (allowed(NEVER)) return line;
  if (allowed(BEYOND)) return undefined;
  if (imported.startsWith('.')) {
    if (partOf(file) === 'fixtures' && partOf(resolved) === 'fixtures' && goesUp(file, resolved, layers))
      return line;
    const may = file.startsWith(BENCH) ? [partOf(file)] : MAY_IMPORT[partOf(file)];
    return may?.includes(partOf(resolved)) === true ? undefined : line;
  }
  const installed = file.startsWith(BENCH) ? frameworks : packages;
  return imported.startsWith('node:') || installed.has(packageOf(imported)) ? undefined : line;
}
