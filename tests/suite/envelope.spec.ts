import { expect, test } from '@playwright/test';
import { envelopeCheck } from '../../fixtures/contract/envelope.ts';
import { ownersIn } from '../../fixtures/contract/openapi.ts';
import type { Finding, RequirementId } from '../../specs/types.ts';
import { answerOf, changed, documented, exampleOf, requestOf } from './answers-made-up.ts';
import { brokenExamples } from './envelope-broken.ts';

const named = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ requirement }) => requirement).toSorted();

/** The requirements of the envelope that no schema can express. */
const byHand: readonly RequirementId[] = [
  'http-status-documented',
  'response-status-200',
  'response-media-type',
  'response-json-object',
  'error-sub-code',
  'error-entity-type-names',
  'error-entity-type-spelling',
  'error-fields-place',
];

test('an answer that breaks one requirement of the envelope is reported under that one and no other', async () => {
  const { methods } = await documented();
  const findingsIn = envelopeCheck(methods);
  for (const [word, cases] of brokenExamples) {
    const { method } = await documented(word);
    for (const [requirement, name, path, values] of cases)
      for (const value of values) {
        const label = `${word}: ${name} ${path} = ${JSON.stringify(value)}`;
        expect.soft(named(findingsIn(exampleOf(method, name, path, value))), label).toEqual([requirement]);
      }
  }
});

test('every requirement that a schema of a method names, and every one that none can name, has such an answer', async () => {
  const { methods } = await documented();
  for (const { name, responseSchemas } of methods.values()) {
    const inSchemas = [...responseSchemas.values()].flatMap((schema) => ownersIn(schema));
    expect(inSchemas.length, name).toBeGreaterThan(10);
    const cases = brokenExamples.get(name.replace('webhook.config.', '')) ?? [];
    const judged = new Set<string>([...cases.map(([requirement]) => requirement), ...byHand]);
    const missing = inSchemas.filter((requirement) => !judged.has(requirement));
    expect.soft(missing, name).toEqual([]);
  }
});

test('an undocumented status breaks http-status-documented, and a 2xx of a success other than 200 breaks response-status-200', async () => {
  const { methods } = await documented();
  const findingsIn = envelopeCheck(methods);
  for (const method of methods.values()) {
    const { json: error, request } = exampleOf(method, 'BAD_REQUEST');
    for (const status of [301, 302, 405, 409, 422, 501, 502]) {
      const found = named(findingsIn(answerOf(status, error, { request })));
      expect.soft(found, `${method.name} ${status}`).toEqual(['http-status-documented']);
    }
    for (const status of [201, 202, 204]) {
      const found = named(findingsIn({ ...exampleOf(method, 'accepted'), status }));
      expect.soft(found, `${method.name} ${status}`).toEqual(['response-status-200']);
    }
  }
});

test('a 404 is documented for the management methods alone', async () => {
  const { methods, method: create } = await documented();
  const findingsIn = envelopeCheck(methods);
  const { json, status } = exampleOf((await documented('get')).method, 'ENTITY_NOT_FOUND');
  expect(status).toBe(404);
  for (const method of methods.values()) {
    const found = named(findingsIn(answerOf(404, json, { request: requestOf(method) })));
    expect.soft(found, method.name).toEqual(method === create ? ['http-status-documented'] : []);
  }
});

test('a body that is no JSON object breaks response-json-object alone', async () => {
  const { methods } = await documented();
  const findingsIn = envelopeCheck(methods);
  for (const method of methods.values())
    for (const status of [200, 400, 401, 403, 500])
      for (const json of [undefined, null, [], 'text', 5, true]) {
        const found = named(findingsIn(answerOf(status, json, { request: requestOf(method) })));
        expect.soft(found, method.name).toEqual(['response-json-object']);
      }
});

test('a media type other than application/json breaks response-media-type; parameters and case are free', async () => {
  const { methods, method } = await documented();
  const findingsIn = envelopeCheck(methods);
  const typed = (headers: Record<string, string>): readonly string[] =>
    named(findingsIn({ ...exampleOf(method, 'accepted'), headers }));
  for (const type of ['text/plain', 'text/html', 'application/jsonp', 'application/problem+json', ''])
    expect.soft(typed({ 'content-type': type }), type).toEqual(['response-media-type']);
  expect(typed({})).toEqual(['response-media-type']);
  for (const type of [
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
  ])
    expect.soft(typed({ 'content-type': type }), type).toEqual([]);
});

test('entity_type and sub_code outside of the error object break error-fields-place alone', async () => {
  const { methods, method } = await documented();
  const findingsIn = envelopeCheck(methods);
  const { json } = exampleOf(method, 'URL_ALREADY_EXISTS');
  for (const [key, value] of [
    ['sub_code', 'URL_ALREADY_EXISTS'],
    ['entity_type', 'Webhook Config'],
  ] as const)
    for (const place of [key, `meta.${key}`]) {
      const moved = changed(changed(json ?? null, `errors.0.${key}`, undefined), place, value);
      expect.soft(named(findingsIn(answerOf(400, moved))), place).toEqual(['error-fields-place']);
    }
});

test('a wrong sub_code in the error object is not made good by a right one elsewhere', async () => {
  const { methods, method } = await documented();
  const { json } = exampleOf(method, 'URL_ALREADY_EXISTS', 'errors.0.sub_code', 'OTHER');
  const answer = answerOf(400, changed(json ?? null, 'meta.sub_code', 'URL_ALREADY_EXISTS'));
  expect(named(envelopeCheck(methods)(answer))).toEqual(['error-sub-code']);
});

test('a version is compared with the one that was asked for, and is any date when none was', async () => {
  const { methods, method } = await documented();
  const findingsIn = envelopeCheck(methods);
  const later = exampleOf(method, 'accepted', 'meta.version', '2031-01-01');
  const headers = later.request.headers.filter(({ name }) => name !== 'X-API-Version');
  expect(named(findingsIn(later))).toEqual(['response-version']);
  expect(named(findingsIn({ ...later, request: { ...later.request, headers } }))).toEqual([]);
});

test('two breaches of one answer are two, and the same one in two errors is one', async () => {
  const { methods, method } = await documented();
  const findingsIn = envelopeCheck(methods);
  const { json: two } = exampleOf(method, 'accepted', 'meta.trace_id', 'abc');
  expect(named(findingsIn(answerOf(200, changed(two ?? null, 'data', undefined))))).toEqual([
    'response-data-present',
    'response-trace-id-form',
  ]);
  const { json: same } = exampleOf(method, 'BAD_REQUEST', 'errors', [
    { code: 'A', message: 'm' },
    { code: 'B', message: 'm' },
  ]);
  expect(named(findingsIn(answerOf(400, same)))).toEqual(['error-code-documented']);
});
