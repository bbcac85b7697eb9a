import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { rightRequest } from '../../fixtures/checks/right-requests.ts';
import { DELETE, UPDATE } from '../../fixtures/contract/openapi.ts';
import { AS_KNOWN, BARE_400, type Documented } from '../../fixtures/contract/answers.ts';
import {
  inBody,
  listedCredentials,
  oddBytes,
  otherWays,
  whiteSpaceOutside,
} from '../../fixtures/generate/credential-faults.ts';
import { unknownKeys } from '../../fixtures/generate/key-faults.ts';
import { signedElements, ZEROS } from '../../fixtures/generate/signed-elements.ts';
import { contract, expect, test, wrongCredentials } from '../../fixtures/test.ts';
import type { Credentials } from '../../fixtures/wire/ksig1.ts';
import {
  CREDENTIAL_HEADERS,
  joined,
  otherHeader,
  withoutHeader,
  type Fault,
} from '../../fixtures/wire/request.ts';
import type { RequirementId } from '../../specs/types.ts';

/** Faults of one kind, and the documented answers. */
type Way = readonly [
  faultsFor: (right: Credentials, runId: string) => readonly Fault[],
  ...documented: readonly Documented[],
];

/** Requests that somebody without the secret can make. */
const ways: readonly (readonly [RequirementId, ...(readonly Way[])])[] = [
  ['authentication-key-unknown-refused', [unknownKeys, 'unauthenticated']],
  [
    'authentication-bytes-refused',
    [whiteSpaceOutside, ...AS_KNOWN, 'unauthenticated', 'BAD_REQUEST', BARE_400],
    [oddBytes, 'unauthenticated', 'BAD_REQUEST', BARE_400],
  ],
  ['authentication-signed-elements-refused', [signedElements, 'unauthenticated', 'BAD_REQUEST']],
  [
    'authentication-other-way-refused',
    [otherWays, 'unauthenticated'],
    [inBody, 'unauthenticated', 'BAD_REQUEST'],
  ],
  // nginx refuses a second Authorization line itself.
  ['authentication-listed-refused', [listedCredentials, 'unauthenticated', BARE_400]],
];
for (const [id, ...kinds] of ways) {
  test(
    ...wrongCredentials(
      contract(id, async ({ api, account, run, freshHost }) => {
        const url = `https://${freshHost()}/`;
        for (const [faultsFor, ...documented] of kinds) {
          const faults = faultsFor(api.credentials, run.info.runId);
          // A right one registers nothing where the account holds the URL.
          const sent = documented.includes('accepted') ? account.marker : url;
          await expectEachRefused(api, api.createRequest(account.id, sent), faults, ...documented);
        }
        await account.control(url);
      }),
    ),
  );
}

/** The faults of a request that is otherwise the same, byte for byte, as one that was just accepted. */
const unsigned: readonly Fault[] = [
  joined('the same bytes without credentials', ...CREDENTIAL_HEADERS.map(withoutHeader)),
  joined('the same bytes without a signature', withoutHeader('Authorization')),
  otherHeader('Authorization', ZEROS, 'the same bytes with a signature of zeros'),
];

test(
  ...wrongCredentials(
    contract('authentication-again-refused', async ({ api, account, freshHost }) => {
      const request = api.createRequest(account.id, `https://${freshHost()}/`);
      await expect(await api.send(request)).toAnswerAsGround('accepted');
      // The account holds the URL now, which is another reason to refuse it.
      await expectEachRefused(api, request, unsigned, 'unauthenticated', 'URL_ALREADY_EXISTS');
    }),
  ),
);

/** Another reason to refuse a request that was carried out before; either may win. */
const doneBefore: Readonly<Record<string, readonly Documented[]>> = {
  [UPDATE]: ['URL_ALREADY_EXISTS'],
  [DELETE]: ['ENTITY_NOT_FOUND'],
};

test(
  ...wrongCredentials(
    contract('authentication-management-again-refused', async ({ api, account, management, freshHost }) => {
      for (const method of management) {
        const configuration = await account.configuration();
        const request = rightRequest(api, method, { account, configuration, url: `https://${freshHost()}/` });
        await expect(await api.send(request)).toAnswerAsGround('accepted');
        const documented = ['unauthenticated', ...(doneBefore[method.name] ?? [])] as const;
        await expectEachRefused(api, request, unsigned, ...documented);
      }
    }),
  ),
);
