import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { isJsonObject, parseJson, type JsonObject } from '../../fixtures/wire/json.ts';
import { strictAjv } from '../../fixtures/contract/openapi.ts';

const SPECS = fileURLToPath(new URL('../../specs/', import.meta.url));

function read(path: string): JsonObject {
  const value = parseJson(readFileSync(join(SPECS, path), 'utf8'));
  if (!isJsonObject(value)) throw new Error(`specs/${path} is not a JSON object.`);
  return value;
}

const files = readdirSync(SPECS, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.json'),
);
const schemaFiles = files.filter((path) => path.endsWith('.schema.json'));
const dataFiles = files.filter((path) => !path.endsWith('.schema.json'));

const ajv = strictAjv();
for (const path of schemaFiles) ajv.addSchema(read(path));

/** The errors of a document by the schema that it names. */
function faults(document: JsonObject): readonly string[] {
  const { $schema } = document;
  if (typeof $schema !== 'string') return ['$schema is missing'];
  const name = basename($schema);
  if (ajv.getSchema(name) === undefined) return [`there is no specs/schemas/${name}`];
  void ajv.validate(name, document);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${String(message)}`);
}

function withFirstTest(document: JsonObject, change: JsonObject): JsonObject {
  const tests = document['tests'];
  const [first, ...others] = Array.isArray(tests) ? (tests as readonly JsonObject[]) : [];
  return { ...document, tests: [{ ...first, ...change }, ...others] };
}

test('every schema is JSON Schema 2020-12 without anything that ajv would ignore, and is called by its file name', () => {
  expect(schemaFiles.length).toBeGreaterThan(0);
  for (const path of schemaFiles) {
    const { $id, $schema } = read(path);
    expect.soft([$id, $schema]).toEqual([basename(path), 'https://json-schema.org/draft/2020-12/schema']);
    expect.soft(() => ajv.getSchema(basename(path)), path).not.toThrow();
  }
});

test('every file of data has the form that the schema it names asks for', () => {
  expect(dataFiles).toEqual(expect.arrayContaining(['requirements.json']));
  for (const path of dataFiles) expect.soft(faults(read(path)), path).toEqual([]);
});

test('every schema refuses a member that it does not describe', () => {
  for (const path of dataFiles) expect.soft(faults({ ...read(path), surprise: 1 }), path).not.toEqual([]);
});

test('the schema of the signing vectors refuses everything but one known fault', () => {
  const document = read('vectors/ksig1.json');
  for (const change of [
    { forge: { key: 'nobody-knows' } },
    { forge: { key: 'empty', message: 'empty' } },
    { forge: { scheme: 'Bearer' } },
    { forge: { weather: 'rain' } },
    { authorization: 'KSig1-HMAC-SHA256 ' },
    { authorization: 'KSig1-HMAC-SHA256 \u00fc' },
    { flags: [] },
    { flags: ['Hex', 'Numbers'] },
    { id: 'Not-Kebab' },
    { result: 'acceptable' },
  ]) {
    expect.soft(faults(withFirstTest(document, change)), JSON.stringify(change)).not.toEqual([]);
  }
});

test('the schema of the URL vectors refuses another result, no flag, and a length that no host leaves room for', () => {
  const document = read('vectors/urls.json');
  for (const change of [
    { result: 'valid' },
    { flags: [] },
    { length: 0 },
    { length: 500.5 },
    { url: null },
  ]) {
    expect.soft(faults(withFirstTest(document, change)), JSON.stringify(change)).not.toEqual([]);
  }
});

test('the schema of the requirements refuses another level, an id without a fact and a text without a full stop', () => {
  const document = read('requirements.json');
  const right = {
    level: 'MUST',
    area: 'url',
    claim: 'create',
    text: 'Accepts.',
    source: { page: 'p', part: 's' },
  };
  const faultsOf = (id: string, change: JsonObject): readonly string[] =>
    faults({ ...document, requirements: { [id]: { ...right, ...change } } });

  expect(faultsOf('url-fact', {})).toEqual([]);
  expect.soft(faultsOf('url', {})).not.toEqual([]);
  for (const change of [
    { level: 'MAY' },
    { claim: 'everything' },
    { text: 'Accepts' },
    { text: 'accepts.' },
    { alternatives: [] },
    { alternatives: ['accepted'] },
    { excluded: '' },
    { source: { page: 'p' } },
  ]) {
    expect.soft(faultsOf('url-fact', change), JSON.stringify(change)).not.toEqual([]);
  }
});

test('the area of a requirement is the first word of its id', () => {
  for (const id of requirementIds) expect.soft(catalogue[id].area, id).toBe(id.split('-')[0]);
});

// Playwright's --grep finds a text anywhere in a title or tag: `url-http` would run `url-http-refused` too.
test('no id contains another one, so that --grep @<id> picks a single requirement', () => {
  const contained = requirementIds.flatMap((id) =>
    requirementIds.filter((other) => other !== id && other.includes(id)).map((other) => `${id} in ${other}`),
  );
  expect(contained).toEqual([]);
});

test('every text says what a server does: a verb in the third person, no "should" and no "must"', () => {
  for (const id of requirementIds) {
    const { text } = catalogue[id];
    expect.soft(text, id).toMatch(/^(?:Never [a-z]+s|[A-Z][a-z]+s) .*\.$/);
    expect.soft(text, id).not.toMatch(/\b(?:should|must|shall|may not)\b/i);
  }
});

test('a requirement that leaves something open names at least two alternatives and is judged', () => {
  for (const id of requirementIds) {
    const { alternatives, excluded } = catalogue[id];
    if (alternatives === undefined) continue;
    expect.soft(new Set(alternatives).size, id).toBeGreaterThan(1);
    expect.soft(excluded, id).toBeUndefined();
  }
});
