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
import { answerOf, changed, createMethod, documented, exampleOf, requestOf } from './answers-made-up.ts';

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
  const { methods } = await documented();
  const names = new Set([...methods.values()].flatMap(({ examples }) => [...examples.keys()]));
  expect([...names].toSorted()).toEqual([...ANSWER_NAMES].toSorted());
  expect(answerName('BAD_REQUEST')).toBe('BAD_REQUEST');
  expect(() => answerName('bad_request')).toThrow(/"bad_request"/);
});

test('every example of a method is recognised as itself and as nothing else', async () => {
  const { methods } = await documented();
  for (const method of methods.values())
    for (const text of method.examples.keys()) {
      const name = answerName(text);
      const answer = exampleOf(method, name);
      const label = `${method.name}: ${name}`;
      expect.soft(statedAnswers(answer, method), label).toEqual([name]);
      expect.soft(describeAnswer(answer).startsWith(String(answer.status)), label).toBe(true);
      for (const other of ANSWER_NAMES)
        expect.soft(isOneOf(answer, [other], method), `${label} as ${other}`).toBe(name === other);
    }
});

test('ENTITY_NOT_FOUND is of the account with 400 and of the configuration with 404', async () => {
  const { method } = await documented('get');
  const { json } = exampleOf(method, 'ENTITY_NOT_FOUND');
  for (const [status, name] of [
    [404, 'ENTITY_NOT_FOUND'],
    [400, 'ACCOUNT_NOT_FOUND'],
  ] as const)
    expect.soft(statedAnswers(answerOf(status, json), method)).toEqual([name]);
});

test('an answer with several errors is right when each of them applies', async () => {
  const method = await createMethod();
  const answer = exampleOf(method, 'BAD_REQUEST', 'errors', [duplicate, full]);
  expect(isOneOf(answer, ['URL_ALREADY_EXISTS', 'MAX_WEBHOOK_URL_LIMIT'], method)).toBe(true);
  expect(isOneOf(answer, ['URL_ALREADY_EXISTS'], method)).toBe(false);
  expect(isOneOf(answer, ['MAX_WEBHOOK_URL_LIMIT', 'BAD_REQUEST'], method)).toBe(false);
  const twice = exampleOf(method, 'BAD_REQUEST', 'errors', [plain('BAD_REQUEST'), plain('BAD_REQUEST')]);
  expect(isOneOf(twice, ['BAD_REQUEST'], method)).toBe(true);
});

test('a sub_code at the root or in meta is still recognised, and one in the error object comes first', async () => {
  const method = await createMethod();
  const bare = changed(exampleOf(method, 'URL_ALREADY_EXISTS').json ?? null, 'errors.0.sub_code', undefined);
  expect(statedAnswers(answerOf(400, bare), method)).toEqual([]);
  for (const place of ['sub_code', 'meta.sub_code', 'errors.0.details.sub_code']) {
    const answer = answerOf(400, changed(bare, place, 'URL_ALREADY_EXISTS'));
    expect.soft(statedAnswers(answer, method), place).toEqual(['URL_ALREADY_EXISTS']);
  }
  const two = exampleOf(method, 'URL_ALREADY_EXISTS', 'sub_code', 'MAX_WEBHOOK_URL_LIMIT');
  expect(statedAnswers(two, method)).toEqual(['URL_ALREADY_EXISTS']);
});

test('401, 403 and 500 are recognised with any code or none, because their codes are not published', async () => {
  const method = await createMethod();
  for (const errors of [[plain('ANYTHING')], [plain('BAD_REQUEST')], [{ message: 'm' }], [], null]) {
    const json = exampleOf(method, 'unauthenticated', 'errors', errors).json;
    expect.soft(statedAnswers(answerOf(401, json), method)).toEqual(['unauthenticated']);
    expect.soft(statedAnswers(answerOf(403, json), method)).toEqual(['forbidden']);
    expect.soft(statedAnswers(answerOf(500, json), method)).toEqual(['server-error']);
  }
  expect(isOneOf(answerOf(401, undefined), ['unauthenticated'], method)).toBe(true);
});

