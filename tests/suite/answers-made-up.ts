/** Requests and answers that nobody sent. */
import ksig1 from '../../specs/vectors/ksig1.json' with { type: 'json' };
import type { Answer } from '../../fixtures/wire/answer.ts';
import type { Credentials } from '../../fixtures/wire/ksig1.ts';
import { signedRequest, type ApiRequest } from '../../fixtures/wire/request.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../fixtures/wire/json.ts';
import { requiredParameters, replaced } from '../../fixtures/contract/parameters.ts';
import {
  CREATE,
  loadMethods,
  methodNamed,
  type Method,
  type Methods,
} from '../../fixtures/contract/openapi.ts';

export const credentials: Credentials = ksig1.credentials;

export const PATH = `/${CREATE}`;

export const URL_SENT = 'https://h.conformance.example/';

export const rightRequest: ApiRequest = signedRequest(
  PATH,
  { account_id: 'acc_1', config: { url: URL_SENT } },
  credentials,
);

/** All methods as `specs/openapi.yaml` documents them, and one of them by the last word of its name. */
export async function documented(word = 'create'): Promise<{ methods: Methods; method: Method }> {
  const methods = await loadMethods();
  return { methods, method: methodNamed(methods, `webhook.config.${word}`) };
}

/** `webhook.config.create` as `specs/openapi.yaml` documents it. */
export async function createMethod(): Promise<Method> {
  return (await documented()).method;
}

/** A right call of a method; throws if the method requires a parameter that this function does not know. */
export function requestOf({ name, path, requestSchema }: Method): ApiRequest {
  const values: Readonly<Record<string, string>> = {
    account_id: 'acc_1',
    config_id: 'whc_1',
    'config.url': URL_SENT,
  };
  const body = requiredParameters(requestSchema)
    .filter(({ type }) => type !== 'object')
    .reduce<JsonObject>((owner, { path: steps }) => {
      const value = values[steps.join('.')];
      if (value === undefined) throw new Error(`${name} requires ${steps.join('.')}.`);
      return replaced(owner, steps, value);
    }, {});
  return signedRequest(path, body, credentials);
}

/** An answer with a JSON body; without a body when `json` is undefined. */
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

/** An example of a method as an answer to a call, optionally with the member at a dotted path changed. */
export function exampleOf(method: Method, name: string, path?: string, value?: Json): Answer {
  const example = method.examples.get(name);
  if (example === undefined) throw new Error(`specs/openapi.yaml has no example "${name}".`);
  const body = path === undefined ? example.body : changed(example.body, path, value);
  return answerOf(example.status, body, { request: requestOf(method) });
}

/** A copy with the member or item at a dotted path set, or removed if the new value is undefined. */
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
