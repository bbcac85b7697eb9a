import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { addedHeader, otherBody, otherVerb, otherPath } from '../../fixtures/wire/request.ts';
import { describeAnswer, isOneOf, statedAnswers } from '../../fixtures/contract/answers.ts';
import { envelopeCheck } from '../../fixtures/contract/envelope.ts';
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
  const { methods } = await documented();
  const findingsIn = envelopeCheck(methods);
  for (const method of methods.values())
    for (const name of method.examples.keys())
      expect.soft(findingsIn(exampleOf(method, name)), `${method.name} ${name}`).toEqual([]);
});

test('new members everywhere, in another order, warnings and further errors keep the envelope', async () => {
  const { methods, method: create } = await documented();
  const findingsIn = envelopeCheck(methods);
  for (const method of methods.values()) {
    const request = requestOf(method);
    for (const [name, { status, body }] of method.examples) {
      expect.soft(findingsIn(answerOf(status, withMore(body), { request })), name).toEqual([]);
      for (const warnings of [[], [{ code: 'DEPRECATED' }], 'none', null]) {
        const warned = changed(body, 'meta.warnings', warnings);
        expect.soft(findingsIn(answerOf(status, warned, { request })), name).toEqual([]);
      }
    }
  }
  const errors = ['BAD_REQUEST', 'URL_ALREADY_EXISTS', 'MAX_WEBHOOK_URL_LIMIT', 'ENTITY_NOT_FOUND'].flatMap(
    (name) => {
      const all = changed(create.examples.get(name)?.body ?? null, 'meta', undefined);
      return isJsonObject(all) && isJsonArray(all['errors']) ? all['errors'] : [];
    },
  );
  expect(errors).toHaveLength(4);
  expect(findingsIn(exampleOf(create, 'BAD_REQUEST', 'errors', errors))).toEqual([]);
});

test('a list may be empty or long, updated_at may be left out, and a listed URL may be any text', async () => {
  const { methods } = await documented();
  const findingsIn = envelopeCheck(methods);
  const { method: list } = await documented('list');
  const { method: get } = await documented('get');
  const date = '2024-02-29T23:59:59.999Z';
  const one: JsonObject = { config_id: 'whc_a', url: 'https://h.example', created_at: date };
  const long = Array.from({ length: 20 }, () => one);
  for (const configs of [[], [one], [one, { ...one, updated_at: date }], long])
    expect.soft(findingsIn(exampleOf(list, 'accepted', 'data.configs', configs))).toEqual([]);
  expect(findingsIn(exampleOf(get, 'accepted', 'data', one))).toEqual([]);
  for (const [path, values] of [
    ['updated_at', [undefined, '2026-01-31T09:30:00.000Z', '2030-12-31T00:00:00.001Z']],
    ['url', ['http://h.example', 'https://ü.example/\n', '', 'x'.repeat(5000)]],
    ['config_id', ['whc_0', `whc_${'aZ9'.repeat(50)}`]],
  ] as const)
    for (const value of values) {
      expect.soft(findingsIn(exampleOf(list, 'accepted', `data.configs.0.${path}`, value)), path).toEqual([]);
      expect.soft(findingsIn(exampleOf(get, 'accepted', `data.${path}`, value)), path).toEqual([]);
    }
});

test('an answer of the infrastructure may have any body or none', async () => {
  const findingsIn = envelopeCheck((await documented()).methods);
  for (const status of [413, 415, 429, 503, 504])
    for (const json of [undefined, [], 'text', {}]) {
      const answer = answerOf(status, json, { headers: { 'content-type': 'text/html' } });
      expect.soft(findingsIn(answer), String(status)).toEqual([]);
    }
});

test('a long parameter may be refused with 414 or 431, and no other one', async () => {
  const findingsIn = envelopeCheck((await documented()).methods);
  const long = otherBody(JSON.stringify({ account_id: 'a'.repeat(70_000), config: {} }), 'long');
  for (const status of [414, 431]) {
    const html = { headers: { 'content-type': 'text/html' }, body: '' };
    const answer = answerOf(status, undefined, { ...html, request: long.apply(rightRequest) });
    expect.soft(findingsIn(answer), String(status)).toEqual([]);
    expect.soft(findingsIn(answerOf(status, undefined, html)), String(status)).not.toEqual([]);
  }
});

test('a 400 may come without the envelope where the request reached no method, and nowhere else', async () => {
  const findingsIn = envelopeCheck((await documented()).methods);
  const html = { headers: { 'content-type': 'text/html' }, body: '<h1>400</h1>' };
  const faults = [
    otherBody('{', 'malformed'),
    otherBody(null, 'none'),
    otherBody('', 'empty'),
    otherBody('[]', 'an array'),
    otherVerb('GET'),
    otherPath('/webhook.config.creat'),
    addedHeader('authorization', 'x', 'a second line of Authorization'),
  ];
  for (const fault of faults) {
    const answer = answerOf(400, undefined, { ...html, request: fault.apply(rightRequest) });
    expect.soft(findingsIn(answer), fault.label).toEqual([]);
  }
  const reached = [rightRequest, otherBody('{}', 'empty object').apply(rightRequest)];
  for (const request of reached)
    expect.soft(findingsIn(answerOf(400, undefined, { ...html, request }))).toHaveLength(1);
});

/** A change of a member: no value, or any JSON. */
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

test('the judge names requirements for any answer and never throws', async () => {
  const { methods } = await documented();
  const findingsIn = envelopeCheck(methods);
  const examples = [...methods.values()].flatMap((method) =>
    [...method.examples.keys()].map((name) => ({ method, name })),
  );
  const status = fc.constantFrom(200, 201, 302, 400, 401, 403, 404, 413, 429, 500, 503, 504);
  let broken = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.option(status, { nil: undefined }),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      ({ method, name }, other, changes) => {
        const right = exampleOf(method, name);
        let json: Json = right.json ?? null;
        for (const { at, value } of changes) {
          const paths = pathsOf(json);
          json = changed(json, paths[at % Math.max(paths.length, 1)] ?? 'meta', value);
        }
        const answer = { ...right, status: other ?? right.status, json };
        broken += findingsIn(answer).length > 0 ? 1 : 0;
        // 5,000 calls of `expect` would take half a minute.
        return (
          statedAnswers(answer, method).every((stated) => method.examples.has(stated)) &&
          /^\d{3}/.test(describeAnswer(answer)) &&
          !isOneOf(answer, [], method)
        );
      },
    ),
    { numRuns: 5000, seed: 7 },
  );
  expect(broken).toBeGreaterThan(2000);
});

test('an answer nested deeper than can be shown is judged like any other', async () => {
  const { methods, method } = await documented();
  const findingsIn = envelopeCheck(methods);
  const deep = parseJson('['.repeat(200_000) + ']'.repeat(200_000));
  for (const [path, requirement] of [
    ['data', 'response-data-present'],
    ['meta', 'response-meta-object'],
    ['meta.trace_id', 'response-trace-id-form'],
  ]) {
    const { json } = exampleOf(method, 'accepted');
    const answer = answerOf(200, undefined, { json: changed(json ?? null, path ?? '', deep) });
    expect.soft(findingsIn(answer).map((one) => one.requirement)).toEqual([requirement]);
  }
  const { json } = exampleOf(method, 'BAD_REQUEST');
  const answer = answerOf(400, undefined, { json: changed(json ?? null, 'errors.0.code', deep) });
  expect(findingsIn(answer).map((one) => one.requirement)).toContain('error-code-form');
  expect(describeAnswer(answer)).toContain('too deep');
});
