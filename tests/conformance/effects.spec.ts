import type { Account } from '../../fixtures/session/account.ts';
import { isOfTest } from '../../fixtures/generate/urls.ts';
import { AS_UNKNOWN, nearMisses } from '../../fixtures/generate/made-up-ids.ts';
import { createdBy } from '../../fixtures/contract/sent.ts';
import type { Api } from '../../fixtures/session/api.ts';
import { authorization } from '../../fixtures/wire/ksig1.ts';
import { otherBody, otherHeader, withoutHeader, type ApiRequest } from '../../fixtures/wire/request.ts';
import { isAccepted, type AnswerName } from '../../fixtures/contract/answers.ts';
import type { Configuration } from '../../fixtures/contract/configurations.ts';
import type { Run } from '../../fixtures/session/run.ts';
import { unknownConfigId } from '../../fixtures/checks/right-requests.ts';
import { contract, expect, scenario, test, wrongCredentials } from '../../fixtures/test.ts';
import type { RequirementId } from '../../specs/types.ts';

/** What a test is handed. */
interface Given {
  readonly api: Api;
  readonly account: Account;
  readonly freshHost: () => string;
}

/** A request that must be refused. `requirement` is broken when it is not. */
interface Refusal {
  readonly request: ApiRequest;
  readonly answers: readonly AnswerName[];
  readonly requirement: RequirementId;
}

function refusal(
  request: ApiRequest,
  requirement: RequirementId,
  ...answers: readonly AnswerName[]
): Refusal {
  return { request, answers, requirement };
}

/** Refusals of each kind for a URL that would be accepted. */
function refusalsOf(api: Api, account: Account, url: string) {
  const right = api.createRequest(account.id, url);
  const body = (value: unknown, label: string) => otherBody(JSON.stringify(value), label).apply(right);
  const zeros = otherHeader('Authorization', authorization(`${'A'.repeat(43)}=`), 'signature of zeros');
  const http = body({ account_id: account.id, config: { url: url.replace('https:', 'http:') } }, 'http://');
  const noConfig = body({ account_id: account.id, url }, 'no config');
  const noAccount = body({ config: { url } }, 'no account_id');
  const unsigned = withoutHeader('Authorization').apply(right);
  const { misses, documented } = nearMisses(account.id, api.namedIds, url);
  const others = misses
    .filter(({ text }) => text.startsWith(account.id))
    .slice(0, 1)
    .map(({ text, label }) => body({ account_id: text, config: { url } }, `account id: ${label}`));
  return {
    'bad url': [refusal(http, 'url-http-refused', 'BAD_REQUEST')],
    'bad request': [
      refusal(noConfig, 'request-parameter-absent', 'BAD_REQUEST'),
      refusal(noAccount, 'request-parameter-absent', 'BAD_REQUEST'),
    ],
    'bad signature': [
      refusal(zeros.apply(right), 'authentication-any-other-signature', 'unauthenticated'),
      refusal(unsigned, 'authentication-authorization-missing', 'unauthenticated'),
    ],
    'unknown account': others.map((other) => refusal(other, 'account-near-miss-refused', ...documented)),
  } as const;
}

function everyRefusalOf(api: Api, account: Account, url: string): readonly Refusal[] {
  return Object.values(refusalsOf(api, account, url)).flat();
}

/** Sends a request that must be refused. A URL that the account holds is another reason; either may win. */
async function sendRefused(
  { api, belief, id }: Account,
  { request, answers, requirement }: Refusal,
): Promise<void> {
  const sent = createdBy(request);
  const isHeld = sent?.accountId === id && belief.active.some(({ url }) => url === sent.url);
  const documented = isHeld ? [...answers, 'URL_ALREADY_EXISTS' as const] : answers;
  await expect(await api.send(request)).toAnswerAsGround([...new Set(documented)], requirement);
}

type Kind = keyof ReturnType<typeof refusalsOf>;

/** Sends refusals of one kind twice; then the URL has to be free. */
function storeNothing(kind: Kind) {
  return async ({ api, account, freshHost }: Given): Promise<void> => {
    const url = `https://${freshHost()}/refused`;
    const refusals = refusalsOf(api, account, url)[kind];
    for (const one of [...refusals, ...refusals]) await sendRefused(account, one);
    await expect(await account.create(url)).toAnswer('accepted');
  };
}

const stored: readonly (readonly [RequirementId, Kind])[] = [
  ['effects-bad-url-stores-nothing', 'bad url'],
  ['effects-bad-request-stores-nothing', 'bad request'],
  ['effects-unknown-account-stores-nothing', 'unknown account'],
];
for (const [id, kind] of stored) {
  test(...contract(id, storeNothing(kind)));
}
test(...wrongCredentials(contract('effects-bad-signature-stores-nothing', storeNothing('bad signature'))));

