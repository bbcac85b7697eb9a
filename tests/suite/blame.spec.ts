import { expect, test } from '@playwright/test';
import { blame } from '../../fixtures/contract/blame.ts';
import { requirementIds } from '../../fixtures/contract/catalogue.ts';
import { ANSWER_NAMES } from '../../fixtures/contract/answers.ts';
import type { RequirementId } from '../../specs/types.ts';

/** The test's requirement (undefined: a control), what the refusal states, and the requirement to blame. */
const cases: readonly (readonly [RequirementId | undefined, readonly string[], RequirementId])[] = [
  [undefined, ['unauthenticated'], 'authentication-signed-accepted'],
  [undefined, ['BAD_REQUEST'], 'url-https-accepted'],
  [undefined, ['ENTITY_NOT_FOUND'], 'account-known-accepted'],
  [undefined, ['MAX_WEBHOOK_URL_LIMIT'], 'limit-20th-accepted'],
  [undefined, ['URL_ALREADY_EXISTS'], 'uniqueness-any-other-url'],
  [undefined, [], 'authentication-signed-accepted'],
  ['url-port-accepted', ['unauthenticated'], 'authentication-signed-accepted'],
  ['url-port-accepted', ['BAD_REQUEST'], 'url-port-accepted'],
  ['url-port-accepted', ['ENTITY_NOT_FOUND'], 'account-known-accepted'],
  ['url-port-accepted', ['MAX_WEBHOOK_URL_LIMIT'], 'limit-20th-accepted'],
  ['url-port-accepted', ['URL_ALREADY_EXISTS'], 'uniqueness-any-other-url'],
  ['url-port-accepted', ['server-error'], 'url-port-accepted'],
  ['url-port-accepted', ['forbidden'], 'url-port-accepted'],
  ['url-port-accepted', [], 'url-port-accepted'],
  ['authentication-body-unsigned', ['unauthenticated'], 'authentication-body-unsigned'],
  ['authentication-body-unsigned', ['BAD_REQUEST'], 'url-https-accepted'],
  ['request-json-respelled', ['BAD_REQUEST'], 'request-json-respelled'],
  ['account-known-accepted', ['ENTITY_NOT_FOUND'], 'account-known-accepted'],
  ['account-case-refused', ['ENTITY_NOT_FOUND'], 'account-case-refused'],
  ['uniqueness-query', ['URL_ALREADY_EXISTS'], 'uniqueness-query'],
  ['uniqueness-query', ['BAD_REQUEST'], 'url-https-accepted'],
  ['limit-other-account', ['MAX_WEBHOOK_URL_LIMIT'], 'limit-other-account'],
  ['effects-bad-url-stores-nothing', ['URL_ALREADY_EXISTS'], 'effects-bad-url-stores-nothing'],
  ['effects-bad-url-stores-nothing', ['MAX_WEBHOOK_URL_LIMIT'], 'limit-20th-accepted'],
];

test('a refusal of a right create is blamed on what it states, unless the test is about just that', () => {
  for (const [own, stated, blamed] of cases)
    expect
      .soft(blame({ own, stated, refusedBefore: undefined }), `${own ?? 'control'}: ${stated.join()}`)
      .toBe(blamed);
});

test('a control that is taken after a refusal of the same URL was stored by that refusal', () => {
  for (const [refused, blamed] of [
    ['unauthenticated', 'effects-bad-signature-stores-nothing'],
    ['BAD_REQUEST', 'effects-bad-request-stores-nothing'],
    ['ENTITY_NOT_FOUND', 'effects-unknown-account-stores-nothing'],
    ['MAX_WEBHOOK_URL_LIMIT', 'limit-refusal-stores-nothing'],
    ['URL_ALREADY_EXISTS', 'uniqueness-any-other-url'],
    ['forbidden', 'uniqueness-any-other-url'],
  ] as const) {
    for (const own of [undefined, 'url-http-refused', 'authentication-key-missing'] as const)
      expect
        .soft(blame({ own, stated: ['URL_ALREADY_EXISTS'], refusedBefore: [refused] }), refused)
        .toBe(blamed);
    expect
      .soft(blame({ own: undefined, stated: ['BAD_REQUEST'], refusedBefore: [refused] }))
      .toBe('url-https-accepted');
  }
  expect(blame({ own: undefined, stated: ['URL_ALREADY_EXISTS'], refusedBefore: [] })).toBe(
    'uniqueness-any-other-url',
  );
});

test('a 401 is blamed by what the target took before, and a redirect on its status', () => {
  const refused = { stated: ['unauthenticated'], refusedBefore: undefined };
  for (const [own, isSignatureKnown, refusesSigned, blamed] of [
    [undefined, true, true, 'authentication-body-unsigned'],
    ['url-port-accepted', true, true, 'authentication-body-unsigned'],
    ['url-port-accepted', false, true, 'authentication-signed-accepted'],
    ['authentication-signed-accepted', true, true, 'authentication-signed-accepted'],
    ['http-header-names-any-case', true, false, 'http-header-names-any-case'],
    ['http-header-names-any-case', false, true, 'authentication-signed-accepted'],
  ] as const)
    expect.soft(blame({ ...refused, own, isSignatureKnown, refusesSigned }), own ?? 'control').toBe(blamed);
  expect(
    blame({ own: 'url-port-accepted', stated: [], refusedBefore: undefined, isStatusDocumented: false }),
  ).toBe('http-status-documented');
});

test('whatever is refused, somebody is to blame', () => {
  for (const own of [undefined, ...requirementIds])
    for (const stated of [[], ...ANSWER_NAMES.map((name) => [name])])
      for (const refusedBefore of [undefined, [], ['BAD_REQUEST']])
        if (!requirementIds.includes(blame({ own, stated, refusedBefore })))
          throw new Error(`${own ?? 'control'}: ${stated.join()}`);
});
