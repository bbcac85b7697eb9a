import type { Catalogue } from './catalogue.ts';
import type { Matrix, MatrixRow } from './matrix.ts';

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The members of mutation-testing-report-schema that this suite uses. */
export interface MutationReport {
  readonly schemaVersion: '2';
  readonly thresholds: { readonly high: number; readonly low: number };
  readonly framework: { readonly name: string; readonly version: string };
  readonly files: Readonly<Record<string, MutatedFile>>;
  readonly testFiles: Readonly<
    Record<string, { readonly tests: readonly { readonly id: string; readonly name: string }[] }>
  >;
}

interface MutatedFile {
  readonly language: 'typescript';
  readonly source: string;
  readonly mutants: readonly MutantResult[];
}

interface MutantResult {
  readonly id: string;
  readonly mutatorName: string;
  readonly description: string;
  readonly replacement: string;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly status: 'Killed' | 'Survived';
  readonly statusReason?: string;
  readonly killedBy: readonly string[];
}

/**
 * The matrix in the public form of mutation testing reports (mutation-testing-report-schema), which
 * mutation-testing-elements shows. The location of a mutant is the rule that it replaces.
 * @param sources the text of every file with a replaced rule, by its path
 */
export function renderMutation(
  { rows }: Matrix,
  catalogue: Catalogue,
  sources: ReadonlyMap<string, string>,
  version: string,
): MutationReport {
  const mutants = rows.filter(({ target }) => target.kind === 'mutant');
  return {
    schemaVersion: '2',
    thresholds: { high: 100, low: 99 },
    framework: { name: 'webhook-config-conformance', version },
    files: Object.fromEntries(
      [...sources].map(([file, source]) => {
        const here = mutants.filter(({ target }) => target.replaced[0]?.file === file);
        return [
          file,
          { language: 'typescript' as const, source, mutants: here.flatMap((row) => resultOf(row, source)) },
        ];
      }),
    ),
    testFiles: testFilesOf(catalogue),
  };
}

function resultOf({ target, faults, caughtBy }: MatrixRow, source: string): readonly MutantResult[] {
  const [first] = target.replaced;
  if (first === undefined) return [];
  const [start, end] = first.lines;
  const last = source.split('\n')[end - 1] ?? '';
  return [
    {
      id: target.name,
      mutatorName: target.catchers[0]?.split('-')[0] ?? 'none',
      description: target.about,
      replacement: target.replaced.map(({ rule, by }) => `${rule}: ${by}`).join(',\n'),
      location: { start: { line: start, column: 3 }, end: { line: end, column: last.length + 1 } },
      status: faults.length === 0 ? 'Killed' : 'Survived',
      ...(faults.length === 0 ? {} : { statusReason: faults.join(' ') }),
      killedBy: caughtBy,
    },
  ];
}

function testFilesOf(catalogue: Catalogue): MutationReport['testFiles'] {
  const judged = Object.entries(catalogue).filter(([, { excluded }]) => excluded === undefined);
  const areas = [...new Set(judged.map(([, { area }]) => area))];
  return Object.fromEntries(
    areas.map((area) => {
      const tests = judged.filter(([, requirement]) => requirement.area === area);
      return [
        `tests/conformance/${area}.spec.ts`,
        { tests: tests.map(([id, { text }]) => ({ id, name: `${id}: ${text}` })) },
      ];
    }),
  );
}

/**
 * A page that shows a report in the viewer. It is one complete file, so that it can be opened from a folder
 * or sent by mail.
 */
export function renderMutationPage(report: MutationReport, viewer: string): string {
  // `</script` in a string would end the script element.
  const data = JSON.stringify(report).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Mutants of the reference server</title>
    <script>${viewer}</script>
  </head>
  <body>
    <mutation-test-report-app title-postfix="webhook-config-conformance"></mutation-test-report-app>
    <script>document.querySelector('mutation-test-report-app').report = ${data};</script>
  </body>
</html>
`;
}
