/** The lines that a page gives to paste: whole, for the target that failed, and read by a shell as meant. */
import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { againBlock, linesOf, requestBlock, type Block } from '../../reports/html/commands.ts';
import type { Failure } from '../../reports/report.ts';
import type { Exchange } from '../../specs/types.ts';
import { exchange, passed, race, step } from './page-made-up.ts';

const MOST = 20_000;
const report = passed();
const failure = (more: Partial<Failure> = {}): Failure => ({
  received: '200 SUCCESS',
  documented: '400',
  exchange,
  again: 'npm run conformance -- --grep @limit-21st-refused',
  ...more,
});
const sending = (request: Partial<Exchange['request']>, status = 200): Exchange => ({
  ...exchange,
  request: { ...exchange.request, ...request },
  response: { ...exchange.response, status },
});

function linesIn(block: Block | undefined): readonly string[] {
  return block !== undefined && 'lines' in block ? block.lines : [];
}

/** What a shell hands to a program in place of `npm run -s call --` or curl: each word in a line. */
function words(
  lines: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): readonly string[] {
  const script = `npm() { for word; do printf '%s\\0' "$word"; done; }; curl() { npm "$@"; }; ${lines.join('\n')}`;
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', ...variables };
  return execFileSync('bash', ['--norc', '-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

test('a right request is a line of call, behind the target and what the test had changed before', () => {
  const lines = linesIn(requestBlock(report, failure({ steps: [step('a', { held: 2 })] }), MOST));
  expect(lines).toEqual([
    "export TARGET_URL='https://staging.conformance.example'",
    '# TARGET_API_KEY, TARGET_SECRET_KEY and TARGET_AUTH_TOKEN are in the environment or in .env',
    '# acc_1 held 2 other configurations; an empty account has to be filled first:',
    expect.stringMatching(/^for n in \$\(seq 2\); do npm run -s call -- webhook\.config\.create .*; done$/),
    `npm run -s call -- webhook.config.create '${step('a').body}'`,
    `npm run -s call -- webhook.config.create '${exchange.request.body}'`,
  ]);
  expect(words(lines.slice(3, 4)).filter((word) => word.startsWith('{'))).toEqual(
    [1, 2].map((n) => `{"account_id":"acc_1","config":{"url":"https://before-${n}.conformance.example/"}}`),
  );
});

test('a request that was carried out is not sent twice, and a refused one that repeats a step is', () => {
  const count = (more: Partial<Failure>): number =>
    linesIn(requestBlock(report, failure({ steps: [step('21st')], ...more }), MOST)).filter((line) =>
      line.startsWith('npm'),
    ).length;
  expect(count({})).toBe(1);
  expect(count({ exchange: sending({}, 500) })).toBe(2);
});

test('an accepted request without credentials is a line of curl and never one of call, which signs', () => {
  const { Authorization: _, ...headers } = exchange.request.headers;
  const accepted = { exchange: sending({ headers }, 200), steps: [step('21st')] };
  const lines = linesIn(requestBlock(report, failure(accepted), MOST));
  expect(lines.filter((line) => line.startsWith('npm'))).toEqual([]);
  expect(lines.at(-1)).toMatch(/^curl .*21st/);
  expect(lines.at(-1)).not.toContain('Authorization');
});

test('a later call uses the config_id of its create through a variable', () => {
  const lines = linesOf([
    step('a', { issued: 'whc_A' }),
    step('b', { issued: 'whc_B' }),
    { method: 'webhook.config.delete', body: '{"account_id":"acc_1","config_id":"whc_A"}' },
  ]);
  expect(lines[0]).toMatch(/^c1=\$\(npm .* --take data\.config_id\)$/);
  expect(lines[1]).toMatch(/^npm /);
  expect(words(['c1=whc_new', lines[2] ?? ''])).toContain('{"account_id":"acc_1","config_id":"whc_new"}');
});

test('creates that arrived together are started together', () => {
  const lines = linesIn(requestBlock(report, failure(race), MOST));
  expect(lines.filter((line) => line.endsWith(' &'))).toHaveLength(3);
  expect(lines.at(-1)).toBe('wait');
});

test('the shortest history of a property is kept as the suite has written it', () => {
  const calls = ['# acc_1 holds 1 other configuration', "npm run -s call -- webhook.config.list '{}'"];
  expect(linesIn(requestBlock(report, failure({ calls }), MOST)).slice(2)).toEqual(calls);
});

const headers = exchange.request.headers;
const unsigned = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'Authorization'));

for (const [what, request] of [
  ['another verb', { verb: 'PUT' }],
  ['another path', { path: '/webhook.config.create//x?y=%2e' }],
  ['a body that is no JSON', { body: "{'it''s not' $HOME `x` \\n" }],
  ['no body', { body: null }],
  ['a header more', { headers: { ...headers, 'X-Other': "it's" } }],
  ['no signature', { headers: unsigned }],
  ['bytes that nobody sees', { body: '{\u202E\u0007\t\u{E0041}\r\n"\\' }],
] as const) {
  test(`a request with ${what} is a line of curl that sends it as it was`, () => {
    const lines = linesIn(requestBlock(report, failure({ exchange: sending(request) }), MOST));
    const key = 'sb_key';
    const secret = Buffer.from('secret of the test').toString('base64');
    const variables = { TARGET_API_KEY: key, TARGET_SECRET_KEY: secret, TARGET_AUTH_TOKEN: 'token' };
    const sent = words(lines, variables);
    const { verb, path, body } = { ...exchange.request, ...request };
    expect(sent[sent.indexOf('-X') + 1]).toBe(verb);
    expect(sent.at(-1)).toBe(`https://staging.conformance.example${path}`);
    if (body === null) expect(sent).not.toContain('--data-raw');
    else expect(sent[sent.indexOf('--data-raw') + 1]).toBe(body);
    expect(sent).toContain(`X-API-Key: ${key}`);
    expect(sent.some((word) => word.startsWith('Authorization:'))).toBe(
      request !== undefined && what !== 'no signature',
    );
  });
}

test('the signature of a line of curl is that of the contract', () => {
  // The first vector of specs/vectors/ksig1.json is checked against the signer elsewhere.
  const lines = linesIn(requestBlock(report, failure({ exchange: sending({ verb: 'PUT' }) }), MOST));
  const variables = { TARGET_API_KEY: 'sb_key', TARGET_SECRET_KEY: Buffer.from('k\0ey').toString('base64') };
  const authorization = words(lines, variables).find((word) => word.startsWith('Authorization: '));
  const computed = execFileSync(
    process.execPath,
    ['-p', `require('crypto').createHmac('sha256', Buffer.from('k\\0ey')).update('sb_key').digest('base64')`],
    { encoding: 'utf8' },
  ).trim();
  expect(authorization).toBe(`Authorization: KSig1-HMAC-SHA256 ${computed}`);
});

for (const [what, more, why] of [
  [
    'other credentials',
    { exchange: sending({ headers: { ...headers, 'X-API-Key': '<API Key: another>' } }) },
    /credentials/,
  ],
  ['a body that was cut', { exchange: sending({ body: `${'x'.repeat(20)}… (4000 characters)` }) }, /longer/],
  ['more than the page has room for', { exchange: sending({ body: 'x'.repeat(MOST + 1) }) }, /too long/],
  ['a NUL', { exchange: sending({ body: 'a\0b' }) }, /cannot write/],
  ['half a character', { exchange: sending({ body: 'a\uD83D' }) }, /cannot write/],
] as const) {
  test(`${what} gives no lines, and the reason`, () => {
    expect(requestBlock(report, failure(more), MOST)).toEqual({ why: expect.stringMatching(why) as unknown });
  });
}

test('nothing is to be sent to a target that ended with its run, or without a request', () => {
  const embedded = { ...report, target: { name: 'reference', url: 'http://127.0.0.1:1' } };
  expect(requestBlock(embedded, failure(), MOST)).toBeUndefined();
  const { exchange: _exchange, ...bare } = failure();
  expect(requestBlock(report, bare, MOST)).toBeUndefined();
});

test('the command that judges again names the target itself, and is whole', () => {
  expect(linesIn(againBlock(failure(), MOST))).toEqual([failure().again]);
  expect(againBlock(failure({ again: 'x'.repeat(MOST + 1) }), MOST)).toHaveProperty('why');
});
