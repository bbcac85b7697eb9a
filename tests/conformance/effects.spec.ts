import type { Account } from '../../fixtures/accounts/account.ts';
import { markerUrl } from '../../fixtures/accounts/urls.ts';
import type { Api, Received } from '../../fixtures/client/api.ts';
import { otherBody, otherHeader, withoutHeader, type ApiRequest } from '../../fixtures/client/request.ts';
import type { AnswerName } from '../../fixtures/contract/answers.ts';
import { contract, expect, scenario, test } from '../../fixtures/test.ts';

/** A request that has to be refused, and how. */
interface Refusal {
  readonly kind: 'bad url' | 'bad request' | 'bad signature' | 'unknown account';
  readonly request: ApiRequest;
  readonly answer: AnswerName;
}

/** One refusal of each kind for a URL that would be accepted. */
function refusalsOf(api: Api, account: Account, url: string): readonly Refusal[] {
  const right = api.createRequest(account.id, url);
  const body = (value: unknown, label: string) => otherBody(JSON.stringify(value), label).apply(right);
  const signature = otherHeader(
    'Authorization',
    `KSig1-HMAC-SHA256 ${'A'.repeat(43)}=`,
    'signature of zeros',
  );
  const plain = url.replace('https:', 'http:');
  return [
    {
      kind: 'bad url',
      request: body({ account_id: account.id, config: { url: plain } }, 'http://'),
      answer: 'BAD_REQUEST',
    },
    {
      kind: 'bad request',
      request: body({ account_id: account.id, url }, 'no config'),
      answer: 'BAD_REQUEST',
    },
    { kind: 'bad request', request: body({ config: { url } }, 'no account_id'), answer: 'BAD_REQUEST' },
    { kind: 'bad signature', request: signature.apply(right), answer: 'unauthenticated' },
    {
      kind: 'bad signature',
      request: withoutHeader('Authorization').apply(right),
      answer: 'unauthenticated',
    },
    {
      kind: 'unknown account',
      request: body({ account_id: `${account.id}0`, config: { url } }, 'a character more in the account id'),
      answer: 'ENTITY_NOT_FOUND',
    },
  ];
}

async function sendRefused(api: Api, { request, answer }: Refusal): Promise<Received> {
  const received = await api.send(request);
  expect(received).toAnswer(answer);
  return received;
}

const stored = [
  ['effects-bad-url-stores-nothing', 'bad url'],
  ['effects-bad-request-stores-nothing', 'bad request'],
  ['effects-bad-signature-stores-nothing', 'bad signature'],
  ['effects-unknown-account-stores-nothing', 'unknown account'],
] as const;
for (const [id, kind] of stored) {
  test(...contract(id), async ({ api, account, freshHost }) => {
    const url = `https://${freshHost()}/refused`;
    const refusals = refusalsOf(api, account, url).filter((refusal) => refusal.kind === kind);
    // Twice: what the first one stored would be in the way of the second.
    for (const refusal of [...refusals, ...refusals]) await sendRefused(api, refusal);
    expect(await account.create(url)).toAnswer('accepted');
  });
}

test(...scenario('effects-refusal-takes-no-slot'), async ({ api, account, freshHost }) => {
  while (account.urls.length < 20) {
    for (const refusal of refusalsOf(api, account, `https://${freshHost()}/refused`))
      await sendRefused(api, refusal);
    expect(await account.create(`https://${freshHost()}/`)).toAnswer('accepted');
  }
  expect(await account.create(`https://${freshHost()}/21st`)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
});

test(...scenario('effects-refusal-removes-nothing'), async ({ api, account, freshHost }) => {
  const url = await account.register();
  const registered = [url, markerUrl(account.id)];
  for (const refusal of [
    ...refusalsOf(api, account, url),
    ...refusalsOf(api, account, `https://${freshHost()}/`),
  ]) {
    await sendRefused(api, refusal);
    for (const one of registered) expect(await account.create(one)).toAnswer('URL_ALREADY_EXISTS');
  }
});
