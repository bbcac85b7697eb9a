import { expect, test } from '@playwright/test';
import {
  ANSWER_NAMES,
  answerName,
  describeAnswer,
  describeDocumented,
  isAccepted,
  isOneOf,
  statedAnswers,
} from '../../fixtures/contract/answers.ts';
import { bodyFaults } from '../../fixtures/generate/body-faults.ts';
import { isJsonObject, parseJson, type Json } from '../../fixtures/wire/json.ts';
import { strictAjv } from '../../fixtures/contract/openapi.ts';
import { answerOf, changed, createOperation, documented, exampleOf, requestOf } from './answers-made-up.ts';

const violation = (subCode: string): Json => ({
  code: 'SYSTEM_RULE_VIOLATION',
  message: 'm',
  entity_type: 'Webhook Config',
  sub_code: subCode,
});
const plain = (code: string): Json => ({ code, message: 'm' });
const duplicate = violation('URL_ALREADY_EXISTS');
const full = violation('MAX_WEBHOOK_URL_LIMIT');

test('the documented answers are called as the examples of openapi.yaml are', async () => {
  const { operations } = await documented();
  const names = new Set([...operations.values()].flatMap(({ examples }) => [...examples.keys()]));
  expect([...names].toSorted()).toEqual([...ANSWER_NAMES].toSorted());
  expect(answerName('BAD_REQUEST')).toBe('BAD_REQUEST');
  expect(() => answerName('bad_request')).toThrow(/"bad_request"/);
});

test('every example of a method is recognised as itself and as nothing else', async () => {
  const { operations } = await documented();
  for (const operation of operations.values())
    for (const text of operation.examples.keys()) {
      const name = answerName(text);
      const answer = exampleOf(operation, name);
      const label = `${operation.name}: ${name}`;
      expect.soft(statedAnswers(answer, operation), label).toEqual([name]);
      expect.soft(describeAnswer(answer).startsWith(String(answer.status)), label).toBe(true);
      for (const other of ANSWER_NAMES)
        expect.soft(isOneOf(answer, [other], operation), `${label} as ${other}`).toBe(name === other);
    }
});

test('ENTITY_NOT_FOUND is of the account with 400 and of the configuration with 404', async () => {
  const { operation } = await documented('get');
  const { json } = exampleOf(operation, 'ENTITY_NOT_FOUND');
  for (const [status, name] of [
    [404, 'ENTITY_NOT_FOUND'],
    [400, 'ACCOUNT_NOT_FOUND'],
  ] as const)
    expect.soft(statedAnswers(answerOf(status, json), operation)).toEqual([name]);
});

test('an answer with several errors is right when each of them applies', async () => {
  const operation = await createOperation();
  const answer = exampleOf(operation, 'BAD_REQUEST', 'errors', [duplicate, full]);
  expect(isOneOf(answer, ['URL_ALREADY_EXISTS', 'MAX_WEBHOOK_URL_LIMIT'], operation)).toBe(true);
  expect(isOneOf(answer, ['URL_ALREADY_EXISTS'], operation)).toBe(false);
  expect(isOneOf(answer, ['MAX_WEBHOOK_URL_LIMIT', 'BAD_REQUEST'], operation)).toBe(false);
  const twice = exampleOf(operation, 'BAD_REQUEST', 'errors', [plain('BAD_REQUEST'), plain('BAD_REQUEST')]);
  expect(isOneOf(twice, ['BAD_REQUEST'], operation)).toBe(true);
});

test('a sub_code at the root or in meta is still recognised, and one in the error object comes first', async () => {
  const operation = await createOperation();
  const bare = changed(
    exampleOf(operation, 'URL_ALREADY_EXISTS').json ?? null,
    'errors.0.sub_code',
    undefined,
  );
  expect(statedAnswers(answerOf(400, bare), operation)).toEqual([]);
  for (const place of ['sub_code', 'meta.sub_code', 'errors.0.details.sub_code']) {
    const answer = answerOf(400, changed(bare, place, 'URL_ALREADY_EXISTS'));
    expect.soft(statedAnswers(answer, operation), place).toEqual(['URL_ALREADY_EXISTS']);
  }
  const two = exampleOf(operation, 'URL_ALREADY_EXISTS', 'sub_code', 'MAX_WEBHOOK_URL_LIMIT');
  expect(statedAnswers(two, operation)).toEqual(['URL_ALREADY_EXISTS']);
});

test('401, 403 and 500 are what they are with any code or none, since theirs are not published', async () => {
  const operation = await createOperation();
  for (const errors of [[plain('ANYTHING')], [plain('BAD_REQUEST')], [{ message: 'm' }], [], null]) {
    const json = exampleOf(operation, 'unauthenticated', 'errors', errors).json;
    expect.soft(statedAnswers(answerOf(401, json), operation)).toEqual(['unauthenticated']);
    expect.soft(statedAnswers(answerOf(403, json), operation)).toEqual(['forbidden']);
    expect.soft(statedAnswers(answerOf(500, json), operation)).toEqual(['server-error']);
  }
  expect(isOneOf(answerOf(401, undefined), ['unauthenticated'], operation)).toBe(true);
});

