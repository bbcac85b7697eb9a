import { credentials } from '../../fixtures/generate/credential.ts';
import { forgeSignature, isWrong, wrongSignature } from '../../fixtures/generate/wrong-signature.ts';
import { forged, loadSigningVectors } from '../../fixtures/generate/forge.ts';
import { authorization, sign, type Credentials } from '../../fixtures/wire/ksig1.ts';
import { otherHeader, withoutHeader, type ApiRequest, type Fault } from '../../fixtures/wire/request.ts';
import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { contract, expect, property, test, wrongCredentials } from '../../fixtures/test.ts';
import type { RequirementId } from '../../specs/types.ts';
import { otherCases, otherTexts, type NearMiss } from '../../fixtures/generate/near-misses.ts';
import {
  NAMES_OF_LISTS_AND_FUNCTIONS,
  textsWithMore,
  wrongTexts,
} from '../../fixtures/generate/texts-of-others.ts';
import { missingKeys, otherKey } from '../../fixtures/generate/key-faults.ts';
import { ZEROS } from '../../fixtures/generate/signed-elements.ts';
import { algorithmsOfNone, otherChannels } from '../../fixtures/generate/channels.ts';
import {
  markedRequests,
  oneOfEachMark,
  otherForms,
  renamedAddresses,
} from '../../fixtures/generate/beside.ts';
import { ANY_4XX, BARE_400, isOneOf, WITHOUT_ENVELOPE } from '../../fixtures/contract/answers.ts';
import type { Api } from '../../fixtures/session/api.ts';
import { aSignatureOfEachKind, rightRequest } from '../../fixtures/checks/right-requests.ts';

test(
  ...contract('authentication-signed-accepted', async ({ account, freshHost }) => {
    await expect(await account.create(`https://${freshHost()}/`)).toAnswer('accepted');
  }),
);

test(
  ...contract('authentication-body-unsigned', async ({ account, freshHost }) => {
    await account.register();
    const longer = `https://${freshHost()}/Another/${'body-'.repeat(42)}`;
    await expect(await account.create(longer)).toAnswer('accepted');
  }),
);

/** A header is missing when it is not sent or empty. */
const missing: readonly (readonly [RequirementId, string])[] = [
  ['authentication-authorization-missing', 'Authorization'],
  ['authentication-key-missing', 'X-API-Key'],
  ['authentication-token-missing', 'X-API-Auth-Token'],
];
for (const [id, name] of missing) {
  test(
    ...wrongCredentials(
      contract(id, async ({ api, account, freshHost }) => {
        const url = `https://${freshHost()}/`;
        const faults = [withoutHeader(name), otherHeader(name, '', `empty ${name} header`)];
        const right = api.createRequest(account.id, url);
        await expectEachRefused(api, right, faults, 'unauthenticated');
        if (id === 'authentication-key-missing')
          await expectEachRefused(api, right, missingKeys(api.credentials), 'unauthenticated');
        if (id === 'authentication-authorization-missing') await expectMarkedRefused(api, right);
        await account.control(url);
      }),
    ),
  );
}

/** Expects that nothing beside the credentials lets in a request without a signature. */
async function expectMarkedRefused(api: Api, right: ApiRequest): Promise<void> {
  await expectEachRefused(api, right, markedRequests(), 'unauthenticated');
  const ofForm = ['unauthenticated', 'BAD_REQUEST', BARE_400, 415, 417] as const;
  await expectEachRefused(api, right, otherForms(), ...ofForm);
  await expectEachRefused(api, right, renamedAddresses(), 'unauthenticated', ANY_4XX, WITHOUT_ENVELOPE);
}

test(
  ...wrongCredentials(
    contract('authentication-key-other', async ({ api, account, freshHost }) => {
      const url = `https://${freshHost()}/`;
      const { apiKey, authToken } = api.credentials;
      const keys = [
        ...wrongTexts(apiKey),
        {
          label: 'of the other environment',
          text: apiKey.replace(/^(?:sb|lv)_/, (own) => (own === 'sb_' ? 'lv_' : 'sb_')),
        },
        { label: 'the Auth Token', text: authToken },
      ].filter(({ text }) => text !== apiKey);
      const other = ({ label, text }: NearMiss): Fault => otherHeader('X-API-Key', text, `API Key: ${label}`);
      const faults = keys.flatMap((key) => [
        other(key),
        otherKey(key.text, `API Key and what is signed: ${key.label}`, api.credentials),
      ]);
      faults.push(...textsWithMore(apiKey).map(other));
      await expectEachRefused(api, api.createRequest(account.id, url), faults, 'unauthenticated');
      await account.control(url);
    }),
  ),
);

test(
  ...wrongCredentials(
    contract('authentication-token-other', async ({ api, account, freshHost }) => {
      const url = `https://${freshHost()}/`;
      const { apiKey, authToken } = api.credentials;
      const faults = [
        ...wrongTexts(authToken),
        ...textsWithMore(authToken),
        ...NAMES_OF_LISTS_AND_FUNCTIONS.map((text) => ({ label: `"${text}"`, text })),
        { label: 'the API Key', text: apiKey },
      ].map(({ label, text }) => otherHeader('X-API-Auth-Token', text, `Auth Token: ${label}`));
      await expectEachRefused(api, api.createRequest(account.id, url), faults, 'unauthenticated');
      await account.control(url);
    }),
  ),
);

