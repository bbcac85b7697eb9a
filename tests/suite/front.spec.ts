/** What a run says about answers that did not come from the API. */
import { expect, test } from '@playwright/test';
import type { Answer } from '../../fixtures/wire/answer.ts';
import { sign } from '../../fixtures/wire/ksig1.ts';
import { redactor } from '../../fixtures/wire/redact.ts';
import { parseJson } from '../../fixtures/wire/json.ts';
import { hasEnvelope } from '../../fixtures/contract/enveloped.ts';
import { meaningOf } from '../../fixtures/targets/first-answer.ts';
import { frontLine, frontNameOf, mayBeATrip } from '../../fixtures/targets/front.ts';
import { titleOf } from '../../fixtures/targets/page-title.ts';
import { answerOf, credentials } from './answers-made-up.ts';
import { fronts, type MadeUp } from './front-made-up.ts';

const redact = redactor(credentials);
const asIs = (text: string): string => text;

function answerFrom({ status, body, headers = {} }: Omit<MadeUp, 'kind'>): Answer {
  const all = { 'content-type': 'text/html', ...headers };
  return answerOf(status, undefined, { body, headers: all, json: parseJson(body) });
}

function lineOf(status: number, body: string, headers: Record<string, string> = {}): string {
  return frontLine(answerFrom({ status, body, headers }), redact);
}

test('every answer from in front of the application is named in one line, which never blames the credentials', () => {
  expect(Object.keys(fronts).length).toBeGreaterThanOrEqual(25);
  for (const [what, front] of Object.entries(fronts)) {
    const answer = answerFrom(front);
    expect.soft(frontNameOf(answer), what).toBe(front.kind);
    expect.soft(meaningOf(answer), what).toBe('front');
    const line = frontLine(answer, redact);
    const beginning = `^The target answered ${front.status} without the API's envelope`;
    expect.soft(line, what).toMatch(new RegExp(`${beginning} \\([^\\n]+\\)\\. [A-Z][^\\n]+\\.$`));
    expect.soft(line, what).not.toContain('TARGET_API_KEY');
  }
});

test('no two kinds have the same advice', () => {
  const advice = new Map(
    Object.values(fronts).map(({ kind, ...front }) => [
      kind,
      frontLine(answerFrom(front), redact).replace(/^.*?\)\. /, ''),
    ]),
  );
  expect(advice.size).toBeGreaterThan(18);
  expect(new Set(advice.values()).size).toBe(advice.size);
});

test('a redirect is shown with its origin and path, and with the base URL if it keeps the path', () => {
  expect(
    lineOf(301, '', { location: 'https://user:pass@api.test/v1/webhook.config.create?key=1#top' }),
  ).toMatch(
    /It redirects to https:\/\/api\.test\/v1\/webhook\.config\.create, .*set TARGET_URL to https:\/\/api\.test\/v1\.$/,
  );
  expect(lineOf(302, '', { location: '/elsewhere?next=1' })).toMatch(
    /It redirects to \/elsewhere, .*in TARGET_URL\.$/,
  );
  expect(lineOf(302, '', { location: 'https://elsewhere.test' })).toContain(
    'redirects to https://elsewhere.test/,',
  );
  for (const location of ['http://[', 'javascript:alert(1)', ''])
    expect.soft(lineOf(302, '', { location }), location).toContain('does not say where to');
});

test('a refusal in JSON without the envelope is shown as it came, and may come from anywhere', () => {
  for (const status of [401, 403]) {
    const line = lineOf(status, '{"message":"Forbidden"}', { 'content-type': 'application/json' });
    expect(line).toContain(
      `${status} without the API's envelope (application/json, {"message":"Forbidden"}).`,
    );
    expect(line).toMatch(/TARGET_URL.*TARGET_API_KEY, TARGET_SECRET_KEY and TARGET_AUTH_TOKEN/);
  }
});

for (const [what, body, title] of [
  ['a title', '<html><title>Bad gateway</title>', 'Bad gateway'],
  [
    'a title with attributes, over several lines',
    '<TITLE\n data-x="1">\n Just\t a\r\n moment </TITLE>',
    'Just a moment',
  ],
  [
    'entities',
    '<title>A &amp;amp; B &#8211; &#x2f; &quot;C&quot; &nbsp; &copy; &nosuch;</title>',
    'A &amp; B – / "C" © &nosuch;',
  ],
  ['entities that are no characters', '<title>a&#0;b&#x1b;[31mc&#xFFFFFF;d&#xd800;e</title>', 'ab[31mcde'],
  ['control and invisible characters', '<title>a\u0000\u001B[2Jb\u202Ec\u200Bd\u0085e</title>', 'a[2Jbcde'],
  ['a title that is never closed', '<title>open', 'open'],
  ['an empty title', '<title></title><p>text</p>', 'text'],
  ['no title', '<html><body><h1>Not\nhere</h1><p>at all</p>', 'Not here at all'],
  ['plain text', 'Unknown host\n', 'Unknown host'],
  ['a title of 80 characters', `<title>${'x'.repeat(80)}</title>`, 'x'.repeat(80)],
  ['a longer title', `<title>${'\u{1F600}'.repeat(81)}</title>`, `${'\u{1F600}'.repeat(80)}…`],
  ['nothing', '', ''],
] as const)
  test(`${what} is shown in a line`, () => expect(titleOf(body, asIs)).toBe(title));

