/** specs/openapi.yaml is OpenAPI 3.1, and these tests notice a damaged document. */
import SwaggerParser from '@apidevtools/swagger-parser';
import { expect, test } from '@playwright/test';
import { isJsonArray, isJsonObject, memberOf, type Json } from '../../fixtures/wire/json.ts';
import { OPENAPI_FILE, strictAjv } from '../../fixtures/contract/openapi.ts';
import { changed } from './answers-made-up.ts';

/** A copy of the document, with its references. */
async function document(): Promise<Json> {
  const read: unknown = await SwaggerParser.parse(OPENAPI_FILE);
  if (!isJsonObject(read)) throw new Error('specs/openapi.yaml is no object.');
  return structuredClone(read);
}

/** The error of swagger-parser; undefined for a right document. */
async function objection(to: Json): Promise<unknown> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The document may be no OpenAPI.
  const copy = structuredClone(to) as unknown as Exclude<
    Parameters<typeof SwaggerParser.validate>[0],
    string
  >;
  return SwaggerParser.validate(copy).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Every schema of the document by its place, with all references resolved. */
async function schemas(): Promise<ReadonlyMap<string, Json>> {
  const resolved: unknown = await SwaggerParser.dereference(OPENAPI_FILE);
  if (!isJsonObject(resolved)) throw new Error('specs/openapi.yaml is no object.');
  const found = new Map<string, Json>();
  const visit = (node: Json, place: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, child] of Object.entries(node)) {
      const at = `${place}/${name}`;
      const isSchema = (name === 'schema' && !isJsonArray(node)) || place === '/components/schemas';
      if (isSchema) found.set(at, child);
      else visit(child, at);
    }
  };
  visit(resolved, '');
  return found;
}

const CREATE_PLACE = ['paths', '/webhook.config.create', 'post'];

/**
 * A copy with a member set, or removed if the new value is undefined. The path is a list, because names hold
 * dots.
 */
function damaged(owner: Json, [step = '', ...rest]: readonly string[], value: Json | undefined): Json {
  if (!isJsonObject(owner)) throw new Error(`There is no ${step} to damage.`);
  const { [step]: old, ...others } = owner;
  const next = rest.length === 0 ? value : damaged(old ?? null, rest, value);
  return next === undefined ? others : { ...others, [step]: next };
}

test('the document is OpenAPI 3.1', async () => {
  expect(memberOf(await document(), 'openapi')).toMatch(/^3\.1\./);
  expect(await objection(await document())).toBeUndefined();
});

const damages: readonly (readonly [string, readonly string[], Json | undefined])[] = [
  ['no version of OpenAPI', ['openapi'], undefined],
  ['a version of OpenAPI that there is not', ['openapi'], '3.9.0'],
  ['no title', ['info', 'title'], undefined],
  ['a member that OpenAPI does not have', ['servres'], []],
  ['a path without its slash', ['paths', 'webhook.config.create'], { post: { responses: {} } }],
  ['a method that HTTP does not have', ['paths', '/webhook.config.create', 'pots'], { responses: {} }],
  ['a reference to nothing', [...CREATE_PLACE, 'parameters'], [{ $ref: '#/components/parameters/None' }]],
  ['a parameter that is nowhere', [...CREATE_PLACE, 'parameters'], [{ name: 'a', in: 'body', schema: {} }]],
  ['a parameter without a schema', [...CREATE_PLACE, 'parameters'], [{ name: 'a', in: 'query' }]],
  ['a request body without content', [...CREATE_PLACE, 'requestBody', 'content'], undefined],
  ['an answer without a description', [...CREATE_PLACE, 'responses', '200', 'description'], undefined],
  ['a status that is none', [...CREATE_PLACE, 'responses', 'ok'], { description: 'Fine.' }],
  ['a security scheme of no kind', ['components', 'securitySchemes', 'KSig1', 'type'], 'hmac'],
  ['a name that no component may have', ['components', 'schemas', 'A B'], {}],
];

for (const [what, place, value] of damages)
  test(`a document with ${what} is refused`, async () => {
    expect(await objection(damaged(await document(), place, value))).toBeInstanceOf(Error);
  });

// swagger-parser does not look inside schemas of 3.1.
test('every schema of the document is JSON Schema without anything that ajv would ignore', async () => {
  const all = await schemas();
  expect(all.size).toBeGreaterThan(20);
  for (const [place, schema] of all) {
    if (!isJsonObject(schema)) throw new Error(`${place} is no object.`);
    expect.soft(() => strictAjv().compile(schema), place).not.toThrow();
  }
});

for (const [what, path, value] of [
  ['a keyword that there is not', 'requird', ['account_id']],
  ['a type that there is not', 'properties.account_id.type', 'text'],
  ['a pattern that is none', 'properties.account_id.pattern', '['],
  ['a format that nobody checks', 'properties.account_id.format', 'account'],
  ['a length below nothing', 'properties.account_id.minLength', -1],
  ['a required member that is no name', 'required', [1]],
  ['a keyword for another type', 'properties.account_id.maximum', 1],
] as const)
  test(`a schema with ${what} is refused`, async () => {
    const schema = (await schemas()).get('/components/schemas/CreateRequest');
    if (!isJsonObject(schema)) throw new Error('There is no CreateRequest.');
    const broken = changed(schema, path, value);
    if (!isJsonObject(broken)) throw new Error('The schema is no object any more.');
    expect(() => strictAjv().compile(broken)).toThrow();
  });

/** Every node of the document that holds this member. */
function owners(node: Json, name: string): readonly Json[] {
  if (typeof node !== 'object' || node === null) return [];
  const below = Object.values(node).flatMap((child) => owners(child, name));
  return memberOf(node, name) === undefined ? below : [node, ...below];
}

test('other tools read the document: names without dots, whole schemas, and an example for each text', async () => {
  const read = await document();
  for (const operation of owners(read, 'operationId'))
    expect.soft(memberOf(operation, 'operationId')).toMatch(/^[a-zA-Z]+$/);
  // Tools that judge by it close each schema, and a part of one then refuses the members of the other part.
  for (const schema of owners(read, 'allOf')) expect.soft(memberOf(schema, 'properties')).toBeUndefined();
  // Mock servers that do not read `examples` of an answer build it from those of its members.
  const own = memberOf(memberOf(read, 'components'), 'schemas') ?? null;
  const said = owners(own, 'x-requirement').filter(
    (node) => memberOf(node, 'type') === 'string' && memberOf(node, 'enum') === undefined,
  );
  expect(said.length).toBeGreaterThan(10);
  for (const schema of said) {
    if (!isJsonObject(schema)) throw new Error('A schema is no object.');
    expect.soft(strictAjv().validate(schema, memberOf(schema, 'example')), JSON.stringify(schema)).toBe(true);
  }
});