test('a 400 with the right code and another sub_code is not the answer', async () => {
  const method = await createMethod();
  for (const subCode of ['MAX_WEBHOOK_URL_LIMIT', 'OTHER', 'url_already_exists', null, 5]) {
    const answer = exampleOf(method, 'URL_ALREADY_EXISTS', 'errors.0.sub_code', subCode);
    expect.soft(isOneOf(answer, ['URL_ALREADY_EXISTS'], method), String(subCode)).toBe(false);
  }
  const other = exampleOf(method, 'URL_ALREADY_EXISTS', 'errors.0.code', 'BAD_REQUEST');
  expect(isOneOf(other, ['URL_ALREADY_EXISTS'], method)).toBe(false);
});

test('HTTP 2xx counts as accepted with any body', async () => {
  const method = await createMethod();
  const { json } = exampleOf(method, 'BAD_REQUEST');
  for (const status of [200, 201, 202, 204, 299]) {
    const answer = answerOf(status, json);
    expect.soft(isAccepted(answer), String(status)).toBe(true);
    expect.soft(isOneOf(answer, ['accepted'], method), String(status)).toBe(true);
    expect.soft(isOneOf(answer, ['BAD_REQUEST'], method), String(status)).toBe(false);
  }
  for (const status of [199, 300, 302, 400])
    expect.soft(isAccepted(answerOf(status, json)), String(status)).toBe(false);
});

test('the right body under another status is no documented answer', async () => {
  const method = await createMethod();
  const { json } = exampleOf(method, 'BAD_REQUEST');
  for (const status of [302, 404, 405, 409, 422, 503])
    expect.soft(statedAnswers(answerOf(status, json), method), String(status)).toEqual([]);
  expect(isOneOf(answerOf(422, json), ['BAD_REQUEST', '400 without a code'], method)).toBe(false);
});

test('a 400 without a code is one whose body has no error objects, and no other status', async () => {
  const method = await createMethod();
  for (const json of [undefined, null, {}, { errors: [] }, { error: 'Bad Request', statusCode: 400 }]) {
    expect.soft(isOneOf(answerOf(400, json), ['400 without a code'], method)).toBe(true);
    expect.soft(isOneOf(answerOf(400, json), ['BAD_REQUEST'], method)).toBe(false);
    for (const status of [200, 401, 404, 422, 500])
      expect.soft(isOneOf(answerOf(status, json), ['400 without a code'], method)).toBe(false);
  }
  for (const code of ['ENTITY_NOT_FOUND', 'OTHER'])
    expect
      .soft(isOneOf(answerOf(400, { errors: [plain(code)] }), ['400 without a code'], method), code)
      .toBe(false);
});

test('a bare status is answered by that status alone', async () => {
  const method = await createMethod();
  expect(isOneOf(answerOf(413, undefined), [413], method)).toBe(true);
  expect(isOneOf(answerOf(400, undefined), [413], method)).toBe(false);
});

test('received and documented answers are described in the same words', async () => {
  const method = await createMethod();
  for (const name of ['BAD_REQUEST', 'ENTITY_NOT_FOUND', 'URL_ALREADY_EXISTS', 'accepted'] as const)
    expect.soft(describeAnswer(exampleOf(method, name))).toBe(describeDocumented([name], method));
  expect(describeDocumented(['unauthenticated', 413, 'BAD_REQUEST'], method)).toBe(
    '401, or 413, or 400 BAD_REQUEST',
  );
  expect(describeAnswer(answerOf(502, undefined, { headers: {} }))).toBe('502, no JSON (no Content-Type)');
});

test('each example keeps the schema of its status, and each schema refuses the examples of the others', async () => {
  const { methods } = await documented();
  for (const { name: method, examples, responseSchemas } of methods.values()) {
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

test('each request schema accepts the right request, also with more members, and refuses it with a fault', async () => {
  const { methods } = await documented();
  for (const method of methods.values()) {
    const validate = strictAjv().compile(method.requestSchema);
    const right = parseJson(requestOf(method).body ?? '') ?? null;
    expect.soft(validate(right), method.name).toBe(true);
    expect.soft(validate(changed(right, 'more', 1)), method.name).toBe(true);
    const faults = isJsonObject(right) ? bodyFaults(method.requestSchema, right) : [];
    expect.soft(faults.length, method.name).toBeGreaterThan(5);
    for (const { label, body } of faults) expect.soft(validate(body), `${method.name}: ${label}`).toBe(false);
    expect.soft(validate(null), method.name).toBe(false);
  }
  const create = strictAjv().compile((await createMethod()).requestSchema);
  expect(create({ account_id: 'a', config: { url: 'http://h' } })).toBe(false);
});