test('no secret is shown, in whatever spelling a page or a header has it', () => {
  const { apiKey, secretKey, authToken } = credentials;
  const secrets = [apiKey, secretKey, authToken, sign(credentials)];
  for (const secret of secrets) {
    const entities = [...secret].map((letter) => `&#${letter.charCodeAt(0)};`).join('');
    const lines = [
      lineOf(403, `<title>${'x'.repeat(70)} ${secret}</title>`),
      lineOf(403, `<title>${entities}</title>`),
      lineOf(403, secret, { 'content-type': `text/${secret}` }),
      lineOf(302, '', { location: `https://a.test/${encodeURIComponent(secret)}/x` }),
      lineOf(302, '', { location: `/${secret}` }),
    ];
    for (const line of lines) {
      expect.soft(line).not.toContain(secret);
      expect.soft(line).not.toContain(secret.slice(0, 9));
    }
  }
});

test('a very long page is read quickly', () => {
  const startedAt = performance.now();
  for (const piece of ['<title', '<', '<title>', '&#', ' ', '<input '])
    for (const status of [200, 404]) lineOf(status, piece.repeat(4_000_000 / piece.length));
  expect(performance.now() - startedAt).toBeLessThan(3000);
});

const envelope = '{"meta":{"status":"ERROR"},"errors":[]}';
const noEnvelope = '{"message":"x"}';

for (const [status, body, meaning, headers] of [
  [400, envelope, 'judge'],
  [400, ` \r\n${envelope}\n`, 'judge'],
  [400, `\uFEFF${envelope}`, 'judge'],
  [400, `\u00A0\uFEFF ${noEnvelope}`, 'judge'],
  [200, '{}', 'judge'],
  [200, '[]', 'judge'],
  [200, '"hello"', 'judge'],
  [401, noEnvelope, 'judge'],
  [404, noEnvelope, 'judge'],
  [500, envelope, 'judge'],
  [502, envelope, 'judge'],
  [301, envelope, 'judge', { location: '/x' }],
  [502, noEnvelope, 'waking'],
  [502, '<html>', 'waking'],
  [503, envelope, 'waking'],
  [504, '', 'waking'],
  [520, '', 'waking'],
  [530, '<title>530</title>', 'waking'],
  [531, '', 'front'],
  [519, '', 'front'],
  [429, envelope, 'throttled'],
  [429, '<html>', 'throttled'],
  [301, noEnvelope, 'front', { location: '/x' }],
  [407, noEnvelope, 'front'],
] as const)
  test(`${status} ${JSON.stringify(body)} means ${meaning}`, () => {
    const answer = answerFrom({ status, body, ...(headers === undefined ? {} : { headers }) });
    expect(meaningOf(answer)).toBe(meaning);
  });

test('the envelope is an object whose meta has a status: gateways have a meta of their own', () => {
  for (const body of [
    '{"meta":null}',
    '{"meta":{}}',
    '{"meta":{"gateway":"kong"}}',
    '{"meta":[]}',
    '{"meta":"x"}',
    '[{"meta":{}}]',
    'meta',
    '{"data":{"meta":{}}}',
  ])
    expect.soft(hasEnvelope(answerFrom({ status: 200, body })), body).toBe(false);
  for (const body of ['{"meta":{"status":"ERROR"}}', `\uFEFF${envelope}`])
    expect.soft(hasEnvelope(answerFrom({ status: 200, body })), body).toBe(true);
});

test('only a page without a known cause may be a crash on this one request', () => {
  const crash = fronts['a crash'];
  const certificate = fronts['nginx without a client certificate'];
  if (crash === undefined || certificate === undefined)
    throw new Error('These answers are not made up any more.');
  expect(mayBeATrip(answerFrom(crash))).toBe(true);
  expect(mayBeATrip(answerFrom({ status: 400, body: '<title>Bad Request</title>' }))).toBe(true);
  expect(mayBeATrip(answerFrom(certificate))).toBe(false);
  for (const status of [200, 204, 401, 404, 501])
    expect.soft(mayBeATrip(answerFrom({ status, body: '' })), String(status)).toBe(false);
});
