import { explainedAfter } from '../../fixtures/checks/connections.ts';
import { requireHeld } from '../../fixtures/checks/held.ts';
import fc from 'fast-check';
import { namesNoStranger } from '../../fixtures/generate/strangers.ts';
import { notAnObject, notAString } from '../../fixtures/generate/wrong-json.ts';
import { otherBody, type Fault } from '../../fixtures/wire/request.ts';
import {
  answersToNoText,
  BAD_BODY,
  converting,
  NO_BODY,
  withoutBody,
} from '../../fixtures/checks/body-answers.ts';
import { bodyFaults, type BodyFault } from '../../fixtures/generate/body-faults.ts';
import { replaced, requiredParameters } from '../../fixtures/contract/parameters.ts';
import { bodyOf } from '../../fixtures/contract/sent.ts';
import { isJsonObject, type Json } from '../../fixtures/wire/json.ts';
import { expectEachRefused, expectGoesOn, sendOrHangUp } from '../../fixtures/checks/refusals.ts';
import { defaultIn } from '../../fixtures/checks/unsent.ts';
import { expectReadOrRefused } from '../../fixtures/checks/lenient.ts';
import { expectColumnsIgnored, expectReadAlike } from '../../fixtures/checks/unlisted.ts';
import { otherNames, withMembers } from '../../fixtures/generate/unlisted-members.ts';
import { contract, expect, last, property, test } from '../../fixtures/test.ts';
import type { RequirementId } from '../../specs/types.ts';

const byKind: readonly (readonly [RequirementId, BodyFault['kind']])[] = [
  ['request-parameter-absent', 'absent'],
  ['request-parameter-null', 'null'],
  ['request-parameter-type', 'type'],
];
for (const [id, kind] of byKind) {
  test(
    ...contract(id, async ({ api, account, createMethod, freshHost }) => {
      const url = `https://${freshHost()}/`;
      const request = api.createRequest(account.id, url);
      const faults = bodyFaults(createMethod.requestSchema, bodyOf(request)).filter(
        (fault) => fault.kind === kind && namesNoStranger(fault.body, api.namedIds),
      );
      for (const { parameter, label, body } of faults) {
        const fault = otherBody(JSON.stringify(body), label);
        const documented = kind === 'type' ? answersToNoText(parameter) : (['BAD_REQUEST'] as const);
        const judged = expectEachRefused(api, request, [fault], ...documented);
        await (kind === 'type'
          ? converting(account, judged)
          : explainedAfter(account, judged, () => defaultIn(account)));
      }
      if (kind === 'absent') {
        const outside = { account_id: account.id, url, 'config.url': url };
        const fault = otherBody(JSON.stringify(outside), 'url outside of config');
        await expectEachRefused(api, request, [fault], 'BAD_REQUEST');
      }
      await account.control(url);
    }),
  );
}

test(
  ...property('request-any-wrong-type', async ({ api, account, createMethod, freshHost, holds }) => {
    const url = `https://${freshHost()}/`;
    const request = api.createRequest(account.id, url);
    const wrong = fc
      .constantFrom(...requiredParameters(createMethod.requestSchema))
      .chain(({ path, type }) =>
        (type === 'string' ? notAString : notAnObject).map((value) => ({ path, value })),
      );
    await holds(
      wrong.filter(({ path, value }) =>
        namesNoStranger(replaced(bodyOf(request), path, value), api.namedIds),
      ),
      async ({ path, value }) => {
        const parameter = path.join('.');
        const body = replaced(bodyOf(request), path, value);
        const fault = otherBody(JSON.stringify(body), `${parameter} of another type`);
        await expect(await api.send(fault.apply(request))).toAnswer(...answersToNoText(parameter));
      },
      { runs: 40, show: ({ path, value }) => `${path.join('.')} = ${JSON.stringify(value)}` },
    );
    await account.control(url);
  }),
);

test(
  ...contract('request-body-absent', async ({ api, account, freshHost }) => {
    const url = `https://${freshHost()}/`;
    const request = api.createRequest(account.id, url);
    await expectEachRefused(api, request, withoutBody, ...NO_BODY);
    await expectEachRefused(api, request, [otherBody('', 'an empty body')], ...BAD_BODY);
    await account.control(url);
  }),
);

test(
  ...contract('request-body-malformed', async ({ api, account, freshHost }) => {
    const url = `https://${freshHost()}/`;
    const request = api.createRequest(account.id, url);
    const text = request.body ?? '';
    const faults: readonly Fault[] = [
      otherBody(text.slice(0, -1), 'without its last brace'),
      otherBody(text.slice(1), 'without its first brace'),
      otherBody(text.slice(0, text.length >> 1), 'cut off in the middle'),
      otherBody(text.replace('":', '"'), 'without its first colon'),
      otherBody(
        `account_id=${encodeURIComponent(account.id)}&config[url]=${encodeURIComponent(url)}`,
        'a form',
      ),
      otherBody('hello', 'plain text'),
    ];
    await expectEachRefused(api, request, faults, ...BAD_BODY);
    await account.control(url);
  }),
);

