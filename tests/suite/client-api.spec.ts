import { expect, test } from '@playwright/test';
import type { Answer } from '../../fixtures/wire/answer.ts';
import { STRAY } from '../../fixtures/session/strays.ts';
import { InconclusiveError } from '../../fixtures/session/recorder.ts';
import { otherBody, otherPath } from '../../fixtures/wire/request.ts';
import { createdBy } from '../../fixtures/contract/sent.ts';
import { NoAnswerError } from '../../fixtures/wire/transport.ts';
import { CREATE } from '../../fixtures/contract/openapi.ts';
import { answerOf, createMethod, credentials, exampleOf, URL_SENT } from './answers-made-up.ts';
import { scripted, scriptedFor } from './scripted-api.ts';

const busy = (status: number): Partial<Answer> => ({
  status,
  json: undefined,
  body: '',
  headers: { 'retry-after': '0' },
});

test('a confirmed create is counted, written down in the ledger, and kept with its ids', async () => {
  const { api, recorder, urls } = await scripted({});
  await api.create('acc_1', URL_SENT);
  expect(urls()).toEqual([URL_SENT]);
  expect(recorder.evidence()).toMatchObject({
    requests: 1,
    judged: 0,
    findings: [],
    confirmed: [{ accountId: 'acc_1', url: URL_SENT, configId: 'whc_9Tb3mKe6WqZr5HdXu8NvCa' }],
    traceIds: ['trc_4Jq8sVn2LxTfB7cYw1RzPk'],
  });
});

test('what was created at an address that is no method is written down, and a page that welcomes is not', async () => {
  for (const [answer, held] of [
    [{}, [URL_SENT]],
    [{ json: undefined, body: '<html>Welcome' }, []],
  ] as const) {
    const { api, urls } = await scripted(answer);
    await api.send(otherPath('/webhook.config.create/x').apply(api.createRequest('acc_1', URL_SENT)));
    expect.soft(urls()).toEqual(held);
  }
});

test('an accepted create for an account that nobody named is also kept as a stray', async () => {
  const { api, urls } = await scripted({});
  await api.create('acc_9', URL_SENT);
  await api.create('acc_1', URL_SENT);
  expect([urls(STRAY), urls('acc_9')]).toEqual([[URL_SENT], [URL_SENT]]);
});

/** A target that accepts a create; `then` are its answers to the delete of that configuration. */
const accepted = async (...then: Parameters<typeof scriptedFor>[1]) => scriptedFor(true, [{}, ...then]);

test('an accepted create for an account that nobody named is deleted at once, and the test gets the answer to the create', async () => {
  const { api, recorder, urls, sent } = await accepted({ status: 200 });
  const answer = await api.create('acc_9', URL_SENT);
  expect(answer.request.path).toBe(`/${CREATE}`);
  expect([sent(), recorder.evidence().requests]).toEqual([2, 2]);
  expect(recorder.evidence().strays).toEqual([
    { accountId: 'acc_9', url: URL_SENT, configId: 'whc_9Tb3mKe6WqZr5HdXu8NvCa', deleted: true },
  ]);
  expect([urls(STRAY), urls('acc_9')]).toEqual([[], []]);
});

test('a stray that cannot be deleted is kept as left: without the claim, without a config_id, by a refusal or without an answer', async () => {
  const left = { accountId: 'acc_9', url: URL_SENT, deleted: false };
  for (const setup of [
    await scripted({}),
    await scriptedFor(true, [{ json: { meta: { status: 'SUCCESS' } } }]),
    await accepted({ status: 404 }),
    await accepted(new NoAnswerError('dropped', 'closed')),
    await accepted(busy(504)),
  ]) {
    await setup.api.create('acc_9', URL_SENT);
    expect.soft(setup.recorder.evidence().strays).toEqual([expect.objectContaining(left)]);
    expect.soft(setup.urls(STRAY)).toEqual([URL_SENT]);
    expect.soft(setup.recorder.givenUp).toBeUndefined();
  }
});

test('an account that is named within another value counts as named, and an unknown or missing one does not', async () => {
  const config = { url: URL_SENT };
  for (const [body, accountId] of [
    [{ account_id: ['acc_1'], config }, undefined],
    [{ account_id: { value: 'acc_1' }, config }, undefined],
    [{ account_id: 42, config }, '42'],
    [{ account_id: '', config }, ''],
    [{ config }, '(none)'],
    [[{ account_id: 'acc_9', config }], undefined],
  ] as const) {
    const { api, recorder } = await scripted({});
    await api.call(CREATE, body);
    expect
      .soft(recorder.evidence().strays.map((stray) => stray.accountId))
      .toEqual(accountId === undefined ? [] : [accountId]);
  }
});

test('a create is believed of the account that another spelling of the member names, where the documented one is absent', async () => {
  const { api, recorder, urls } = await scripted({});
  await api.call(CREATE, { accountId: 'acc_1', config: { URL: URL_SENT } });
  expect([urls(), recorder.evidence().strays]).toEqual([[URL_SENT], []]);
});

test('a create whose body names two accounts is believed of the one that shows it', async () => {
  const body = { account_id: 'acc_1', ACCOUNT_ID: 'acc_2', config: { url: URL_SENT } };
  const configuration = { config_id: 'whc_9Tb3mKe6WqZr5HdXu8NvCa', url: URL_SENT };
  const shown = { json: { meta: { status: 'SUCCESS' }, data: configuration } };
  const gone = { status: 404, json: { meta: { status: 'ERROR' }, errors: [{ code: 'ENTITY_NOT_FOUND' }] } };
  for (const [answers, first, second] of [
    [[{}, shown], [URL_SENT], []],
    [[{}, gone, shown], [], [URL_SENT]],
    [[{}, gone, gone], [URL_SENT], []],
  ] as const) {
    const { api, urls } = await scriptedFor(true, answers, { accounts: ['acc_1', 'acc_2'] });
    await api.call(CREATE, body);
    expect.soft([urls(), urls('acc_2')]).toEqual([first, second]);
  }
  // Without management nobody can look: the documented member is believed.
  const { api, urls, sent } = await scripted({});
  await api.call(CREATE, body);
  expect([urls(), sent()]).toEqual([[URL_SENT], 1]);
});

