/** Each format of the report is judged by somebody else's reader of it. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { validate } from 'ctrf';
import { validateXML } from 'xmllint-wasm';
import { writeNoReport } from '../../fixtures/cli/entry/report-folder.cjs';
import { renderCtrf } from '../../reports/render-ctrf.ts';
import { renderJunit } from '../../reports/render-junit.ts';
import { writeReport } from '../../reports/write.ts';
import { isJsonArray, memberOf, parseJson } from '../../fixtures/wire/json.ts';
import { root } from './programs.ts';
import { HOSTILE } from './report-made-up.ts';
import { made } from './reports-made-up.ts';

const schema = readFileSync(join(root, 'specs/schemas/junit.xsd'), 'utf8');

async function complaints(contents: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents }, schema });
  return errors.map(({ message }) => message);
}

for (const [name, report] of Object.entries(made)) {
  test(`xmllint finds JUnit valid: ${name}`, async () => {
    expect(await complaints(renderJunit(report))).toEqual([]);
  });

  test(`ctrf finds CTRF valid: ${name}`, () => {
    const { valid, errors } = validate(JSON.parse(renderCtrf(report)));
    expect({ valid, errors }).toMatchObject({ valid: true });
  });
}

test('the schema refuses what some reader of JUnit does not know', async () => {
  const right = renderJunit(made.broken);
  for (const [from, to] of [
    ['<testsuites ', '<testsuites skipped="1" '],
    ['<system-out>', '<properties/><system-out>'],
    [' message="expected', ' text="expected'],
  ] as const) {
    expect(right).toContain(from);
    expect(await complaints(right.replace(from, to))).not.toEqual([]);
  }
});

test('a run that did not take place is valid in each format, and a failure', async () => {
  const folder = join(test.info().outputPath(), 'report');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ctrf.json'), renderCtrf(made.conformant));
  writeNoReport(folder, { reason: HOSTILE });
  expect(await complaints(readFileSync(join(folder, 'junit.xml'), 'utf8'))).toEqual([]);
  const ctrf: unknown = JSON.parse(readFileSync(join(folder, 'ctrf.json'), 'utf8'));
  expect(validate(ctrf)).toMatchObject({ valid: true });
  expect(ctrf).toMatchObject({ results: { summary: { failed: 1, passed: 0 } } });
});

test('CTRF has our verdict beside its own', () => {
  for (const [report, row] of [
    ['conformant', ['passed', 'pass']],
    ['broken', ['failed', 'fail']],
    ['known failure', ['other', 'known fail']],
    ['partial', ['passed', 'pass']],
  ] as const) {
    const json = parseJson(renderCtrf(made[report]));
    const tests = memberOf(memberOf(json, 'results'), 'tests');
    const own = isJsonArray(tests)
      ? tests.find((one) => memberOf(one, 'name') === 'url-http-refused')
      : undefined;
    expect([memberOf(own, 'status'), memberOf(own, 'rawStatus')], report).toEqual(row);
  }
  const mended: unknown = JSON.parse(renderCtrf(made['mended failure']));
  expect(mended).toMatchObject({ results: { summary: { failed: 1 } } });
});

test('only the formats that are asked for are written, and those of an earlier run are gone', async () => {
  const folder = join(test.info().outputPath(), 'report');
  await writeReport(made.broken, folder);
  expect(readdirSync(folder).toSorted()).toEqual([
    'conformance.json',
    'conformance.md',
    'junit.xml',
    'report.html',
  ]);
  await writeReport(made.broken, folder, ['junit', 'ctrf']);
  expect(readdirSync(folder).toSorted()).toEqual(['conformance.json', 'ctrf.json', 'junit.xml']);
});
