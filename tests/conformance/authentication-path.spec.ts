import { expectNoEffect, expectRefused, type Right } from '../../fixtures/checks/nothing-shown.ts';
import { rightRequest } from '../../fixtures/checks/right-requests.ts';
import { isOddAddress } from '../../fixtures/contract/addresses.ts';
import {
  ANY_4XX,
  describeAnswer,
  WITHOUT_ENVELOPE,
  type Documented,
} from '../../fixtures/contract/answers.ts';
import { ZEROS } from '../../fixtures/generate/signed-elements.ts';
import type { NearMiss } from '../../fixtures/generate/near-misses.ts';
import { pathGuises } from '../../fixtures/generate/path-guises.ts';
import { pathSpellings } from '../../fixtures/generate/path-spellings.ts';
import { fromOpenAddress, OPEN_ADDRESSES, pathElsewhere } from '../../fixtures/generate/rerouting.ts';
import type { Api } from '../../fixtures/session/api.ts';
import { contract, expect, test, wrongCredentials } from '../../fixtures/test.ts';
import {
  absoluteForm,
  addressOf,
  CREDENTIAL_HEADERS,
  joined,
  otherHeader,
  otherPath,
  withoutHeader,
} from '../../fixtures/wire/request.ts';

/** So many of the spellings are sent with a wrong signature too: the usual ones come first. */
const WITH_SIGNATURE = 5;

const unsigned = CREDENTIAL_HEADERS.map(withoutHeader);

/**
 * Sends a request under other spellings of its path, without credentials and with a wrong signature. Any
 * refusal will do: the router, the guard or something in front may be the first to refuse.
 *
 * @param guises of the many more spellings those that are sent.
 */
async function expectNoWayRound(
  api: Api,
  right: Right,
  guises: (all: readonly NearMiss[]) => readonly NearMiss[] = (all) => all,
): Promise<void> {
  const { request, account } = right;
  const spellings = [...pathSpellings(request.path), ...guises(pathGuises(request.path))];
  for (const [index, { label, text }] of spellings.entries()) {
    const path = otherPath(text);
    const about = `${request.path}, ${label}`;
    const faults = [
      joined(`${about}, without credentials`, path, ...unsigned),
      ...(index < WITH_SIGNATURE
        ? [joined(`${about}, with a signature of zeros`, path, otherHeader('Authorization', ZEROS, about))]
        : []),
    ];
    for (const fault of faults) {
      await expectRefused(await api.send(fault.apply(request)), account, refusalsOf(api, text));
    }
  }
}

const REROUTED = ['unauthenticated', 400, ANY_4XX, WITHOUT_ENVELOPE] as const;

/**
 * Sends a request without credentials as a whole URL, at open addresses with its path in headers, and with an
 * open address in headers: the guard may read one of the two and the router the other.
 */
async function expectNoOtherRoute(api: Api, right: Right, addresses: readonly string[]): Promise<void> {
  const { request, account } = right;
  const { path } = request;
  const whole = absoluteForm(`${path}, as a whole URL`);
  const faults = [
    joined(`${whole.label}, without credentials`, whole, ...unsigned),
    joined(`${whole.label}, with a signature of zeros`, whole, otherHeader('Authorization', ZEROS, path)),
  ];
  for (const fault of faults) {
    await expectRefused(await api.send(fault.apply(request)), account, REROUTED);
  }
  await expectNoEffect(
    api,
    pathElsewhere('/health', `${path}, without credentials`, ...unsigned),
    right,
    REROUTED,
  );
  for (const address of addresses)
    await expectNoEffect(api, fromOpenAddress(address, path, ...unsigned), right, REROUTED);
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
      const right: Right = {
        request: api.createRequest(account.id, url),
        anew: () => api.createRequest(account.id, `https://${freshHost()}/`),
        account,
      };
      await expectNoWayRound(api, right);
      await expectNoOtherRoute(api, right, OPEN_ADDRESSES);
      // Whether a router takes these for the method is open.
      const marker = api.createRequest(account.id, account.marker);
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
      for (const [turn, method] of management.entries()) {
        const request = rightRequest(api, method, {
          account,
          configuration,
          url: `https://${freshHost()}/`,
        });
        const right: Right = { request, anew: () => request, account };
        // A router folds the paths of all methods alike, so each of these is sent for one method.
        await expectNoWayRound(api, right, (all) =>
          all.filter((_, index) => index % management.length === turn),
        );
        await expectNoOtherRoute(api, right, OPEN_ADDRESSES.slice(0, 1));
      }
      await expect(await account.get(configuration.configId)).toShow(configuration);
    }),
  ),
);
