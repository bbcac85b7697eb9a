/** Which failures a page takes for one cause, and which it does not. */
import { expect, test } from '@playwright/test';
import { causesOf } from '../../reports/causes.ts';
import { renderConsole } from '../../reports/render-console.ts';
import type { RequirementReport } from '../../reports/report.ts';
import type { Finding, RequirementId } from '../../specs/types.ts';
import { exchange, race, reportWith, sixFailures } from './page-made-up.ts';

const LIMIT = '400 SYSTEM_RULE_VIOLATION / Webhook Config / MAX_WEBHOOK_URL_LIMIT';

const found = (requirement: RequirementId, more: Partial<Finding> = {}): Finding => ({
  requirement,
  received: '200 SUCCESS',
  documented: LIMIT,
  exchange,
  ...more,
});

/** The ids of each group, the one that names it first. */
function groups(findings: readonly Finding[]): readonly (readonly string[])[] {
  const { requirements } = reportWith(findings);
  const broken = requirements.filter(({ verdict }) => verdict === 'fail');
  return causesOf(broken, requirements).map(({ head, others }) => [head, ...others].map(idOf));
}

const idOf = ({ id }: RequirementReport): string => id;

const at = (path: string): typeof exchange => ({ ...exchange, request: { ...exchange.request, path } });

test('six requirements that one missing check breaks are one cause, named after the plain case of most of them', () => {
  const { requirements } = sixFailures();
  const [cause, ...more] = causesOf(
    requirements.filter(({ verdict }) => verdict === 'fail'),
    requirements,
  );
  expect(more).toEqual([]);
  expect(cause?.head.id).toBe('limit-21st-refused');
  expect(cause?.others.map(idOf)).toEqual([
    'uniqueness-duplicate-takes-no-slot',
    'limit-30th-refused',
    'limit-slot-freed',
    'limit-update-of-full',
    'concurrency-free-slots-only',
  ]);
  expect(cause?.hindered.map(idOf)).toEqual([
    'limit-refusal-stores-nothing',
    'effects-refusal-takes-no-slot',
  ]);
});

test('two methods that refuse with the same words are one cause, named after its own test', () => {
  const saying = (path: string, message: string) => ({
    received: '400 BAD_REQUEST',
    documented: '200 SUCCESS',
    exchange: {
      ...at(path),
      response: { ...exchange.response, body: JSON.stringify({ errors: [{ message }] }) },
    },
  });
  const why = 'The port is not allowed.';
  const update = {
    ...found('update-stored', saying('/webhook.config.update', why)),
    because: 'The test that found it needs this answer, and stops here.',
  };
  const port = found('url-port-accepted', saying('/webhook.config.create', why));
  expect(groups([port, update])).toEqual([['url-port-accepted', 'update-stored']]);
  const short = found('url-port-accepted', saying('/webhook.config.create', 'Bad request'));
  expect(groups([short, { ...update, ...saying('/webhook.config.update', 'Bad request') }])).toHaveLength(2);
});

for (const [what, other] of [
  ['another answer', { received: '500 INTERNAL_ERROR' }],
  ['another documented answer', { documented: '404 ENTITY_NOT_FOUND' }],
  ['another method', { exchange: at('/webhook.config.update') }],
] as const) {
  test(`${what} is another cause`, () => {
    const findings = [found('limit-21st-refused'), found('limit-30th-refused', other)];
    expect(groups(findings)).toEqual([['limit-21st-refused'], ['limit-30th-refused']]);
  });
}

test('an answer with many rules behind it joins requirements of one area only, and the larger group comes first', () => {
  const documented = '400 BAD_REQUEST';
  expect(
    groups([
      found('url-http-refused', { documented }),
      found('url-other-scheme-refused', { documented }),
      found('request-json-lenient', { documented }),
    ]),
  ).toEqual([['url-http-refused', 'url-other-scheme-refused'], ['request-json-lenient']]);
});

test('an answer with one rule behind it joins areas, with a query or not, and whatever else is documented', () => {
  expect(
    groups([
      found('authentication-key-other', { documented: '401' }),
      found('authentication-bytes-refused', { documented: '401, or 400 BAD_REQUEST' }),
      found('authentication-path-respelled', {
        documented: '401',
        exchange: at('/webhook.config.create?x=1'),
      }),
    ]),
  ).toHaveLength(1);
});

test('lists that lack something are one cause, whatever they lack and whichever test saw it', () => {
  const lacking = (id: RequirementId, what: string): Finding =>
    found(id, {
      received: `a list without ${what}`,
      documented: `a list of exactly ${what}`,
      exchange: at('/webhook.config.list'),
    });
  expect(
    groups([
      lacking('request-member-not-taken', 'whc_1 (https://a.example/)'),
      lacking('list-active-exactly', 'whc_2 (https://b.example/), whc_3 (https://c.example/)'),
      lacking('list-long-urls', 'whc_4 (https://d.example/)'),
      lacking('update-listed', 'whc_5 (https://e.example/) and with whc_5 (https://f.example/)'),
    ]),
  ).toEqual([['list-active-exactly', 'request-member-not-taken', 'list-long-urls'], ['update-listed']]);
});

