import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { renderJunit } from '../../reports/render-junit.ts';
import schema from '../../specs/schemas/conformance.schema.json' with { type: 'json' };
import { readXml, type XmlElement } from './xml.ts';
import { all, colourful, failed, finding, HOSTILE, outcome, reportOf } from './report-made-up.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(schema);
const own = 'url-http-refused';

const made = {
  conformant: reportOf(all()),
  broken: reportOf(all(failed(own, { findings: [finding(own)] }))),
  'broken elsewhere, own test left out': reportOf([outcome('url-hostless', { findings: [finding(own)] })], {
    selection: true,
  }),
  warned: reportOf(
    all(
      failed('http-header-names-any-case', {
        findings: [finding('http-header-names-any-case', { counterexample: '""', seed: -1, path: '0' })],
      }),
    ),
  ),
  disturbed: reportOf(
    all(
      outcome(own, {
        disturbances: [{ kind: '502', count: 3 }],
        leftOut: [{ case: 'GET', reason: 'a page' }],
      }),
    ),
    { ended: 'too much was disturbed' },
  ),
  partial: reportOf([outcome(own)], { selection: true }),
  empty: reportOf([]),
  colourful: colourful(),
};

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
    const errors = report.suiteErrors.length;
    expect(root?.attributes).toMatchObject({
      tests: String(count(elements, 'testcase')),
      failures: String(count(elements, 'failure')),
      errors: String(count(elements, 'error')),
      skipped: String(count(elements, 'skipped')),
    });
    expect(count(elements, 'testcase')).toBe(report.requirements.length + errors);
    expect(count(elements, 'failure')).toBe(report.counts.fail);
    expect(count(elements, 'error')).toBe(report.counts.inconclusive + errors);
    expect(count(elements, 'skipped')).toBe(report.counts.excluded + report.counts['not-claimed']);
    expect(count(elements, 'system-out')).toBe(report.counts.warn);
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
  const at = elements.findIndex(({ attributes }) => attributes['name']?.startsWith(own));
  expect(elements[at]?.attributes).toEqual({ name: `${own} Keeps a MUST of url.`, classname: 'url' });
  expect(elements.slice(at + 2, at + 5).map(({ attributes }) => attributes)).toEqual([
    { name: 'level', value: 'MUST' },
    { name: 'verdict', value: 'fail' },
    { name: 'source', value: 'webhook.config.create: Errors' },
  ]);
});

test('characters that are illegal in XML are written as escapes, and the rest comes back as it was', () => {
  const xml = renderJunit(colourful());
  const message = readXml(xml).find(({ name }) => name === 'failure')?.attributes['message'];
  const legal = HOSTILE.replace('\u0000', String.raw`\u0000`)
    .replace('\u001B', String.raw`\u001b`)
    .replace('\u0085', String.raw`\u0085`)
    .replace('\uFFFE', String.raw`\ufffe`)
    .replace('\uD83D ', String.raw`\ud83d `);
  expect(message).toBe(`Received: ${legal}`);
});

function count(elements: readonly XmlElement[], name: string): number {
  return elements.filter((each) => each.name === name).length;
}
