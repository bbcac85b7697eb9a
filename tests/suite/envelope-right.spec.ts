import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { otherBody, otherMethod, otherPath } from '../../fixtures/wire/request.ts';
import { describeAnswer, isOneOf, statedAnswers } from '../../fixtures/contract/answers.ts';
import { envelopeJudge } from '../../fixtures/contract/breaches.ts';
import {
  isJsonArray,
  isJsonObject,
  parseJson,
  type Json,
  type JsonObject,
} from '../../fixtures/wire/json.ts';
import {
  answerOf,
  changed,
  documented,
  exampleOf,
  pathsOf,
  requestOf,
  rightRequest,
} from './answers-made-up.ts';

/** A copy of a value with a new member in every object. */
function withMore(value: Json): Json {
  if (isJsonArray(value)) return value.map(withMore);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, withMore(member)] as const);
  return { ...Object.fromEntries(members.toReversed()), added: { in: 'a later version' } };
}

test('every example of the contract keeps the envelope', async () => {
  const { operations } = await documented();
  const judge = envelopeJudge(operations);
  for (const operation of operations.values())
    for (const name of operation.examples.keys())
      expect.soft(judge(exampleOf(operation, name)), `${operation.name} ${name}`).toEqual([]);
});

test('new members everywhere, in another order, warnings and further errors keep the envelope', async () => {
  const { operations, operation: create } = await documented();
  const judge = envelopeJudge(operations);
  for (const operation of operations.values()) {
    const request = requestOf(operation);
    for (const [name, { status, body }] of operation.examples) {
      expect.soft(judge(answerOf(status, withMore(body), { request })), name).toEqual([]);
      for (const warnings of [[], [{ code: 'DEPRECATED' }], 'none', null])
        expect
          .soft(judge(answerOf(status, changed(body, 'meta.warnings', warnings), { request })), name)
          .toEqual([]);
    }
  }
  const errors = ['BAD_REQUEST', 'URL_ALREADY_EXISTS', 'MAX_WEBHOOK_URL_LIMIT', 'ENTITY_NOT_FOUND'].flatMap(
    (name) => {
      const all = changed(create.examples.get(name)?.body ?? null, 'meta', undefined);
      return isJsonObject(all) && isJsonArray(all['errors']) ? all['errors'] : [];
    },
  );
  expect(errors).toHaveLength(4);
  expect(judge(exampleOf(create, 'BAD_REQUEST', 'errors', errors))).toEqual([]);
});

test('a list may be empty or long, updated_at may be left out, and a listed URL may be any text', async () => {
  const { operations } = await documented();
  const judge = envelopeJudge(operations);
  const { operation: list } = await documented('list');
  const { operation: get } = await documented('get');
  const date = '2024-02-29T23:59:59.999Z';
  const one: JsonObject = { config_id: 'whc_a', url: 'https://h.example', created_at: date };
  for (const configs of [
    [],
    [one],
    [one, { ...one, updated_at: date }],
    Array.from({ length: 20 }, () => one),
  ])
    expect.soft(judge(exampleOf(list, 'accepted', 'data.configs', configs))).toEqual([]);
  expect(judge(exampleOf(get, 'accepted', 'data', one))).toEqual([]);
  for (const [path, values] of [
    ['updated_at', [undefined, '2026-01-31T09:30:00.000Z', '2030-12-31T00:00:00.001Z']],
    ['url', ['http://h.example', 'https://ü.example/\n', '', 'x'.repeat(5000)]],
    ['config_id', ['whc_0', `whc_${'aZ9'.repeat(50)}`]],
  ] as const)
    for (const value of values) {
      expect.soft(judge(exampleOf(list, 'accepted', `data.configs.0.${path}`, value)), path).toEqual([]);
      expect.soft(judge(exampleOf(get, 'accepted', `data.${path}`, value)), path).toEqual([]);
    }
});

