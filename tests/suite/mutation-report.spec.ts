import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import schema from 'mutation-testing-report-schema/mutation-testing-report-schema.json' with { type: 'json' };
import { expect, test } from '@playwright/test';
import { matrixOf } from '../../reports/matrix.ts';
import { catalogue } from '../../reports/catalogue.ts';
import {
  matrixSentence,
  renderMatrixCsv,
  renderMatrixMarkdown,
} from '../../reports/render-matrix-markdown.ts';
import { renderMutation, renderMutationPage } from '../../reports/render-mutation.ts';
import { madeUpReport, madeUpTarget } from './matrix-made-up.ts';

const FILE = 'fixtures/reference/rules/state.ts';
const SOURCE = 'first\n  isFull: (active) => active >= 20,\nlast\n';

/** Two mutants of one rule: its catcher catches one, and the other survives. */
const matrix = matrixOf(
  catalogue,
  (['killed', 'survived'] as const).map((name) => ({
    target: {
      ...madeUpTarget('mutant', ['limit-21st-refused']),
      name,
      about: 'ends </script> early | and more',
      replaced: [{ rule: 'isFull', by: '(active) => active > 20', file: FILE, lines: [2, 2] as const }],
    },
    report: madeUpReport(name === 'killed' ? { 'limit-21st-refused': 'fail' } : {}),
  })),
  { whole: false, isSelection: false },
);
const report = renderMutation(matrix, catalogue, new Map([[FILE, SOURCE]]), '1.2.3');

test('the report has the public form of mutation reports', () => {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...report, files: { [FILE]: { language: 'typescript' } } })).toBe(false);
});

test('a mutant stands at the rule that it replaces, killed only if exactly its catchers catch it', () => {
  expect(report.files[FILE]?.mutants).toMatchObject([
    {
      id: 'killed',
      status: 'Killed',
      killedBy: ['limit-21st-refused'],
      location: { start: { line: 2 }, end: { line: 2 } },
    },
    { id: 'survived', status: 'Survived', statusReason: 'survived: it survives limit-21st-refused.' },
  ]);
});

test('every catcher is a test of the report', () => {
  const ids = Object.values(report.testFiles).flatMap(({ tests }) => tests.map(({ id }) => id));
  expect(ids).toContain('limit-21st-refused');
});

test('the page holds the report and the viewer, and no text in it ends a script', () => {
  const page = renderMutationPage(report, 'viewer()');
  expect(page).toContain('<script>viewer()</script>');
  expect(page).not.toContain('ends </script> early');
  const data = /\.report = (.*);<\/script>/.exec(page)?.[1] ?? '';
  expect(JSON.parse(data)).toEqual(report);
});

test('the tables show the score and the catchers, and escape what a sentence may hold', () => {
  expect(matrixSentence(matrix)).toContain(
    '2 mutants, 1 killed by exactly the requirements that they name: **50 %**',
  );
  const markdown = renderMatrixMarkdown(matrix, catalogue);
  expect(markdown).toMatch(/^\| `?killed`? +\| ends .*early.* \| limit-21st-refused/m);
  const lines = renderMatrixCsv(matrix, catalogue).split('\n');
  expect(lines[0]).toBe('requirement,killed,survived');
  expect(lines).toContain('limit-21st-refused,x,');
  expect(lines).toContain('limit-30th-refused,,');
});
