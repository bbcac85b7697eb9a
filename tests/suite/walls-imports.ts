/**
 * Reads the imports of a source. TypeScript 7 has no parser to ask, and what prettier leaves of an import is
 * regular.
 */
import { posix } from 'node:path';

/**
 * Import and export declarations: each begins a line; between its first word and `from` there is no quote.
 */
const DECLARED =
  /^[ \t]*(?:import|export)\b(?:[^'"`;]*?\bfrom|\s+\w+\s*=\s*require\()?\s*(['"])([^'"\n]+)\1/gm;

/** `import('x')`, as a call or as a type. */
const CALLED = /\bimport\s*\(\s*(['"`])([^'"`$\n]+)\1/g;

/** `import(x)`: what it imports stands in no source. */
const COMPUTED = /\bimport\s*\((?!\s*(?:['"]|`[^`$]*`))/g;

const COMMENT = /^[ \t]*\/\*[^]*?\*\/|^[ \t]*\/\/.*$/gm;

/** What a source imports, as it spells it; `<computed>` for what only a run can tell. */
export function importsOf(source: string): readonly string[] {
  const code = source.replaceAll(COMMENT, '');
  const named = [DECLARED, CALLED].flatMap((form) => [...code.matchAll(form)].map((match) => match[2] ?? ''));
  return [...named, ...[...code.matchAll(COMPUTED)].map(() => '<computed>')];
}

/** The part of the repository that a path belongs to. */
export function partOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (!path.includes('/')) return '.';
  return top === 'tests' ? `tests/${second}` : top;
}

/** What each part may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  specs: ['specs'],
  fixtures: ['specs', 'fixtures'],
  reports: ['specs', 'reports'],
  'tests/conformance': ['specs', 'fixtures'],
  'tests/suite': ['specs', 'fixtures', 'reports', 'tests/suite'],
  'tests/matrix': ['specs', 'fixtures', 'tests/matrix'],
  'tests/power': ['specs', 'fixtures', 'reports', 'tests/power'],
  '.': ['fixtures'],
};

/** What may, beyond that, be imported by one place alone: where it is, and what begins so. */
const BEYOND: readonly (readonly [from: RegExp, imported: RegExp])[] = [
  [/^(?:fixtures|tests\/suite)\//, /^package\.json$/],
  // The tests of a target, run as a whole on every embedded one.
  [/^tests\/(matrix|power)\//, /^<computed>$/],
];

/** What must not be imported even where the part may be. */
const NEVER: readonly (readonly [from: RegExp, imported: RegExp])[] = [
  // Were signer and verifier one piece of code, one mistake would cancel itself out.
  [/^fixtures\/reference\//, /^fixtures\/(?!reference\/)/],
  [/^tests\/conformance\//, /^fixtures\/(?:reference|targets|cli)\//],
  // fixtures/test.ts hands it over, with the fixtures.
  [/^tests\/conformance\//, /^@playwright\/test$/],
];

/** The path of the repository that an import leads to, or the import itself where it is of a package. */
export function resolveImport(file: string, imported: string): string {
  return imported.startsWith('.') ? posix.join(posix.dirname(file), imported) : imported;
}

/** The package that a bare import is of: `ajv/dist/2020.js` is of `ajv`. */
export function packageOf(imported: string): string {
  return imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');
}

/** What an import is held against. */
export interface Walls {
  /** The packages that package.json names. */
  readonly packages: ReadonlySet<string>;
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
export function objectionTo(file: string, imported: string, { packages, layers }: Walls): string | undefined {
  const resolved = resolveImport(file, imported);
  const allowed = (rules: typeof NEVER): boolean =>
    rules.some(([from, what]) => from.test(file) && what.test(resolved));
  const line = `${file} imports ${resolved}`;
  if (allowed(NEVER)) return line;
  if (allowed(BEYOND)) return undefined;
  if (imported.startsWith('.')) {
    if (partOf(file) === 'fixtures' && partOf(resolved) === 'fixtures' && goesUp(file, resolved, layers))
      return line;
    return MAY_IMPORT[partOf(file)]?.includes(partOf(resolved)) === true ? undefined : line;
  }
  return imported.startsWith('node:') || packages.has(packageOf(imported)) ? undefined : line;
}
