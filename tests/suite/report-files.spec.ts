import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { renderJunit } from '../../reports/render-junit.ts';
import schema from '../../specs/schemas/conformance.schema.json' with { type: 'json' };
import { readXml, type XmlElement } from './xml.ts';
import { made } from './reports-made-up.ts';
import { colourful, HOSTILE } from './report-made-up.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(schema);
const own = 'url-http-refused';

for (const [name, report] of Object.entries(made)) {
  test(`the report of a run is valid by its schema: ${name}`, () => {
    const written: unknown = JSON.parse(JSON.stringify(report));
    expect(validate(written), ajv.errorsText(validate.errors)).toBe(true);
  });
}

const row = made.conformant.requirements[0];
for (const [what, fault] of [
  ['a member more', { extra: 1 }],
  ['another version of the schema', { schemaVersion: 1 }],
  ['a start without time', { startedAt: '2025-01-02' }],
  ['a verdict that does not exist', { verdict: 'pass' }],
  ['a count missing', { counts: { pass: 1 } }],
  ['a row with a member more', { requirements: [{ ...row, extra: 1 }] }],
  ['a failed row without a failure', { requirements: [{ ...row, verdict: 'fail' }] }],
  ['a passed row with a failure', { requirements: [{ ...row, failureCount: 1 }] }],
  ['a passed row with a reason', { requirements: [{ ...row, reason: 'r' }] }],
  ['an inconclusive row without a reason', { requirements: [{ ...row, verdict: 'inconclusive' }] }],
] as const) {
  test(`the schema refuses ${what}`, () => {
    expect(validate({ ...made.conformant, ...fault })).toBe(false);
  });
}

for (const [name, report] of Object.entries(made)) {
  test(`JUnit is well-formed, and its counts are those of its elements: ${name}`, () => {
    const elements = readXml(renderJunit(report));
    const [root] = elements;
    expect(root?.attributes).toMatchObject({
      tests: String(count(elements, 'testcase')),
      failures: String(count(elements, 'failure')),
      errors: String(count(elements, 'error')),
    });
    const known = report.knownFailures ?? [];
    const ofState = (state: string): number => known.filter((one) => one.state === state).length;
    const { fail, inconclusive, excluded, 'not-claimed': notClaimed } = report.counts;
    const { length: errors } = report.suiteErrors;
    expect(count(elements, 'testcase')).toBe(report.requirements.length + errors + ofState('mended'));
    expect(count(elements, 'failure')).toBe(fail - ofState('known') + ofState('mended'));
    expect(count(elements, 'error')).toBe(inconclusive + errors);
    expect(count(elements, 'skipped')).toBe(excluded + notClaimed + ofState('known'));
    const sums = elements
      .filter(({ name: each }) => each === 'testsuite')
      .map(({ attributes }) => attributes);
    expect(sums.reduce((sum, { tests }) => sum + Number(tests), 0)).toBe(count(elements, 'testcase'));
  });
}

test('a case of JUnit names its area, its requirement, level, verdict and source', () => {
  const elements = readXml(renderJunit(made.broken));
  const suites = elements
    .filter(({ name }) => name === 'testsuite')
    .map(({ attributes }) => attributes['name']);
  expect(suites).toEqual(['url', 'http', 'response', 'list']);
  const at = elements.findIndex(({ attributes }) => attributes['name'] === own);
  expect(elements[at]?.attributes).toEqual({ name: own, classname: 'url', time: '0.012' });
  expect(elements[at + 1]?.attributes).toEqual({
    message: 'expected HTTP 400, BAD_REQUEST, received HTTP 200',
    type: 'MUST',
  });
  expect(elements[at + 2]?.text).toBe(
    'Keeps a MUST of url.\nMUST of webhook.config.create: Errors. Verdict: fail.',
  );
});

test('characters that are illegal in XML are written as escapes, and the rest comes back as it was', () => {
  const xml = renderJunit(colourful());
  const message = readXml(xml).find(({ name }) => name === 'failure')?.attributes['message'];
  const legal = HOSTILE.replace('\u0000', String.raw`\u0000`)
    .replace('\u001B', String.raw`\u001b`)
    .replace('\u0085', String.raw`\u0085`)
    .replace('\uFFFE', String.raw`\ufffe`)
    .replace('\uD83D ', String.raw`\ud83d `);
  expect(message).toContain('received ');
  // The whole text stands in the details.
  expect(readXml(xml).find(({ name }) => name === 'failure')?.text).toContain(legal.slice(0, 60));
});

function count(elements: readonly XmlElement[], name: string): number {
  return elements.filter((each) => each.name === name).length;
}
