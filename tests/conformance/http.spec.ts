import { ANY_4XX, WITHOUT_ENVELOPE } from '../../fixtures/contract/answers.ts';
import { otherVerb, otherPath } from '../../fixtures/wire/request.ts';
import { everyRefusal } from '../../fixtures/checks/gallery.ts';
import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { rightRequest } from '../../fixtures/checks/right-requests.ts';
import { contract, expect, test } from '../../fixtures/test.ts';

/** What is answered without the envelope is left open: a gateway may answer it (facts.md). */
const VERBS = ['GET', 'PUT', 'PATCH', 'DELETE'];

test(
  ...contract('http-other-verb-refused', async ({ api, account, freshHost }) => {
    const url = `https://${freshHost()}/`;
    const faults = VERBS.map(otherVerb);
    await expectEachRefused(api, api.createRequest(account.id, url), faults, 400, WITHOUT_ENVELOPE);
    await account.control(url);
  }),
);

test(
  ...contract('http-unknown-method-refused', async ({ api, account, freshHost }) => {
    const url = `https://${freshHost()}/`;
    const paths = [
      '/webhook.config.creat',
      '/webhook.config.constructor',
      '/webhook.config.toString',
      '/webhook.config.__proto__',
      '/constructor',
      '/__proto__',
      '/webhook.config.created',
      '/webhook.config',
      '/webhook.config.unknown',
      '/webhook.unknown.create',
      '/webhook.config.create.json',
      '/webhook.config.create/unknown',
      '/unknown/webhook.config.create',
      '/v1/webhook.config.create',
      '/webhook.config.create.',
      '/webhook/config/create',
    ];
    await expectEachRefused(api, api.createRequest(account.id, url), paths.map(otherPath), 400);
    await account.control(url);
  }),
);

test(
  ...contract('http-odd-address-refused', async ({ api, account, freshHost }) => {
    const url = `https://${freshHost()}/`;
    const paths = [
      '/',
      '/favicon.ico',
      '//',
      '/webhook.config.create%',
      '/%83',
      '/%c0%af',
      '/webhook.config.create%00',
    ];
    const faults = paths.map(otherPath);
    await expectEachRefused(api, api.createRequest(account.id, url), faults, ANY_4XX, WITHOUT_ENVELOPE);
    await account.control(url);
  }),
);

test(
  ...contract('http-status-documented', async ({ api, account, freshHost }) => {
    const success = await account.create(`https://${freshHost()}/`);
    expect([success, ...(await everyRefusal(api, account, freshHost()))]).toKeepEnvelope();
  }),
);

test(
  ...contract('http-header-names-any-case', async ({ api, account, freshHost }) => {
    const spellings: readonly (readonly [string, (name: string) => string])[] = [
      ['lower case', (name) => name.toLowerCase()],
      ['upper case', (name) => name.toUpperCase()],
    ];
    for (const [label, spell] of spellings) {
      const request = api.createRequest(account.id, `https://${freshHost()}/`);
      const headers = request.headers.map((header) => ({ ...header, name: spell(header.name) }));
      await expect(await api.send({ ...request, headers, label })).toAnswer('accepted');
    }
  }),
);

test(
  ...contract('http-management-verb-refused', async ({ api, account, management, freshHost }) => {
    const configuration = await account.configuration();
    for (const method of management) {
      const request = rightRequest(api, method, { account, configuration, url: `https://${freshHost()}/` });
      await expectEachRefused(api, request, VERBS.map(otherVerb), 400, WITHOUT_ENVELOPE);
    }
  }),
);
