import { expect, test } from '@playwright/test';
import { bodyFaults } from '../../fixtures/generate/body-faults.ts';
import { replaced, requiredParameters } from '../../fixtures/contract/parameters.ts';
import { memberOf, type Json, type JsonObject } from '../../fixtures/wire/json.ts';
import { strictAjv } from '../../fixtures/contract/openapi.ts';
import { createMethod, pathsOf } from './answers-made-up.ts';

const valid: JsonObject = { account_id: '4711', config: { url: 'https://h.conformance.example/' } };

function at(body: Json, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((node, step) => memberOf(node, step), body);
}

test('the required parameters of the contract are account_id, config and config.url, outer ones first', async () => {
  const { requestSchema } = await createMethod();
  expect(requiredParameters(requestSchema)).toEqual([
    { path: ['account_id'], type: 'string' },
    { path: ['config'], type: 'object' },
    { path: ['config', 'url'], type: 'string' },
  ]);
});

test('the schema of the contract keeps the valid body and refuses it with any fault', async () => {
  const { requestSchema } = await createMethod();
  const validate = strictAjv().compile(requestSchema);
  expect(validate(valid)).toBe(true);
  const faults = bodyFaults(requestSchema, valid);
  expect(faults.length).toBeGreaterThan(25);
  for (const { label, body } of faults) expect.soft(validate(body), label).toBe(false);
});

test('a fault differs from the valid body in its parameter and in nothing else', async () => {
  const { requestSchema } = await createMethod();
  for (const { label, parameter, kind, body } of bodyFaults(requestSchema, valid)) {
    expect.soft(at(body, parameter), label).not.toEqual(at(valid, parameter));
    expect.soft(at(body, parameter) === undefined, label).toBe(kind === 'absent');
    expect.soft(at(body, parameter) === null, label).toBe(kind === 'null');
    const elsewhere = new Set(
      [...pathsOf(valid), ...pathsOf(body)].filter((path) => !path.startsWith(parameter)),
    );
    for (const path of elsewhere)
      if (!parameter.startsWith(path))
        expect.soft(at(body, path), `${label}: ${path}`).toEqual(at(valid, path));
  }
});

test('no two faults have the same label or the same body', async () => {
  const { requestSchema } = await createMethod();
  const faults = bodyFaults(requestSchema, valid);
  expect(new Set(faults.map(({ label }) => label)).size).toBe(faults.length);
  expect(new Set(faults.map(({ body }) => JSON.stringify(body))).size).toBe(faults.length);
});

test('every parameter is absent once, null once and of every other JSON type', async () => {
  const { requestSchema } = await createMethod();
  const faults = bodyFaults(requestSchema, valid);
  for (const { path, type } of requiredParameters(requestSchema)) {
    const own = faults.filter(({ parameter }) => parameter === path.join('.'));
    const types = own.map(({ kind, body }) => {
      const value = at(body, path.join('.'));
      return kind === 'type' ? (Array.isArray(value) ? 'array' : typeof value) : kind;
    });
    const expected = ['absent', 'array', 'boolean', 'null', 'number', 'object', 'string'].filter(
      (one) => one !== type,
    );
    expect.soft([...new Set(types)].toSorted(), path.join('.')).toEqual(expected);
  }
});

test('an account id of digits is also sent as that number', async () => {
  const { requestSchema } = await createMethod();
  const values = bodyFaults(requestSchema, valid).map(({ body }) => at(body, 'account_id'));
  expect(values).toContain(4711);
});

for (const [type, right] of [
  ['string', 'red'],
  ['integer', 3],
  ['number', 2.5],
  ['boolean', true],
  ['array', ['a']],
  ['object', { a: 1 }],
] as const) {
  test(`a required parameter of type ${type} that is added to a schema is covered without more code`, () => {
    const schema = {
      type: 'object',
      required: ['outer'],
      properties: {
        outer: { type: 'object', required: ['added'], properties: { added: { type }, other: {} } },
      },
    };
    const body = { outer: { added: right, other: 1 } };
    const validate = strictAjv().compile(schema);
    expect(validate(body)).toBe(true);
    const own = bodyFaults(schema, body).filter(({ parameter }) => parameter === 'outer.added');
    expect(own.length).toBeGreaterThan(6);
    for (const fault of own) expect.soft(validate(fault.body), fault.label).toBe(false);
  });
}

test('optional parameters are left alone, and a required one without a type is an error that names it', () => {
  const schema = {
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'string' }, b: { type: 'string' } },
  };
  expect(new Set(bodyFaults(schema, { a: 'x', b: 'y' }).map(({ parameter }) => parameter))).toEqual(
    new Set(['a']),
  );
  expect(() => requiredParameters({ required: ['nameless'], properties: {} })).toThrow(/"nameless"/);
});

test('a member is replaced in a copy', () => {
  const body = { a: { b: 1, c: 2 } };
  expect(replaced(body, ['a', 'b'], 5)).toEqual({ a: { b: 5, c: 2 } });
  expect(replaced(body, ['a', 'b'], undefined)).toEqual({ a: { c: 2 } });
  expect(replaced(body, ['x', 'y'], null)).toEqual({ a: { b: 1, c: 2 }, x: { y: null } });
  expect(body).toEqual({ a: { b: 1, c: 2 } });
  expect(() => replaced(body, [], 1)).toThrow(/at least one name/);
});
