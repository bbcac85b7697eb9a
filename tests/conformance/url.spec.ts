import { otherPrefix } from '../../fixtures/generate/other-prefix.ts';
import { instantiateUrl, loadUrlVectors, type UrlVector } from '../../fixtures/generate/url-vectors.ts';
import { shownUrl, urlOf, urlParts } from '../../fixtures/generate/valid-url.ts';
import { contract, expect, property, test } from '../../fixtures/test.ts';
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
for (const id of refused) {
  test(
    ...contract(id, async ({ account, freshHost }) => {
      for (const vector of vectorsOf(id)) {
        await expect(await account.create(instantiateUrl(vector, freshHost()), vector.id)).toAnswer(
          'BAD_REQUEST',
        );
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
    ...contract(id, async ({ account, run, freshHost }) => {
      for (const vector of account.sampled(vectorsOf(id), run.info.seed)) {
        const answer = await account.create(instantiateUrl(vector, freshHost()), vector.id);
        await expect(answer).toTakeAlternative(vector.id);
      }
    }),
  );
}
