import { expect, test } from '@playwright/test';
import { blameFor, blameRules, type Unexpected } from '../../fixtures/contract/blame.ts';
import { groundOf } from '../../fixtures/contract/preconditions.ts';
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { ANSWER_NAMES } from '../../fixtures/contract/answers.ts';
import type { RequirementId } from '../../specs/types.ts';

/** A right create of a plain URL that is refused although the account's marker passes. */
const refused: Unexpected = {
  about: undefined,
  documented: ['accepted'],
  isAccepted: false,
  stated: 'BAD_REQUEST',
  status: 400,
  isStatusDocumented: true,
  isCreate: true,
  isSigned: true,
  marker: 'known',
  isMarkerHeld: true,
  isSignatureTaken: true,
  isDuplicate: false,
  isElsewhere: false,
  isLastSlot: false,
  isPlain: true,
  refusedBefore: undefined,
};

type Case = readonly [changed: Partial<Unexpected>, blamed: RequirementId];

/** For each rule the cases that it decides, and no earlier rule. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  'what must be refused was accepted': [
    [
      { about: 'url-http-refused', documented: ['BAD_REQUEST'], isAccepted: true, status: 200 },
      'url-http-refused',
    ],
  ],
  'the last slot is answered with a fault of the server': [
    [{ stated: 'server-error', status: 500, isLastSlot: true }, 'limit-20th-accepted'],
  ],
  'the requirement summarises other requirements': [
    [{ about: 'history-any-explained' }, 'history-any-explained'],
  ],
  'the marker is refused in the same way': [
    [{ stated: 'unauthenticated', marker: 'alike', isMarkerHeld: false }, 'authentication-signed-accepted'],
    [{ stated: 'unauthenticated', marker: 'alike' }, 'authentication-body-unsigned'],
    [
      { stated: 'unauthenticated', marker: 'alike', isSignatureTaken: false },
      'authentication-signed-accepted',
    ],
    [
      { about: 'authentication-signed-accepted', stated: 'unauthenticated', marker: 'alike' },
      'authentication-signed-accepted',
    ],
    [
      {
        about: 'url-http-refused',
        documented: ['BAD_REQUEST'],
        stated: 'unauthenticated',
        marker: 'alike',
      },
      'authentication-body-unsigned',
    ],
    [
      { about: 'history-any-explained', stated: 'unauthenticated', marker: 'alike' },
      'authentication-body-unsigned',
    ],
    [{ about: 'url-port-accepted', marker: 'alike', isMarkerHeld: false }, 'url-https-accepted'],
    [{ about: 'url-port-accepted', stated: 'ENTITY_NOT_FOUND', marker: 'alike' }, 'account-known-accepted'],
    [{ about: 'url-port-accepted', stated: 'forbidden', marker: 'alike' }, 'url-https-accepted'],
    [
      { about: 'url-port-accepted', stated: 'server-error', status: 500, marker: 'alike' },
      'http-no-server-error',
    ],
    [
      {
        about: 'url-port-accepted',
        stated: undefined,
        status: 422,
        marker: 'alike',
        isStatusDocumented: false,
      },
      'http-status-documented',
    ],
  ],
  'a duplicate is refused for another reason': [
    [
      {
        documented: ['accepted', 'URL_ALREADY_EXISTS'],
        stated: 'unauthenticated',
        isSignatureTaken: false,
        isDuplicate: true,
        marker: 'alike',
      },
      'authentication-signed-accepted',
    ],
    [
      { documented: ['accepted', 'URL_ALREADY_EXISTS'], isDuplicate: true, marker: 'alike' },
      'uniqueness-after-others',
    ],
    [
      {
        about: 'account-known-accepted',
        documented: ['accepted', 'URL_ALREADY_EXISTS', 'MAX_WEBHOOK_URL_LIMIT'],
        stated: 'unauthenticated',
        isDuplicate: true,
        marker: 'alike',
      },
      'uniqueness-after-others',
    ],
  ],
  'another method refuses what create accepts': [
    [
      { about: 'get-as-registered', isCreate: false, stated: 'unauthenticated', status: 401 },
      'authentication-management-accepted',
    ],
  ],
  'the request is no right create': [
    [{ about: 'get-as-registered', isCreate: false }, 'get-as-registered'],
    [{ about: 'request-body-absent', documented: ['BAD_REQUEST'] }, 'request-body-absent'],
    [{ about: 'authentication-respelled', isSigned: false }, 'authentication-respelled'],
  ],
  'the URL is registered in another account': [
    [{ stated: 'URL_ALREADY_EXISTS', isElsewhere: true }, 'uniqueness-per-account'],
  ],
  'the refusal is what the requirement is about': [
    [{ about: 'url-port-accepted', isPlain: false }, 'url-port-accepted'],
    [{ about: 'uniqueness-query', stated: 'URL_ALREADY_EXISTS' }, 'uniqueness-query'],
  ],
  'a right create that a test needs is answered with a fault of the server': [
    [{ stated: 'server-error', status: 500 }, 'http-no-server-error'],
    [{ stated: undefined, status: 503, isStatusDocumented: false }, 'http-no-server-error'],
  ],
  'the HTTP status is not documented': [
    [{ stated: undefined, status: 422, isStatusDocumented: false }, 'http-status-documented'],
    [
      { about: 'url-port-accepted', stated: undefined, status: 302, isStatusDocumented: false },
      'http-status-documented',
    ],
  ],
  'the refusal states no documented reason': [
    [
      { about: 'url-port-accepted', stated: undefined, status: 422, isStatusDocumented: false },
      'url-port-accepted',
    ],
    [{ about: 'url-port-accepted', stated: 'server-error', status: 500 }, 'url-port-accepted'],
    // A page in place of every 400 is behind the marker, a duplicate, as well.
    [{ about: 'url-port-accepted', stated: undefined, marker: 'alike' }, 'url-port-accepted'],
  ],
  'an answer that the contract leaves open is none of its alternatives': [
    [
      { about: 'url-guarded', stated: 'ENTITY_NOT_FOUND', documented: ['accepted', 'BAD_REQUEST'] },
      'url-guarded',
    ],
  ],
  'a right create is refused for a reason that the test is not about': [
    [{ about: 'url-port-accepted', stated: 'unauthenticated', status: 401 }, 'authentication-body-unsigned'],
    [{ about: 'authentication-body-unsigned' }, 'url-https-accepted'],
    [{ about: 'authentication-body-unsigned', isPlain: false }, 'url-any-valid-accepted'],
    [{ about: 'url-port-accepted', stated: 'ENTITY_NOT_FOUND' }, 'account-known-accepted'],
    [{ stated: 'URL_ALREADY_EXISTS' }, 'uniqueness-any-other-url'],
    [
      { stated: 'URL_ALREADY_EXISTS', refusedBefore: 'unauthenticated' },
      'effects-bad-signature-stores-nothing',
    ],
    [{ stated: 'URL_ALREADY_EXISTS', refusedBefore: 'BAD_REQUEST' }, 'effects-bad-request-stores-nothing'],
    [
      { stated: 'URL_ALREADY_EXISTS', refusedBefore: 'ENTITY_NOT_FOUND' },
      'effects-unknown-account-stores-nothing',
    ],
    [
      { stated: 'URL_ALREADY_EXISTS', refusedBefore: 'MAX_WEBHOOK_URL_LIMIT' },
      'limit-refusal-stores-nothing',
    ],
    [{ stated: 'URL_ALREADY_EXISTS', refusedBefore: 'forbidden' }, 'uniqueness-any-other-url'],
  ],
};

for (const { name, blame } of blameRules) {
  test(`blame: ${name}`, () => {
    const own = cases[name] ?? [];
    expect(own.length).toBeGreaterThan(0);
    for (const [changed, blamed] of own) {
      const unexpected = { ...refused, ...changed };
      const deciding = blameRules.find((rule) => rule.blame(unexpected) !== undefined);
      expect.soft(deciding?.name, JSON.stringify(changed)).toBe(name);
      expect.soft(blame(unexpected)?.requirement, JSON.stringify(changed)).toBe(blamed);
    }
  });
}

test('a marker proves nothing where duplicates are answered wrongly, or where it is refused otherwise', () => {
  for (const [changed, blamed] of [
    [
      { about: 'uniqueness-at-once', documented: ['URL_ALREADY_EXISTS'], isDuplicate: true },
      'uniqueness-at-once',
    ],
    [{ about: 'url-port-accepted', stated: 'BAD_REQUEST' }, 'url-port-accepted'],
  ] as const)
    expect
      .soft(blameFor({ ...refused, stated: 'unauthenticated', marker: 'alike', ...changed }).requirement)
      .toBe(blamed);
  const otherwise = blameFor({ ...refused, about: 'url-port-accepted', isPlain: false, marker: 'otherwise' });
  expect(otherwise.requirement).toBe('url-port-accepted');
  for (const marker of ['known', 'otherwise', undefined] as const) {
    const { because } = blameFor({ ...refused, marker });
    expect.soft(because.startsWith("The account's marker passes"), marker).toBe(marker === 'known');
  }
});

test('whatever is refused, somebody is to blame, and a sentence says why', () => {
  for (const about of [undefined, ...requirementIds])
    for (const stated of [undefined, ...ANSWER_NAMES])
      for (const marker of [undefined, 'known', 'alike', 'otherwise'] as const) {
        const { requirement, because } = blameFor({ ...refused, about, stated, marker });
        if (!requirementIds.includes(requirement) || !/^[A-Z].*\.$/.test(because))
          throw new Error(`${about ?? 'control'}, ${stated ?? 'nothing'}: ${requirement}, ${because}`);
      }
});

test('a precondition that names no requirement has that of its method, and a right create none', () => {
  for (const [method, documented, requirement] of [
    ['update', 'accepted', 'update-stored'],
    ['delete', 'accepted', 'delete-gone-from-get'],
    ['get', 'accepted', 'get-as-registered'],
    ['list', 'accepted', 'list-active-exactly'],
    ['create', 'URL_ALREADY_EXISTS', 'uniqueness-at-once'],
    ['create', 'MAX_WEBHOOK_URL_LIMIT', 'limit-21st-refused'],
    ['create', 'accepted', undefined],
  ] as const)
    expect.soft(groundOf(`webhook.config.${method}`, [documented]), method).toBe(requirement);
});

test('no requirement that only demands an error code is broken by a refusal of a right create', () => {
  const broken = requirementIds.filter((id) => catalogue[id].brokenBy !== undefined);
  for (const id of broken) expect.soft(catalogue[id].text, id).not.toMatch(/^(Answers|Refuses) [A-Z_]+ to/);
  expect(broken.length).toBeGreaterThan(20);
});
