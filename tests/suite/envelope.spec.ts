import { expect, test } from '@playwright/test';
import { envelopeJudge, type Breach } from '../../fixtures/contract/breaches.ts';
import type { Json } from '../../fixtures/contract/json.ts';
import { ownersIn } from '../../fixtures/contract/openapi.ts';
import type { RequirementId } from '../../specs/types.ts';
import { answerOf, changed, createOperation, exampleOf } from './answers-made-up.ts';

const named = (breaches: readonly Breach[]): readonly string[] =>
  breaches.map(({ requirement }) => requirement).toSorted();

/** Changes of an example answer that break one requirement and no other: the example, the path, the values (undefined: removed). */
const cases: readonly (readonly [RequirementId, string, string, readonly (Json | undefined)[]])[] = [
  ['response-meta-object', 'accepted', 'meta', [undefined, null, 5, [], 'SUCCESS']],
  ['response-meta-object', 'BAD_REQUEST', 'meta', [undefined, null, 5, []]],
  ['response-meta-object', 'unauthenticated', 'meta', [undefined]],
  ['response-meta-status', 'accepted', 'meta.status', [undefined, null, 'success', 'ERROR', 'OK', true]],
  [
    'response-trace-id-form',
    'accepted',
    'meta.trace_id',
    [undefined, null, 5, '', 'trc_', 'trc_a-b', 'TRC_a'],
  ],
  ['response-trace-id-form', 'BAD_REQUEST', 'meta.trace_id', [undefined, 'abc', ' trc_a', 'trc_a\n']],
  [
    'response-version',
    'accepted',
    'meta.version',
    [undefined, null, 20250324, 'v1', '2025-3-24', '2025-03-25'],
  ],
  ['response-version', 'unauthenticated', 'meta.version', [undefined, '2024-01-01']],
  ['response-data-present', 'accepted', 'data', [undefined, null, [], 'whc_a', true]],
  [
    'response-config-id-form',
    'accepted',
    'data.config_id',
    [undefined, null, 5, '', 'whc_', 'whc_a-b', 'abc'],
  ],
  ['response-errors-absent', 'accepted', 'errors', [[], null, {}, [{ code: 'A', message: 'b' }]]],
  [
    'error-errors-present',
    'BAD_REQUEST',
    'errors',
    [undefined, null, [], {}, 'BAD_REQUEST', ['BAD_REQUEST'], [null]],
  ],
  ['error-errors-present', 'unauthenticated', 'errors', [undefined, []]],
  ['error-data-absent', 'BAD_REQUEST', 'data', [{}, null, { config_id: 'whc_a' }]],
  ['error-meta-status', 'BAD_REQUEST', 'meta.status', [undefined, 'SUCCESS', 'error', 400]],
  ['error-meta-status', 'unauthenticated', 'meta.status', [undefined, 'SUCCESS']],
  ['error-code-form', 'BAD_REQUEST', 'errors.0.code', [undefined, null, 400, '']],
  ['error-code-form', 'unauthenticated', 'errors.0.code', [undefined, null, 401, '']],
  ['error-code-documented', 'BAD_REQUEST', 'errors.0.code', ['INVALID', 'bad_request', 'URL_ALREADY_EXISTS']],
  ['error-message-form', 'BAD_REQUEST', 'errors.0.message', [undefined, null, 5, {}]],
  ['error-message-form', 'server-error', 'errors.0.message', [undefined]],
  [
    'error-sub-code',
    'URL_ALREADY_EXISTS',
    'errors.0.sub_code',
    [undefined, null, 'OTHER', 'url_already_exists', 5],
  ],
  [
    'error-entity-type-names',
    'URL_ALREADY_EXISTS',
    'errors.0.entity_type',
    [undefined, null, 'Account', 'Webhook', 5],
  ],
  [
    'error-entity-type-spelling',
    'MAX_WEBHOOK_URL_LIMIT',
    'errors.0.entity_type',
    ['webhook_config', 'WebhookConfig', 'WEBHOOK CONFIG'],
  ],
];