test(
  ...wrongCredentials(
    scenario('effects-refusal-takes-no-slot', async ({ api, account, freshHost }) => {
      for (let isFirst = true; account.active < 20; isFirst = false) {
        const refusals = refusalsOf(api, account, `https://${freshHost()}/refused`);
        // One slot shows the effect of a refusal, and a target may count wrong signatures.
        const { 'bad signature': unsigned, ...others } = refusals;
        for (const one of [...Object.values(others), isFirst ? unsigned : []].flat())
          await sendRefused(account, one);
        await expect(await account.create(`https://${freshHost()}/`)).toAnswer('accepted');
      }
      // Twice, because a faulty target may remember the first refusal for the next request, that of another
      // test.
      const url = `https://${freshHost()}/21st`;
      for (let time = 1; time <= 2; time += 1)
        await expect(await account.create(url)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
    }),
  ),
);

test(
  ...wrongCredentials(
    scenario('effects-refusal-removes-nothing', async ({ api, account, freshHost }) => {
      const oldest = await oldestHeld(account);
      const url = await account.register();
      await expect(await account.create(url)).toAnswerAsGround('URL_ALREADY_EXISTS');
      const other = `https://${freshHost()}/`;
      for (const one of [...everyRefusalOf(api, account, url), ...everyRefusalOf(api, account, other)]) {
        await sendRefused(account, one);
        for (const kept of oldest === undefined ? [url] : [url, oldest])
          await expect(await account.create(kept)).toAnswer('URL_ALREADY_EXISTS');
      }
    }),
  ),
);

/**
 * The URL of the oldest configuration that is there. Refusals of other tests may have removed older ones;
 * these are registered again, and the first of them is the oldest when none was left.
 */
async function oldestHeld(account: Account): Promise<string | undefined> {
  const { active } = account.belief;
  // What was removed and registered again is as old as its last registration.
  const byAge = active.filter(({ url }, at) => active.findLastIndex((one) => one.url === url) === at);
  for (const { url } of byAge) if (!isAccepted(await account.create(url))) return url;
  return byAge[0]?.url;
}

/** Sends refusals and expects an unchanged list after each. */
async function expectUnlisted(
  api: Api,
  account: Account,
  run: Run,
  refusals: readonly Refusal[],
): Promise<void> {
  // Other tests use the account too: only the URLs of this test and the marker must stay.
  const ofThese = ({ url }: Configuration): boolean =>
    isOfTest(url, run.info.runId, api.recorder.requirement) || url === account.marker;
  const before = await account.listed(ofThese);
  for (const one of refusals) {
    await sendRefused(account, one);
    await expect(await account.list()).toList(before, { ofThese });
  }
}

test(
  ...wrongCredentials(
    contract('effects-refused-create-unlisted', async ({ api, account, run, freshHost }) => {
      const url = await account.register();
      await expectUnlisted(api, account, run, [
        ...everyRefusalOf(api, account, `https://${freshHost()}/refused`),
        refusal(api.createRequest(account.id, url), 'uniqueness-at-once', 'URL_ALREADY_EXISTS'),
      ]);
    }),
  ),
);

test(
  ...wrongCredentials(
    contract('effects-refused-update-unlisted', async ({ api, account, run, freshHost }) => {
      const configuration = await account.configuration();
      const other = await account.configuration();
      const update = (url: string): ApiRequest =>
        account.request('update', { config_id: configuration.configId, config: { url } });
      const right = update(`https://${freshHost()}/refused`);
      const unsigned = withoutHeader('Authorization').apply(right);
      const noConfig = account.request('update', { config_id: configuration.configId });
      const unknown = unknownConfigId(configuration, account.issued, run.info.runId).apply(right);
      await expectUnlisted(api, account, run, [
        refusal(update(`http://${freshHost()}/refused`), 'update-https-only', 'BAD_REQUEST'),
        refusal(noConfig, 'request-management-absent', 'BAD_REQUEST'),
        refusal(update(other.url), 'update-duplicate-refused', 'URL_ALREADY_EXISTS'),
        refusal(unsigned, 'authentication-management-refused', 'unauthenticated'),
        refusal(unknown, 'update-unknown-refused', ...AS_UNKNOWN),
      ]);
    }),
  ),
);

test(
  ...wrongCredentials(
    contract('effects-refused-delete-unlisted', async ({ api, account, run }) => {
      const configuration = await account.configuration();
      const right = account.request('delete', { config_id: configuration.configId });
      const noAccount = otherBody(JSON.stringify({ config_id: configuration.configId }), 'no account_id');
      const unsigned = withoutHeader('Authorization').apply(right);
      const unknown = unknownConfigId(configuration, account.issued, run.info.runId).apply(right);
      await expectUnlisted(api, account, run, [
        refusal(account.request('delete'), 'request-management-absent', 'BAD_REQUEST'),
        refusal(noAccount.apply(right), 'request-management-absent', 'BAD_REQUEST'),
        refusal(unsigned, 'authentication-management-refused', 'unauthenticated'),
        refusal(unknown, 'delete-unknown-refused', ...AS_UNKNOWN),
      ]);
    }),
  ),
);