test('an accepted create takes a slot and crashes nothing, with any body of the answer', async () => {
  for (const json of [
    undefined,
    null,
    5,
    'text',
    [],
    {},
    { data: null },
    { data: { config_id: 5 } },
    { meta: { trace_id: [] } },
  ]) {
    const { api, recorder, urls } = await scripted({ status: 201, json, body: '' });
    await api.create('acc_1', URL_SENT);
    expect.soft(urls()).toHaveLength(1);
    expect.soft(recorder.evidence()).toMatchObject({ confirmed: [], traceIds: [] });
    expect.soft(recorder.evidence().findings.length).toBeGreaterThan(0);
  }
});

test('a refused create takes no slot, and the reason is remembered', async () => {
  const method = await createMethod();
  const { status, json } = exampleOf(method, 'URL_ALREADY_EXISTS');
  const { api, urls } = await scripted({ status, ...(json === undefined ? {} : { json }) });
  expect(api.refusalOf(URL_SENT)).toBeUndefined();
  await api.create('acc_1', URL_SENT);
  expect([urls(), api.refusalOf(URL_SENT)]).toEqual([[], ['URL_ALREADY_EXISTS']]);
});

test('an accepted body that names no account and URL as text is no entry', async () => {
  const { api, urls } = await scripted({});
  for (const body of [
    null,
    '',
    '{',
    '[]',
    '{"account_id":"a"}',
    '{"account_id":1,"config":{"url":"u"}}',
    '{"account_id":"a","config":{"url":["u"]}}',
  ]) {
    const request = otherBody(body, 'body').apply(api.request(CREATE, {}));
    expect.soft(createdBy(request), String(body)).toBeUndefined();
    await api.send(request);
  }
  expect([urls(STRAY), urls('a'), urls()]).toEqual([[], [], []]);
});

test('a disturbed request is asked again once a neighbour got through, and what disturbed it is counted', async () => {
  for (const [odd, kind] of [
    [busy(429), '429 with an empty body'],
    [busy(503), '503 with an empty body'],
    [{ status: 502, json: undefined, body: '<html>' }, '502 with a page'],
    [new NoAnswerError('dropped', 'closed'), 'the connection was closed before the answer was complete'],
  ] as const) {
    const { api, recorder } = await scripted(odd, {}, {});
    expect.soft((await api.create('acc_1', URL_SENT)).status).toBe(200);
    expect
      .soft(recorder.evidence())
      .toMatchObject({ requests: 3, disturbances: [{ kind, count: 1 }], inconclusive: [] });
  }
});

test('a test that gave up sends nothing more and keeps its first reason', async () => {
  const long = { ...busy(429), headers: { 'retry-after': '3600' } };
  const { api, recorder, sent } = await scripted(long);
  const first = await api.create('acc_1', URL_SENT).catch((error: unknown) => error);
  const asked = sent();
  const second = await api.create('acc_1', URL_SENT).catch((error: unknown) => error);
  for (const error of [first, second]) expect.soft(error).toBeInstanceOf(InconclusiveError);
  expect.soft([sent(), recorder.evidence().requests]).toEqual([asked, asked]);
  expect.soft(recorder.evidence().inconclusive).toEqual([expect.stringContaining('asks to wait 3600 s')]);
});

test('a target that may hang up is asked without giving up', async () => {
  const dropped = new NoAnswerError('dropped', 'closed');
  const { api, recorder } = await scripted(dropped, {});
  const request = api.createRequest('acc_1', URL_SENT);
  expect(await api.trySend(request)).toBe(dropped);
  expect(recorder.givenUp).toBeUndefined();
  expect(await api.trySend(request)).toMatchObject({ status: 200 });
});

test('a mistake of the suite is thrown as it is', async () => {
  const { api, recorder } = await scripted(new TypeError('a mistake'));
  await expect(api.create('acc_1', URL_SENT)).rejects.toThrow(TypeError);
  expect(recorder.givenUp).toBeUndefined();
});

test('a breach in every answer is one finding of the test, with the fault of the first request', async () => {
  const method = await createMethod();
  const { json = null } = exampleOf(method, 'accepted', 'meta.trace_id', 'abc');
  const { api, recorder } = await scripted({ json });
  await api.send(otherBody('{}', 'an empty object').apply(api.request(CREATE, {})));
  await api.create('acc_1', URL_SENT);
  expect(recorder.evidence().findings).toEqual([
    expect.objectContaining({ requirement: 'response-trace-id-form', case: 'an empty object' }),
  ]);
});

test('no evidence holds a secret that the target sent back as an id or within an error', async () => {
  const { apiKey, authToken, secretKey } = credentials;
  const meta = { status: 'SUCCESS', trace_id: authToken, version: apiKey };
  const json = { meta, data: { config_id: apiKey }, errors: 'x'.repeat(190) + secretKey };
  const { api, recorder } = await scripted(answerOf(200, json));
  await api.create('acc_1', URL_SENT);
  const evidence = JSON.stringify(recorder.evidence());
  for (const secret of [apiKey, authToken, secretKey])
    for (let at = 0; at + 12 <= secret.length; at += 1)
      if (evidence.includes(secret.slice(at, at + 12))) throw new Error(evidence);
  expect(recorder.evidence().findings.length).toBeGreaterThan(2);
});
