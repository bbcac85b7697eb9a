import { explainedBy } from '../../fixtures/checks/connections.ts';
import { isAccepted, isOneOf } from '../../fixtures/contract/answers.ts';
import { otherPrefix } from '../../fixtures/generate/other-prefix.ts';
import {
  hasHost,
  instantiateUrl,
  loadUrlVectors,
  type UrlVector,
} from '../../fixtures/generate/url-vectors.ts';
import { shownUrl, urlOf, urlParts } from '../../fixtures/generate/valid-url.ts';
import { contract, expect, property, test } from '../../fixtures/test.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
import type { RequirementId } from '../../specs/types.ts';

const vectorsOf = (id: RequirementId): readonly UrlVector[] =>
  loadUrlVectors().filter(({ requirement }) => requirement === id);

const accepted: readonly RequirementId[] = [
  'url-https-accepted',
  'url-port-accepted',
  'url-path-accepted',
  'url-query-accepted',
  'url-escape-accepted',
  'url-500-characters-accepted',
];
for (const id of accepted) {
  test(
    ...contract(id, async ({ account, freshHost }) => {
      for (const vector of vectorsOf(id)) {
        await expect(await account.create(instantiateUrl(vector, freshHost()), vector.id)).toAnswer(
          'accepted',
        );
      }
    }),
  );
}

test(
  ...property('url-any-valid-accepted', async ({ account, freshHost, holds }) => {
    await holds(
      urlParts,
      async (parts) => {
        await expect(await account.create(urlOf(parts, freshHost()))).toAnswer('accepted');
      },
      { ...account.perSlot, show: shownUrl },
    );
  }),
);

const refused: readonly RequirementId[] = [
  'url-http-refused',
  'url-other-scheme-refused',
  'url-near-miss-refused',
  'url-before-prefix-refused',
  'url-look-alike-refused',
];

/** Why a URL that must be refused was accepted, where a URL parser reads it as https; otherwise undefined. */
function whyTakenForHttps(url: string, answer: Answer): string | undefined {
  return isAccepted(answer) && URL.canParse(url) && new URL(url).protocol === 'https:'
    ? 'A URL parser takes this for a URL with the scheme https. The target may judge what the parser makes of it, and not the text.'
    : undefined;
}

for (const id of refused) {
  test(
    ...contract(id, async ({ account, freshHost }) => {
      for (const vector of vectorsOf(id)) {
        const url = instantiateUrl(vector, freshHost());
        const answer = await account.create(url, vector.id);
        await explainedBy(account, expect(answer).toAnswer('BAD_REQUEST'), whyTakenForHttps(url, answer));
      }
      // Again after the host is registered, because a server may then trust it.
      const host = await account.heldHost();
      for (const vector of vectorsOf(id)
        .filter(({ url }) => url.includes('{host}/'))
        .slice(0, 2)) {
        await expect(await account.create(instantiateUrl(vector, host), vector.id)).toAnswer('BAD_REQUEST');
      }
    }),
  );
}

test(
  ...property('url-any-other-prefix-refused', async ({ account, freshHost, holds }) => {
    await holds(
      otherPrefix,
      async (prefix) => {
        await expect(await account.create(`${prefix}${freshHost()}/`)).toAnswer('BAD_REQUEST');
      },
      {
        runs: 60,
        show: (prefix) => JSON.stringify(`${prefix}{host}/`),
        affords: () => account.used < account.slots,
      },
    );
    await account.control();
  }),
);

const open: readonly RequirementId[] = ['url-scheme-capitals', 'url-hostless', 'url-guarded'];
for (const id of open) {
  test(
    ...contract(id, async ({ api, account, run, freshHost }) => {
      for (const vector of account.sampled(vectorsOf(id), run.info.seed)) {
        const answer = await account.create(instantiateUrl(vector, freshHost()), vector.id);
        // An earlier run has registered it, and the target does not free the URLs of deleted configurations.
        if (!hasHost(vector) && isOneOf(answer, ['URL_ALREADY_EXISTS'], api.methodOf(answer))) {
          api.recorder.leaveOut({
            case: vector.id,
            reason: 'its URL is the same in each run, and it is in use',
          });
          continue;
        }
        await expect(answer).toTakeAlternative(vector.id);
      }
    }),
  );
}