test('a 400 with the right code and another sub_code is not the answer', async () => {
  const operation = await createOperation();
  for (const subCode of ['MAX_WEBHOOK_URL_LIMIT', 'OTHER', 'url_already_exists', null, 5]) {
    const answer = exampleOf(operation, 'URL_ALREADY_EXISTS', 'errors.0.sub_code', subCode);
    expect.soft(isOneOf(answer, ['URL_ALREADY_EXISTS'], operation), String(subCode)).toBe(false);
  }
  const other = exampleOf(operation, 'URL_ALREADY_EXISTS', 'errors.0.code', 'BAD_REQUEST');
  expect(isOneOf(other, ['URL_ALREADY_EXISTS'], operation)).toBe(false);
});

test('HTTP 2xx counts as accepted whatever the body says', async () => {
  const operation = await createOperation();
  const { json } = exampleOf(operation, 'BAD_REQUEST');
  for (const status of [200, 201, 202, 204, 299]) {
    const answer = answerOf(status, json);
    expect.soft(isAccepted(answer), String(status)).toBe(true);
    expect.soft(isOneOf(answer, ['accepted'], operation), String(status)).toBe(true);
    expect.soft(isOneOf(answer, ['BAD_REQUEST'], operation), String(status)).toBe(false);
  }
  for (const status of [199, 300, 302, 400])
    expect.soft(isAccepted(answerOf(status, json)), String(status)).toBe(false);
});

test('the right body under another status is no documented answer', async () => {
  const operation = await createOperation();
  const { json } = exampleOf(operation, 'BAD_REQUEST');
  for (const status of [302, 404, 405, 409, 422, 503])
    expect.soft(statedAnswers(answerOf(status, json), operation), String(status)).toEqual([]);
  expect(isOneOf(answerOf(422, json), ['BAD_REQUEST', '400 without a code'], operation)).toBe(false);
});

test('a 400 without a code is one whose body has no error objects, and no other status', async () => {
  const operation = await createOperation();
  for (const json of [undefined, null, {}, { errors: [] }, { error: 'Bad Request', statusCode: 400 }]) {
    expect.soft(isOneOf(answerOf(400, json), ['400 without a code'], operation)).toBe(true);
    expect.soft(isOneOf(answerOf(400, json), ['BAD_REQUEST'], operation)).toBe(false);
    for (const status of [200, 401, 404, 422, 500])
      expect.soft(isOneOf(answerOf(status, json), ['400 without a code'], operation)).toBe(false);
  }
  for (const code of ['ENTITY_NOT_FOUND', 'OTHER'])
    expect
      .soft(isOneOf(answerOf(400, { errors: [plain(code)] }), ['400 without a code'], operation), code)
      .toBe(false);
});

test('a bare status is answered by that status alone', async () => {
  const operation = await createOperation();
  expect(isOneOf(answerOf(413, undefined), [413], operation)).toBe(true);
  expect(isOneOf(answerOf(400, undefined), [413], operation)).toBe(false);
});

test('what is received and what is documented are told in the same words', async () => {
  const operation = await createOperation();
  for (const name of ['BAD_REQUEST', 'ENTITY_NOT_FOUND', 'URL_ALREADY_EXISTS', 'accepted'] as const)
    expect.soft(describeAnswer(exampleOf(operation, name))).toBe(describeDocumented([name], operation));
  expect(describeDocumented(['unauthenticated', 413, 'BAD_REQUEST'], operation)).toBe(
    '401, or 413, or 400 BAD_REQUEST',
  );
  expect(describeAnswer(answerOf(502, undefined, { headers: {} }))).toBe('502, no JSON (no Content-Type)');
});

test('each example keeps the schema of its status, and each schema refuses the examples of the others', async () => {
  const { operations } = await documented();
  for (const { name: method, examples, responseSchemas } of operations.values()) {
    const ajv = strictAjv();
    for (const [name, { status, body }] of examples) {
      const validate = ajv.compile(responseSchemas.get(status) ?? false);
      expect.soft(validate(body), `${method} ${name}`).toBe(true);
      const contrary = examples.get(status === 200 ? 'BAD_REQUEST' : 'accepted')?.body;
      for (const wrong of [contrary, null, {}, []])
        expect.soft(validate(wrong), `${method} ${name}`).toBe(false);
    }
  }
});

test('each request schema takes the right request, also with more in it, and refuses it with a fault', async () => {
  const { operations } = await documented();
  for (const operation of operations.values()) {
    const validate = strictAjv().compile(operation.requestSchema);
    const right = parseJson(requestOf(operation).body ?? '') ?? null;
    expect.soft(validate(right), operation.name).toBe(true);
    expect.soft(validate(changed(right, 'more', 1)), operation.name).toBe(true);
    const faults = isJsonObject(right) ? bodyFaults(operation.requestSchema, right) : [];
    expect.soft(faults.length, operation.name).toBeGreaterThan(5);
    for (const { label, body } of faults)
      expect.soft(validate(body), `${operation.name}: ${label}`).toBe(false);
    expect.soft(validate(null), operation.name).toBe(false);
  }
  const create = strictAjv().compile((await createOperation()).requestSchema);
  expect(create({ account_id: 'a', config: { url: 'http://h' } })).toBe(false);
});