test('a get that shows another URL is one cause, whichever test changed the URL', () => {
  const stale = (id: RequirementId, number: number): Finding =>
    found(id, {
      received: `whc_${number} (https://old-${number}.example/)`,
      documented: `whc_${number} (https://new-${number}.example/?a, b)`,
      exchange: at('/webhook.config.get'),
    });
  expect(
    groups([
      stale('request-management-query-ignored', 1),
      stale('update-stored', 2),
      stale('update-any-valid-url', 3),
    ]),
  ).toEqual([['update-stored', 'request-management-query-ignored', 'update-any-valid-url']]);
});

test('a requirement that shares an answer with two groups joins them', () => {
  const gone = { documented: '404 ENTITY_NOT_FOUND' };
  const findings = [
    found('limit-21st-refused'),
    found('limit-30th-refused', gone),
    found('limit-slot-freed'),
    found('limit-slot-freed', gone),
  ];
  expect(groups(findings)).toEqual([['limit-21st-refused', 'limit-30th-refused', 'limit-slot-freed']]);
});

test('races of one method are one cause, whatever the bursts were', () => {
  const other = {
    ...race,
    requirement: 'concurrency-any-burst-explained' as const,
    received: '8 × 200 SUCCESS',
    documented: 'the answers to some order of the creates',
  };
  expect(groups([race, other])).toEqual([['concurrency-one-url-once', 'concurrency-any-burst-explained']]);
});

test('one explanation is one cause, whatever its figures are, and the group is named after an explained failure', () => {
  const late = (s: string): string => `What the target knows lags behind: list was right ${s} s later.`;
  const list = { received: 'a list without whc_1', documented: 'a list of exactly whc_1' };
  expect(
    groups([
      found('limit-21st-refused', { received: '500 INTERNAL_ERROR' }),
      found('get-as-registered', { received: '404 ENTITY_NOT_FOUND', documented: '200 SUCCESS' }),
      found('list-active-exactly', { ...list, explanation: late('0.4') }),
      found('isolation-list', { ...list, explanation: late('1.1'), exchange: at('/webhook.config.list') }),
    ]),
  ).toEqual([['list-active-exactly', 'isolation-list'], ['limit-21st-refused'], ['get-as-registered']]);
});

test('a group is named after what is explained, also where another failure of it stands first', () => {
  const full = {
    received: LIMIT,
    documented: '400 SYSTEM_RULE_VIOLATION / Webhook Config / URL_ALREADY_EXISTS',
  };
  expect(
    groups([
      found('url-open-kept', full),
      found('uniqueness-duplicate-takes-no-slot', { ...full, documented: '200 SUCCESS' }),
      found('uniqueness-duplicate-takes-no-slot', { ...full, explanation: 'A duplicate has taken a slot.' }),
    ]),
  ).toEqual([['uniqueness-duplicate-takes-no-slot', 'url-open-kept']]);
});

test('a group is not named after a history, although that says what its calls have left', () => {
  const full = { received: LIMIT, documented: '200 SUCCESS' };
  expect(
    groups([
      found('limit-slot-freed', full),
      found('history-any-explained', {
        ...full,
        explanation: 'The target was left wrong by an earlier call.',
      }),
    ]),
  ).toEqual([['limit-slot-freed', 'history-any-explained']]);
});

test('the same case of several methods is one cause, and goes before one of another case', () => {
  const wrong = { case: 'a wildcard of SQL', documented: '400 BAD_REQUEST, or 404 ENTITY_NOT_FOUND' };
  const of = (id: RequirementId, method: string): Finding =>
    found(id, { ...wrong, exchange: at(`/webhook.config.${method}`) });
  expect(
    groups([
      found('request-management-odd-text', { received: '500 INTERNAL_ERROR', case: '70,000 characters' }),
      of('get-other-form-refused', 'get'),
      of('update-other-form-refused', 'update'),
      of('delete-other-form-refused', 'delete'),
    ]),
  ).toEqual([
    ['get-other-form-refused', 'update-other-form-refused', 'delete-other-form-refused'],
    ['request-management-odd-text'],
  ]);
});

test('on a terminal only the first failure of a cause is shown whole; --verbose and a log show all', () => {
  const options = { verbose: false, colour: false, reportDir: 'out' };
  const lines = (more: object): readonly string[] =>
    renderConsole(sixFailures(), { ...options, width: 120, ...more }).split('\n');
  const whole = (shown: readonly string[]): number =>
    shown.filter((line) => /^ {2}Source: /.test(line)).length;
  const short = lines({});
  expect(short).toContain('6 failures, probably 1 cause. report.html shows each of them.');
  expect(short).toContain('Probably of the same cause as limit-21st-refused: 5 more failures.');
  expect(short).toContainEqual(
    expect.stringMatching(/^FAIL {2}limit-30th-refused {2}200 SUCCESS, and not 400 /),
  );
  expect(whole(short)).toBe(1);
  for (const line of short) expect(line.length).toBeLessThanOrEqual(120);
  expect(whole(lines({ verbose: true }))).toBe(6);
  expect(whole(lines({ width: undefined }))).toBe(6);
});