/** The requirements of the envelope that no schema can carry. */
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
  const operation = await createOperation();
  const judge = envelopeJudge(operation);
  for (const [requirement, name, path, values] of cases)
    for (const value of values)
      expect
        .soft(
          named(judge(exampleOf(operation, name, path, value))),
          `${name} ${path} = ${JSON.stringify(value)}`,
        )
        .toEqual([requirement]);
});

test('every requirement that a schema names, and every one that none can name, has such an answer', async () => {
  const { responseSchemas } = await createOperation();
  const inSchemas = [...responseSchemas.values()].flatMap((schema) => ownersIn(schema));
  expect(inSchemas.length).toBeGreaterThan(10);
  const judged = new Set<string>([...cases.map(([requirement]) => requirement), ...byHand]);
  expect(inSchemas.filter((requirement) => !judged.has(requirement))).toEqual([]);
});

test('an undocumented status breaks http-status-documented, and that of a success response-status-200', async () => {
  const operation = await createOperation();
  const judge = envelopeJudge(operation);
  const { json: error } = exampleOf(operation, 'ENTITY_NOT_FOUND');
  for (const status of [301, 302, 404, 405, 409, 422, 501, 502])
    expect.soft(named(judge(answerOf(status, error))), String(status)).toEqual(['http-status-documented']);
  for (const status of [201, 202])
    expect
      .soft(named(judge({ ...exampleOf(operation, 'accepted'), status })), String(status))
      .toEqual(['response-status-200']);
});

test('a body that is no JSON object breaks response-json-object alone', async () => {
  const operation = await createOperation();
  const judge = envelopeJudge(operation);
  for (const status of [200, 400, 401, 403, 500])
    for (const json of [undefined, null, [], 'text', 5, true])
      expect.soft(named(judge(answerOf(status, json)))).toEqual(['response-json-object']);
});

test('a media type other than application/json breaks response-media-type; parameters and case are free', async () => {
  const operation = await createOperation();
  const judge = envelopeJudge(operation);
  const typed = (headers: Record<string, string>): readonly string[] =>
    named(judge({ ...exampleOf(operation, 'accepted'), headers }));
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
  const operation = await createOperation();
  const judge = envelopeJudge(operation);
  const { json } = exampleOf(operation, 'URL_ALREADY_EXISTS');
  for (const [key, value] of [
    ['sub_code', 'URL_ALREADY_EXISTS'],
    ['entity_type', 'Webhook Config'],
  ] as const)
    for (const place of [key, `meta.${key}`]) {
      const moved = changed(changed(json ?? null, `errors.0.${key}`, undefined), place, value);
      expect.soft(named(judge(answerOf(400, moved))), place).toEqual(['error-fields-place']);
    }
});

test('a wrong sub_code in the error object is not made good by a right one elsewhere', async () => {
  const operation = await createOperation();
  const { json } = exampleOf(operation, 'URL_ALREADY_EXISTS', 'errors.0.sub_code', 'OTHER');
  const answer = answerOf(400, changed(json ?? null, 'meta.sub_code', 'URL_ALREADY_EXISTS'));
  expect(named(envelopeJudge(operation)(answer))).toEqual(['error-sub-code']);
});

test('a version is compared with the one that was asked for, and is any date when none was', async () => {
  const operation = await createOperation();
  const judge = envelopeJudge(operation);
  const later = exampleOf(operation, 'accepted', 'meta.version', '2031-01-01');
  const headers = later.request.headers.filter(({ name }) => name !== 'X-API-Version');
  expect(named(judge(later))).toEqual(['response-version']);
  expect(named(judge({ ...later, request: { ...later.request, headers } }))).toEqual([]);
});

test('two breaches of one answer are two, and the same one in two errors is one', async () => {
  const operation = await createOperation();
  const judge = envelopeJudge(operation);
  const { json: two } = exampleOf(operation, 'accepted', 'meta.trace_id', 'abc');
  expect(named(judge(answerOf(200, changed(two ?? null, 'data', undefined))))).toEqual([
    'response-data-present',
    'response-trace-id-form',
  ]);
  const { json: same } = exampleOf(operation, 'BAD_REQUEST', 'errors', [
    { code: 'A', message: 'm' },
    { code: 'B', message: 'm' },
  ]);
  expect(named(judge(answerOf(400, same)))).toEqual(['error-code-documented']);
});
