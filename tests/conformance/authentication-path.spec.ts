import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { rightBody } from '../../fixtures/checks/right-requests.ts';
import { isOddAddress } from '../../fixtures/contract/addresses.ts';
import {
  ANY_4XX,
  describeAnswer,
  WITHOUT_ENVELOPE,
  type Documented,
} from '../../fixtures/contract/answers.ts';
import { ZEROS } from '../../fixtures/generate/credential-faults.ts';
import { pathSpellings } from '../../fixtures/generate/path-spellings.ts';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import type { Api } from '../../fixtures/session/api.ts';
import { contract, expect, test, wrongCredentials } from '../../fixtures/test.ts';
import {
  addressOf,
  CREDENTIAL_HEADERS,
  joined,
  otherHeader,
  otherPath,
  withoutHeader,
  type ApiRequest,
} from '../../fixtures/wire/request.ts';

/** So many of the spellings are sent with a wrong signature too: the usual ones come first. */
const WITH_SIGNATURE = 5;

/**
 * Sends a request under other spellings of its path, without credentials and with a wrong signature. Any
 * refusal will do: the router, the guard or something in front may be the first to refuse.
 */
async function expectNoWayRound(api: Api, request: ApiRequest): Promise<void> {
  for (const [index, { label, text }] of pathSpellings(request.path).entries()) {
    const path = otherPath(text);
    const about = `${request.path}, ${label}`;
    const unsigned = CREDENTIAL_HEADERS.map(withoutHeader);
    const faults = [
      joined(`${about}, without credentials`, path, ...unsigned),
      ...(index < WITH_SIGNATURE
        ? [joined(`${about}, with a signature of zeros`, path, otherHeader('Authorization', ZEROS, about))]
        : []),
    ];
    await expectEachRefused(api, request, faults, ...refusalsOf(api, text));
  }
}

function refusalsOf(api: Api, path: string): readonly Documented[] {
  if (api.methods.has(addressOf({ path }))) return ['unauthenticated'];
  const open = ['unauthenticated', ANY_4XX, WITHOUT_ENVELOPE] as const;
  return isOddAddress(path) ? open : [400, ...open];
}

test(
  ...wrongCredentials(
    contract('authentication-path-respelled', async ({ api, account, freshHost }) => {
      const url = `https://${freshHost()}/`;
      await expectNoWayRound(api, api.createRequest(account.id, url));
      // Whether a router takes these for the method is open.
      const marker = api.createRequest(account.id, markerUrl(account.id));
      for (const { label, text } of pathSpellings(marker.path).slice(0, 2)) {
        const answer = await api.send(otherPath(text).apply(marker));
        api.recorder.observe({
          requirement: api.recorder.requirement,
          case: `the path of a right request, ${label}`,
          taken: describeAnswer(answer),
        });
      }
      await account.control(url);
    }),
  ),
);

test(
  ...wrongCredentials(
    contract('authentication-management-path-respelled', async ({ api, account, management, freshHost }) => {
      const configuration = await account.configuration();
      for (const method of management) {
        const body = rightBody(method, { account, configuration, url: `https://${freshHost()}/` });
        await expectNoWayRound(api, api.request(method.name, body));
      }
      await expect(await account.get(configuration.configId)).toShow(configuration);
    }),
  ),
);