test('an answer of the infrastructure may have any body or none', async () => {
  const judge = envelopeJudge((await documented()).operations);
  for (const status of [413, 415, 429, 503, 504])
    for (const json of [undefined, [], 'text', {}])
      expect
        .soft(judge(answerOf(status, json, { headers: { 'content-type': 'text/html' } })), String(status))
        .toEqual([]);
});

test('a 400 may come without the envelope where the request reached no method, and nowhere else', async () => {
  const judge = envelopeJudge((await documented()).operations);
  const html = { headers: { 'content-type': 'text/html' }, body: '<h1>400</h1>' };
  const faults = [
    otherBody('{', 'malformed'),
    otherBody(null, 'none'),
    otherBody('', 'empty'),
    otherBody('[]', 'an array'),
    otherMethod('GET'),
    otherPath('/webhook.config.creat'),
  ];
  for (const fault of faults)
    expect
      .soft(judge(answerOf(400, undefined, { ...html, request: fault.apply(rightRequest) })), fault.label)
      .toEqual([]);
  const reached = [rightRequest, otherBody('{}', 'empty object').apply(rightRequest)];
  for (const request of reached)
    expect.soft(judge(answerOf(400, undefined, { ...html, request }))).toHaveLength(1);
});

/** Any change of a member that is there: taken out, or any JSON in its place. */
const change = fc.record({
  at: fc.nat(),
  value: fc.option(
    fc.oneof(
      fc.json({ maxDepth: 2 }).map((text) => parseJson(text) ?? null),
      fc.constantFrom<Json>('SYSTEM_RULE_VIOLATION', 'SUCCESS', 'ERROR', '2025-03-24', [], {}, [{}]),
    ),
    { nil: undefined },
  ),
});

test('whatever an answer looks like, the judge names requirements and never throws', async () => {
  const { operations } = await documented();
  const judge = envelopeJudge(operations);
  const examples = [...operations.values()].flatMap((operation) =>
    [...operation.examples.keys()].map((name) => ({ operation, name })),
  );
  const status = fc.constantFrom(200, 201, 302, 400, 401, 403, 404, 413, 429, 500, 503, 504);
  let broken = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.option(status, { nil: undefined }),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      ({ operation, name }, other, changes) => {
        const right = exampleOf(operation, name);
        let json: Json = right.json ?? null;
        for (const { at, value } of changes) {
          const paths = pathsOf(json);
          json = changed(json, paths[at % Math.max(paths.length, 1)] ?? 'meta', value);
        }
        const answer = { ...right, status: other ?? right.status, json };
        broken += judge(answer).length > 0 ? 1 : 0;
        // Plain comparisons: 5,000 times expect() would take half a minute.
        return (
          statedAnswers(answer, operation).every((stated) => operation.examples.has(stated)) &&
          /^\d{3}/.test(describeAnswer(answer)) &&
          !isOneOf(answer, [], operation)
        );
      },
    ),
    { numRuns: 5000, seed: 7 },
  );
  expect(broken).toBeGreaterThan(2000);
});

test('an answer nested deeper than can be shown is judged like any other', async () => {
  const { operations, operation } = await documented();
  const judge = envelopeJudge(operations);
  const deep = parseJson('['.repeat(200_000) + ']'.repeat(200_000));
  for (const [path, requirement] of [
    ['data', 'response-data-present'],
    ['meta', 'response-meta-object'],
    ['meta.trace_id', 'response-trace-id-form'],
  ]) {
    const { json } = exampleOf(operation, 'accepted');
    const answer = answerOf(200, undefined, { json: changed(json ?? null, path ?? '', deep) });
    expect.soft(judge(answer).map((one) => one.requirement)).toEqual([requirement]);
  }
  const { json } = exampleOf(operation, 'BAD_REQUEST');
  const answer = answerOf(400, undefined, { json: changed(json ?? null, 'errors.0.code', deep) });
  expect(judge(answer).map((one) => one.requirement)).toContain('error-code-form');
  expect(describeAnswer(answer)).toContain('too deep');
});
