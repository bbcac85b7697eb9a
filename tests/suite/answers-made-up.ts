/** Requests and answers that nobody sent, for the tests of what judges them. */
import ksig1 from '../../specs/vectors/ksig1.json' with { type: 'json' };
import type { Answer } from '../../fixtures/client/answer.ts';
import type { Credentials } from '../../fixtures/client/ksig1.ts';
import { signedRequest, type ApiRequest } from '../../fixtures/client/request.ts';
import { isJsonArray, isJsonObject, type Json } from '../../fixtures/contract/json.ts';
import { loadOperations, type Operation } from '../../fixtures/contract/openapi.ts';

export const credentials: Credentials = ksig1.credentials;

export const PATH = '/webhook.config.create';

export const URL_SENT = 'https://h.conformance.example/';

/** A create with nothing wrong with it. */
export const rightRequest: ApiRequest = signedRequest(
  PATH,
  { account_id: 'acc_1', config: { url: URL_SENT } },
  credentials,
);

/** `webhook.config.create` as `specs/openapi.yaml` documents it. */
export async function createOperation(): Promise<Operation> {
  const operation = (await loadOperations()).get(PATH);
  if (operation === undefined) throw new Error(`specs/openapi.yaml does not document ${PATH}.`);
  return operation;
}

/** An answer with a JSON body, or none when it is undefined. */
export function answerOf(status: number, json: Json | undefined, other: Partial<Answer> = {}): Answer {
  return {
    request: rightRequest,
    status,
    headers: { 'content-type': 'application/json' },
    body: json === undefined ? '' : JSON.stringify(json),
    json,
    durationMs: 1,
    ...other,
  };
}

/** The example of `specs/openapi.yaml` by its name, as an answer; optionally with the member at a dotted path changed. */
export function exampleOf(operation: Operation, name: string, path?: string, value?: Json): Answer {
  const example = operation.examples.get(name);
  if (example === undefined) throw new Error(`specs/openapi.yaml has no example "${name}".`);
  return answerOf(example.status, path === undefined ? example.body : changed(example.body, path, value));
}

/** A copy of a value with the member or item at a dotted path set, or removed when the new value is undefined. */
export function changed(owner: Json, path: string, value: Json | undefined): Json {
  const [step = '', ...rest] = path.split('.');
  const set = (old: Json | undefined): Json | undefined =>
    rest.length === 0 ? value : changed(old ?? {}, rest.join('.'), value);
  if (isJsonArray(owner))
    return owner.flatMap((item, at) => (String(at) === step ? (set(item) ?? []) : [item]));
  if (!isJsonObject(owner)) return owner;
  const { [step]: old, ...others } = owner;
  const next = set(old);
  return next === undefined ? others : { ...others, [step]: next };
}

/** The dotted paths of all members and items of a value, outer ones first. */
export function pathsOf(value: Json, prefix = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([step, child]) => [
    prefix + step,
    ...pathsOf(child, `${prefix}${step}.`),
  ]);
}
