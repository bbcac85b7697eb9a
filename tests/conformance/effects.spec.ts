import type { Account } from '../../fixtures/accounts/account.ts';
import { markerUrl } from '../../fixtures/accounts/urls.ts';
import type { Api } from '../../fixtures/client/api.ts';
import { authorization } from '../../fixtures/client/ksig1.ts';
import { otherBody, otherHeader, withoutHeader, type ApiRequest } from '../../fixtures/client/request.ts';
import { isAccepted, type AnswerName } from '../../fixtures/contract/answers.ts';
import { contract, expect, scenario, test } from '../../fixtures/test.ts';
import type { RequirementId } from '../../specs/types.ts';
import { meets } from '../../fixtures/contract/matchers.ts';

/** A request that has to be refused, how, and what is broken when it is not. */
interface Refusal {
  readonly kind: 'bad url' | 'bad request' | 'bad signature' | 'unknown account';
  readonly request: ApiRequest;
  readonly answer: AnswerName;
  readonly requirement: RequirementId;
}

/** Refusals of each kind for a URL that would be accepted. */
function refusalsOf(api: Api, account: Account, url: string): readonly Refusal[] {
  const right = api.createRequest(account.id, url);
  const body = (value: unknown, label: string) => otherBody(JSON.stringify(value), label).apply(right);
  const zeros = otherHeader('Authorization', authorization(`${'A'.repeat(43)}=`), 'signature of zeros');
  const plain = url.replace('https:', 'http:');
  // Not a digit: next to acc_1 there may well be an acc_10.
  const other = `${account.id}x`;
  return [
    {
      kind: 'bad url',
      request: body({ account_id: account.id, config: { url: plain } }, 'http://'),
      answer: 'BAD_REQUEST',
      requirement: 'url-http-refused',
    },
    {
      kind: 'bad request',
      request: body({ account_id: account.id, url }, 'no config'),
      answer: 'BAD_REQUEST',
      requirement: 'request-parameter-absent',
    },
    {
      kind: 'bad request',
      request: body({ config: { url } }, 'no account_id'),
      answer: 'BAD_REQUEST',
      requirement: 'request-parameter-absent',
    },
    {
      kind: 'bad signature',
      request: zeros.apply(right),
      answer: 'unauthenticated',
      requirement: 'authentication-any-other-signature',
    },
    {
      kind: 'bad signature',
      request: withoutHeader('Authorization').apply(right),
      answer: 'unauthenticated',
      requirement: 'authentication-authorization-missing',
    },
    {
      kind: 'unknown account',
      request: body({ account_id: other, config: { url } }, 'a character more in the account id'),
      answer: 'ENTITY_NOT_FOUND',
      requirement: 'account-near-miss-refused',
    },
  ];
}

/** Sends what has to be refused; a registered URL may also be refused for being that, as which error wins is left open. */
async function sendRefused(
  api: Api,
  { request, answer, requirement }: Refusal,
  registered = false,
): Promise<void> {
  const documented: readonly AnswerName[] = registered ? [answer, 'URL_ALREADY_EXISTS'] : [answer];
  const received = await api.send(request);
  if (!meets(received, documented)) expect(received).toBeRefusedAsGround(requirement, ...documented);
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
  // The oldest of the account, unless the refusals of another test have removed it already.
  const marker = markerUrl(account.id);
  const isThere = !isAccepted(await account.create(marker));
  const url = await account.register();
  expect(await account.create(url)).toBeRefusedAsGround('uniqueness-at-once', 'URL_ALREADY_EXISTS');
  const expectKept = async (): Promise<void> => {
    for (const one of isThere ? [url, marker] : [url])
      expect(await account.create(one)).toAnswer('URL_ALREADY_EXISTS');
  };
  for (const refusal of refusalsOf(api, account, url)) {
    await sendRefused(api, refusal, true);
    await expectKept();
  }
  for (const refusal of refusalsOf(api, account, `https://${freshHost()}/`)) {
    await sendRefused(api, refusal);
    await expectKept();
  }
});
