import { expect, test } from '@playwright/test';
import { findingsOf } from '../../reports/findings.ts';
import { isSlip, Slips } from '../../fixtures/session/slips.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
import { DisturbedError } from '../../fixtures/session/recorder.ts';
import { isNoisy } from '../../fixtures/session/traffic.ts';
import { documented, exampleOf } from './answers-made-up.ts';
import { outcome } from './report-made-up.ts';
import { scripted, scriptedFor } from './scripted-api.ts';

const URL_SENT = 'https://h.conformance.example/';
const of = 'acc_1';
const NO_REPEATS = { has: () => false, isShared: () => false };

test('500, 401 and 404 are slips where no rule gives them, and no other status is one', async () => {
  const { method } = await documented('get');
  const answerOf = (status: number) => ({ ...exampleOf(method, 'accepted'), status });
  const found = [500, 501, 401, 404, 400, 403, 200].map((status) =>
    isSlip(answerOf(status), ['accepted'], method),
  );
  expect(found).toEqual([true, true, true, true, false, false, false]);
  expect(isSlip(answerOf(404), ['ENTITY_NOT_FOUND'], method)).toBe(false);
  expect(isSlip(answerOf(401), ['unauthenticated'], method)).toBe(false);
  expect(isSlip(answerOf(404), ['any 4xx'], method)).toBe(false);
  expect(isSlip(answerOf(500), ['any 4xx', 'ENTITY_NOT_FOUND', 'unauthenticated'], method)).toBe(true);
  const page = { ...answerOf(511), json: undefined, body: '<html>Log in</html>' };
  expect(isSlip(page, ['BAD_REQUEST'], method)).toBe(false);
});

for (const status of [500, 401, 404])
  test(`${status} that does not come again is no answer of its case, and is written down`, async () => {
    const { api, recorder, traffic } = await scripted({ status }, {});
    expect((await api.create(of, URL_SENT)).status).toBe(200);
    expect(recorder.evidence().slips).toMatchObject([
      { status, asked: '/webhook.config.create', exchange: { response: { status } } },
    ]);
    expect(isNoisy(traffic)).toBe(true);
  });

test('an answer that turns out to be a copy of another is no slip', async () => {
  const isShared = ({ status }: Answer): boolean => status === 401;
  const { api, recorder } = await scriptedFor(true, [{ status: 401 }, {}], { isShared });
  expect((await api.create(of, URL_SENT)).status).toBe(200);
  expect(recorder.evidence().slips).toEqual([]);
});

test('500 three of three times is the answer of its case, and from then on at once', async () => {
  const { api, recorder, traffic, sent } = await scripted({ status: 500 });
  expect((await api.create(of, URL_SENT)).status).toBe(500);
  expect(sent()).toBe(3);
  expect((await api.create(of, `${URL_SENT}other`)).status).toBe(500);
  expect(sent()).toBe(4);
  expect(recorder.evidence().slips).toEqual([]);
  expect(isNoisy(traffic)).toBe(false);
});

test('a create that was carried out behind its 500 starts the test again, and is judged the third time', async () => {
  const { method } = await documented();
  const held = exampleOf(method, 'URL_ALREADY_EXISTS');
  const { api, recorder } = await scriptedFor(
    true,
    Array.from({ length: 3 }, () => [{ status: 500 }, held]).flat(),
  );
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await expect(api.create(of, `${URL_SENT}${attempt}`)).rejects.toThrow(DisturbedError);
    expect(recorder.evidence().slips).toHaveLength(attempt);
    recorder.beginAgain();
  }
  expect((await api.create(of, URL_SENT)).status).toBe(500);
  expect(recorder.evidence().slips).toEqual([]);
});

test('the last slot of an account from which nothing can be deleted is filled once only', async () => {
  const { api, ledger, sent } = await scripted({ status: 500 });
  for (let index = 1; index < 19; index += 1)
    ledger.write(of, { kind: 'create', configId: `whc_${index}`, url: `${URL_SENT}${index}` });
  expect((await api.create(of, URL_SENT)).status).toBe(500);
  expect(sent()).toBe(1);
});

test('one error in the bursts of a test may be a slip, and two are what the bursts show', async () => {
  const { method, methods } = await documented();
  const { api, recorder, traffic } = await scripted({});
  const slips = new Slips({ recorder, traffic, methods, repeats: NO_REPEATS, redact: (text) => text });
  const failed = { ...exampleOf(method, 'accepted'), status: 500, request: api.createRequest(of, URL_SENT) };
  expect(slips.isSlipTogether(failed, () => ['accepted'])).toBe(true);
  expect(recorder.evidence().slips).toHaveLength(1);
  expect(slips.isSlipTogether(failed, () => ['accepted'])).toBe(false);
  expect(recorder.evidence().slips).toEqual([]);
});

test('which configurations are there is not known during a burst, so 404 to a delete is no slip', async () => {
  const { method, methods } = await documented('delete');
  const { api, recorder, traffic } = await scripted({});
  const slips = new Slips({ recorder, traffic, methods, repeats: NO_REPEATS, redact: (text) => text });
  const request = api.request(method.name, { account_id: of, config_id: 'whc_a' });
  const gone = { ...exampleOf(method, 'accepted'), status: 404, request };
  expect(slips.isSlipTogether(gone, () => ['accepted'])).toBe(false);
});

test('the report counts the slips of the whole run under a requirement of their own', () => {
  const exchange = {
    request: { verb: 'POST', path: '/webhook.config.list', headers: {}, body: '{}' },
    response: { status: 500, headers: {}, body: '' },
    durationMs: 1,
  };
  const slip = (status: number, asked: string) => ({ status, asked: `/webhook.config.${asked}`, exchange });
  const findings = findingsOf([
    outcome('url-http-refused', { requests: 4000, slips: [slip(500, 'list'), slip(500, 'create')] }),
    outcome('url-hostless', { requests: 126, slips: [slip(500, 'list'), slip(404, 'get')] }),
  ]).map(({ finding }) => [finding.requirement, finding.received]);
  expect(findings).toEqual([
    [
      'http-no-server-error',
      '3 of 4,126 answers were 500 to a right request: 2 × webhook.config.list, 1 × webhook.config.create',
    ],
    ['http-no-server-error', '1 of 4,126 answers was 404 to a right request: 1 × webhook.config.get'],
  ]);
});