const judgedByVectors: readonly RequirementId[] = [
  'authentication-scheme-other',
  'authentication-signature-key',
  'authentication-signature-message',
  'authentication-signature-algorithm',
  'authentication-signature-encoding',
  'authentication-signature-altered',
];
for (const id of judgedByVectors) {
  test(
    ...wrongCredentials(
      contract(id, async ({ api, account, freshHost }) => {
        const url = `https://${freshHost()}/`;
        const faults = loadSigningVectors()
          .filter(({ requirement, result }) => requirement === id && result === 'invalid')
          .flatMap((vector) => forged(vector.forge, `${vector.id}: ${vector.comment}`, api.credentials));
        if (id === 'authentication-signature-algorithm')
          faults.push(...namedAlgorithms(api.credentials), ...algorithmsOfNone());
        await expectEachRefused(api, api.createRequest(account.id, url), faults, 'unauthenticated');
        await account.control(url);
      }),
    ),
  );
}

/** Signatures by another hash with a matching scheme: only the API decides on the algorithm. */
function namedAlgorithms(right: Credentials): readonly Fault[] {
  return (['md5', 'sha1', 'sha384', 'sha512'] as const).flatMap((hash) => {
    const scheme = `KSig1-HMAC-${hash.toUpperCase()}`;
    const recipe = { algorithm: `hmac-${hash}`, scheme: `${scheme} {signature}` } as const;
    return forged(recipe, `${scheme} with its own hash`, right);
  });
}

test(
  ...wrongCredentials(
    contract('authentication-respelled', async ({ api, account, run, freshHost }) => {
      const vectors = loadSigningVectors().filter(
        ({ requirement }) => requirement === 'authentication-respelled',
      );
      for (const { id, forge: recipe } of account.sampled(vectors, run.info.seed)) {
        for (const fault of forged(recipe, id, api.credentials)) {
          const request = api.createRequest(account.id, `https://${freshHost()}/`);
          await expect(await api.send(fault.apply(request))).toTakeAlternative(id);
        }
      }
    }),
  ),
);

test(
  ...wrongCredentials(
    property('authentication-any-other-signature', async ({ api, account, freshHost, holds }) => {
      const url = `https://${freshHost()}/`;
      await holds(
        wrongSignature.filter((wrong) => isWrong(forgeSignature(wrong, api.credentials), api.credentials)),
        async (wrong) => {
          const value = authorization(forgeSignature(wrong, api.credentials)).trimEnd();
          const fault = otherHeader('Authorization', value, `signature: ${wrong.kind}`);
          const answer = await api.send(fault.apply(api.createRequest(account.id, url)));
          await expect(answer).toAnswer('unauthenticated');
        },
        { runs: 60 },
      );
      await account.control(url);
    }),
  ),
);

test(
  ...wrongCredentials(
    property('authentication-any-other-credential', async ({ api, account, freshHost, holds }) => {
      const url = `https://${freshHost()}/`;
      await holds(
        credentials,
        async (other) => {
          const signature = authorization(sign({ ...other, apiKey: api.credentials.apiKey }));
          const faults = [
            otherHeader('Authorization', signature, 'another Secret Key'),
            otherKey(other.apiKey, 'another API Key', api.credentials),
            otherHeader('X-API-Auth-Token', other.authToken, 'another Auth Token'),
          ];
          await expectEachRefused(api, api.createRequest(account.id, url), faults, 'unauthenticated');
        },
        { runs: 15, show: () => 'credentials that nobody was issued' },
      );
      await account.control(url);
    }),
  ),
);
test(
  ...contract('authentication-management-accepted', async ({ api, account, management, freshHost }) => {
    let configuration = await account.configuration();
    for (const method of management) {
      // An earlier method may have deleted it.
      if (!account.configurations.some(({ configId }) => configId === configuration.configId))
        configuration = await account.configuration();
      const url = `https://${freshHost()}/`;
      const request = rightRequest(api, method, { account, configuration, url });
      const answer = await api.send({ ...request, label: method.name });
      // Any other refusal is not about the credentials: the method itself is broken.
      if (isOneOf(answer, ['accepted', 'unauthenticated', 'forbidden'], method))
        await expect(answer).toAnswer('accepted');
      else await expect(answer).toAnswerAsGround('accepted');
    }
  }),
);

test(
  ...wrongCredentials(
    contract('authentication-management-refused', async ({ api, account, management, freshHost }) => {
      const { apiKey, authToken } = api.credentials;
      const [otherApiKey, otherToken] = [apiKey, authToken].map((text) => otherTexts(text)[0]?.text ?? '');
      const faults = [
        ...missing.flatMap(([, name]) => [
          withoutHeader(name),
          otherHeader(name, '', `empty ${name} header`),
        ]),
        otherKey(otherApiKey ?? '', 'another API Key', api.credentials),
        otherHeader('X-API-Auth-Token', otherToken ?? '', 'another Auth Token'),
        ...otherCases(authToken)
          .slice(-1)
          .map(({ label, text }) => otherHeader('X-API-Auth-Token', text, `Auth Token: ${label}`)),
        ...aSignatureOfEachKind(api),
        ...oneOfEachMark(),
        ...otherChannels(api.credentials, ZEROS).slice(0, 1),
      ];
      const configuration = await account.configuration();
      for (const method of management) {
        const request = rightRequest(api, method, { account, configuration, url: `https://${freshHost()}/` });
        await expectEachRefused(api, request, faults, 'unauthenticated');
      }
    }),
  ),
);
