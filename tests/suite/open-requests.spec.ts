/** Requests whose answers are left open: odd addresses, other verbs, and bodies that are not quite JSON. */
import { expect, test } from '@playwright/test';
import { isOddAddress } from '../../fixtures/contract/addresses.ts';
import { ANY_4XX, isOneOf, WITHOUT_ENVELOPE } from '../../fixtures/contract/answers.ts';
import { CREATE, loadMethods, methodNamed } from '../../fixtures/contract/openapi.ts';
import { sentBy } from '../../fixtures/contract/sent.ts';
import { frontAnswerIn, DOCUMENTED_VOICE } from '../../fixtures/contract/voice.ts';
import { lenientBodies, withTwoUrls } from '../../fixtures/generate/lenient-json.ts';
import { parseJson } from '../../fixtures/wire/json.ts';
import { otherVerb, addressOf } from '../../fixtures/wire/request.ts';
import { answerOf, rightRequest } from './answers-made-up.ts';

test('an address is odd when it has an empty segment or cannot be decoded, or when browsers ask for it', () => {
  const odd = ['/', '//', '/favicon.ico', '/webhook.config.create//', '/%', '/%83', '/%c0%af', '/a%00'];
  for (const path of odd) expect.soft(isOddAddress(path), path).toBe(true);
  for (const path of ['/webhook.config.create', '/webhook.config', '/webhook/config/create', '/a%20b?x=//'])
    expect.soft(isOddAddress(path), path).toBe(false);
});

test('verbs without a body have their parameters in the query, others keep the body', () => {
  const request = rightRequest;
  for (const verb of ['GET', 'HEAD', 'DELETE']) {
    const other = otherVerb(verb).apply(request);
    expect.soft([other.verb, other.body, addressOf(other)], verb).toEqual([verb, null, request.path]);
    const query = new URLSearchParams(other.path.slice(request.path.length + 1));
    const { accountId, url } = sentBy(request);
    expect.soft([query.get('account_id'), query.get('config[url]')], verb).toEqual([accountId, url]);
    expect
      .soft(
        other.headers.some(({ name }) => name === 'Content-Type'),
        verb,
      )
      .toBe(false);
  }
  expect(otherVerb('PUT').apply(request)).toMatchObject({ path: request.path, body: request.body });
});

test('without the envelope any answer but 500 and 502 is open, with it only the documented status', async () => {
  const method = methodNamed(await loadMethods(), CREATE);
  const documented = [ANY_4XX, WITHOUT_ENVELOPE] as const;
  const page = (status: number) => answerOf(status, undefined, { body: '<p>', json: undefined });
  const own = (status: number) => answerOf(status, { meta: { status: 'ERROR' }, errors: [] });
  for (const [answer, isOpen] of [
    [page(200), true],
    [page(204), true],
    [page(302), true],
    [page(404), true],
    [page(405), true],
    [page(500), false],
    [page(502), false],
    [own(200), false],
    [own(404), true],
    [own(500), false],
  ] as const)
    expect.soft(isOneOf(answer, documented, method), `${answer.status} ${answer.body}`).toBe(isOpen);
  const question = {
    isPost: false,
    isUnknownVerb: false,
    isMethod: true,
    documented: () => [400, WITHOUT_ENVELOPE] as const,
  };
  expect(frontAnswerIn(page(405), question, DOCUMENTED_VOICE)).toBeUndefined();
  for (const status of [500, 502, 503, 429])
    expect.soft(frontAnswerIn(page(status), question, DOCUMENTED_VOICE), `${status}`).toBeDefined();
});

test('a lenient body is never the plain JSON of what it is meant for, and is taken for that', () => {
  const body = { account_id: 'acc_1', config: { url: 'https://a.example/' } };
  const faults = lenientBodies(body);
  expect(new Set(faults.map(({ label }) => label)).size).toBe(faults.length);
  for (const fault of faults) {
    const request = fault.apply(rightRequest);
    expect.soft(request.body, fault.label).not.toBe(JSON.stringify(body));
    expect.soft(sentBy(request), fault.label).toMatchObject({ accountId: 'acc_1', url: body.config.url });
  }
  const two = withTwoUrls('acc_1', ['https://a.example/', 'https://b.example/']).apply(rightRequest);
  expect(two.body?.match(/"url"/g)).toHaveLength(2);
  expect(parseJson(two.body ?? '')).toEqual({ account_id: 'acc_1', config: { url: 'https://b.example/' } });
});