test(...contract('request-json-lenient', ({ api, account }) => expectReadOrRefused(api, account)));

test(
  ...contract('request-body-not-object', async ({ api, account, freshHost }) => {
    const url = `https://${freshHost()}/`;
    const request = api.createRequest(account.id, url);
    const body = bodyOf(request);
    const values: readonly (readonly [string, Json])[] = [
      ['an array holding the right body', [body]],
      ['an array of its members, as serde of Rust reads it', isJsonObject(body) ? Object.values(body) : []],
      ['an empty array', []],
      ['the right body as JSON text', JSON.stringify(body)],
      ['a number', 42],
      ['true', true],
      ['null', null],
    ];
    const faults = values.map(([label, value]) => otherBody(JSON.stringify(value), label));
    await expectEachRefused(api, request, faults, ...BAD_BODY);
    await account.control(url);
  }),
);

test(
  ...last(
    contract('request-body-extreme', async ({ api, account, freshHost }) => {
      const url = `https://${freshHost()}/`;
      const request = api.createRequest(account.id, url);
      const filler = 'a'.repeat(1024 * 1024);
      const nested = (open: string, close: string): string => open.repeat(5000) + close.repeat(5000);
      const withConfig = (config: string): string =>
        `{"account_id":${JSON.stringify(account.id)},"config":${config}}`;
      const faults: readonly Fault[] = [
        otherBody(withConfig(`{},"filler":"${filler}"`), 'a megabyte, and no config.url'),
        otherBody(withConfig(nested('[', ']')), 'config an array 5,000 deep'),
        otherBody(withConfig(nested('{"url":', '}').replace('}', '0}')), 'config an object 5,000 deep'),
      ];
      for (const fault of faults) {
        const answer = await sendOrHangUp(api, fault.apply(request));
        if (answer === undefined)
          await expectGoesOn(api, api.createRequest(account.id, 'http://'), fault.label);
        else await expect(answer).toAnswer(...BAD_BODY, 413);
      }
      await expect(await account.create(url)).toAnswer('accepted');
    }),
  ),
);

test(
  ...contract('request-unknown-field', async ({ api, account, second, run, freshHost }) => {
    // The account holds its marker, so these need no slot.
    const marker = api.createRequest(account.id, account.marker);
    await requireHeld(api, marker);
    for (const owner of ['the body', 'config'] as const) {
      const members = otherNames(owner, second.id, `https://${freshHost()}/`);
      const fault = withMembers('other names of the account and the URL', owner, members);
      await expectReadAlike(api, marker, fault, 'URL_ALREADY_EXISTS');
    }
    await expectColumnsIgnored(account, run.info.runId, freshHost);
    const bodies: readonly (readonly [string, (url: string) => Json])[] = [
      ['in the body', (url) => ({ account_id: account.id, config: { url }, colour: 'red' })],
      ['in config', (url) => ({ account_id: account.id, config: { url, colour: 'red' } })],
      [
        'an object in the body',
        (url) => ({ account_id: account.id, config: { url }, options: { url: 'http://x.example' } }),
      ],
    ];
    // The two creates before have taken slots as well.
    const left = account.slots - 2;
    for (const [where, body] of account.sampled(bodies, run.info.seed).slice(0, left)) {
      const url = `https://${freshHost()}/`;
      const request = otherBody(JSON.stringify(body(url)), where).apply(api.createRequest(account.id, url));
      await expect(await api.send(request)).toTakeAlternative(where);
    }
  }),
);

test(
  ...contract('request-json-respelled', async ({ api, account, freshHost }) => {
    const spellings: readonly (readonly [string, (url: string) => string])[] = [
      ['config first', (url) => JSON.stringify({ config: { url }, account_id: account.id })],
      [
        'white space',
        (url) => `\n${JSON.stringify({ account_id: account.id, config: { url } }, null, '\t')} \r\n`,
      ],
      ['escapes', (url) => escaped({ account_id: account.id, config: { url } })],
    ];
    for (const [label, spelling] of spellings) {
      const url = `https://${freshHost()}/`;
      const request = otherBody(spelling(url), label).apply(api.createRequest(account.id, url));
      await expect(await api.send(request)).toAnswer('accepted');
    }
  }),
);

/** JSON with a slash and the first letter of every text as escapes, which means the same. */
function escaped(value: Json): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replaceAll(/"([a-z])/g, (_, letter: string) => `"\\u00${(letter.codePointAt(0) ?? 0).toString(16)}`);
}

test(
  ...contract('request-version-optional', async ({ api, account, freshHost }) => {
    const versioned = api.createRequest(account.id, `https://${freshHost()}/`);
    await expect(await api.send({ ...versioned, label: 'with X-API-Version' })).toAnswer('accepted');
    const plain = api.createRequest(account.id, `https://${freshHost()}/`);
    const headers = plain.headers.filter(({ name }) => name !== 'X-API-Version');
    await expect(await api.send({ ...plain, headers, label: 'without X-API-Version' })).toAnswer('accepted');
  }),
);
