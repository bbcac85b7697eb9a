import { METHODS } from 'node:http';
import { expectNoEffect, expectRefused, type Right } from '../../fixtures/checks/nothing-shown.ts';
import { sendOrHangUp } from '../../fixtures/checks/refusals.ts';
import { rightRequest, type Parameters } from '../../fixtures/checks/right-requests.ts';
import { ANY_4XX, WITHOUT_ENVELOPE, type Documented } from '../../fixtures/contract/answers.ts';
import { verbElsewhere } from '../../fixtures/generate/rerouting.ts';
import type { Api } from '../../fixtures/session/api.ts';
import { contract, expect, test, wrongCredentials } from '../../fixtures/test.ts';
import {
  CREDENTIAL_HEADERS,
  joined,
  otherVerb,
  withoutHeader,
  type Fault,
} from '../../fixtures/wire/request.ts';

/** Every verb that Node knows but POST and CONNECT, which opens a tunnel; and one that nobody knows. */
const VERBS = [...METHODS.filter((verb) => verb !== 'POST' && verb !== 'CONNECT'), 'FROB'];

/** The verbs of RFC 9110 and RFC 5789 that every framework routes. */
const COMMON = new Set(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Rare verbs that a target may map to its delete alone, and two that are mirrored or not known. */
const OF_ONE_METHOD = new Set(['UNLINK', 'PURGE', 'TRACE', 'FROB']);

const UNSIGNED = CREDENTIAL_HEADERS.map(withoutHeader);
const OPEN = [400, ANY_4XX, WITHOUT_ENVELOPE] as const;
const OPEN_UNSIGNED = ['unauthenticated', ...OPEN] as const;

/** The verbs that a guard may let pass without credentials, because they read or ask only. */
const READING = new Set(['GET', 'OPTIONS']);

/**
 * A verb with and without credentials, and the answers that show no effect. Whether the status is right is
 * judged by another requirement. Who lets another verb pass without credentials does so with them too.
 */
const waysOf = (verb: string): readonly (readonly [Fault, readonly Documented[]])[] => [
  [otherVerb(verb), OPEN],
  ...(READING.has(verb)
    ? [[joined(`${verb} without credentials`, otherVerb(verb), ...UNSIGNED), OPEN_UNSIGNED] as const]
    : []),
];

/** Verbs that carry the body of a POST, and GET. */
const CARRIERS = ['PUT', 'OPTIONS', 'GET'] as const;
/** A guard is the same for all methods, so this is enough for those of management. */
const LIGHT = ['OPTIONS'] as const;
/** Verbs that a guard often lets pass. A body for HEAD would never come to its end, so it is left out. */
const LET_PASS = ['OPTIONS', 'GET', 'DELETE'] as const;

interface Verbs {
  readonly verbs?: readonly string[];
  readonly carriers?: readonly string[];
}

/** Sends a request by other verbs, by default all: nothing may be stored, changed or shown. */
async function expectNoVerb(
  api: Api,
  right: Right,
  { verbs = VERBS, carriers = CARRIERS }: Verbs = {},
): Promise<void> {
  const { request, account } = right;
  const { recorder } = api;
  const { requirement } = recorder;
  for (const [fault, documented] of verbs.flatMap(waysOf)) {
    const odd = fault.apply(request);
    // A target may hang up on a verb that it does not know, as Bun does. Once, a network may be the reason.
    const answer = (await sendOrHangUp(api, odd)) ?? (await sendOrHangUp(api, odd));
    if (answer === undefined)
      recorder.observe({ requirement, case: fault.label, taken: 'the connection is closed' });
    else await expectRefused(answer, account, documented);
  }
  // The guard may read the verb of the request line, and the router the one of a header, or the other way.
  for (const verb of carriers) {
    const other = otherVerb(verb);
    await expectNoEffect(api, verbElsewhere('POST', verb, other), right, OPEN);
    const unsigned = verbElsewhere('POST', `${verb} without credentials`, other, ...UNSIGNED);
    await expectNoEffect(api, unsigned, right, OPEN_UNSIGNED);
  }
  for (const verb of LET_PASS) {
    const unsigned = verbElsewhere(verb, 'POST without credentials', ...UNSIGNED);
    // A refused POST without credentials that stores its URL breaks another requirement.
    await expectNoEffect(api, unsigned, { ...right, request: right.anew() }, OPEN_UNSIGNED);
  }
}

/**
 * Sends a right get that names another verb in headers and in the query, with all that an update needs. The
 * target may ignore the verb or refuse the request, but nothing may change.
 */
async function expectOnlyRead(
  api: Api,
  verb: string,
  { account, configuration, url }: Parameters,
): Promise<void> {
  const { configId } = configuration;
  const get = account.request('get', {
    config_id: configId,
    ...(verb === 'DELETE' ? {} : { config: { url } }),
  });
  const { all } = verbElsewhere(verb, 'a get');
  const answer = await api.send(all.apply(get));
  const ignored: readonly Documented[] = verb === 'DELETE' ? [] : ['BAD_REQUEST'];
  await expect(answer).toAnswer('accepted', ...ignored, ...OPEN);
  const after = { ...account.request('get', { config_id: configId }), label: `read after ${all.label}` };
  await expect(await api.send(after)).toShow(configuration);
}

test(
  ...wrongCredentials(
    contract('http-verb-without-effect', async ({ api, account, freshHost }) => {
      const url = `https://${freshHost()}/`;
      await expectNoVerb(api, {
        request: api.createRequest(account.id, url),
        anew: () => api.createRequest(account.id, `https://${freshHost()}/`),
        account,
      });
      await expect(await account.create(url)).toAnswer('accepted');
    }),
  ),
);

test(
  ...wrongCredentials(
    contract('http-management-verb-without-effect', async ({ api, account, management, freshHost }) => {
      const configuration = await account.configuration();
      const parameters = { account, configuration, url: `https://${freshHost()}/` };
      for (const [at, method] of management.entries()) {
        const request = rightRequest(api, method, parameters);
        // A router that takes another rare verb takes it for each method. So each method gets some of them.
        const isSome = (verb: string): boolean => COMMON.has(verb) || OF_ONE_METHOD.has(verb);
        const verbs = VERBS.filter((verb, index) => isSome(verb) || index % management.length === at);
        await expectNoVerb(api, { request, anew: () => request, account }, { verbs, carriers: LIGHT });
      }
      for (const verb of ['DELETE', 'PUT', 'PATCH']) await expectOnlyRead(api, verb, parameters);
      await expect(await account.get(configuration.configId)).toShow(configuration);
    }),
  ),
);
