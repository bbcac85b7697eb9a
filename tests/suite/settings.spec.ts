import { expect, test } from '@playwright/test';
import { DEFAULT_SEED, readSettings, SettingsError, type Settings } from '../../fixtures/targets/settings.ts';
import { credentials } from './answers-made-up.ts';

type Environment = Record<string, string | undefined>;

const CLAIMS = ['create', 'management'];

const live: Environment = {
  TARGET_URL: 'https://staging.example/api/',
  TARGET_API_KEY: credentials.apiKey,
  TARGET_SECRET_KEY: credentials.secretKey,
  TARGET_AUTH_TOKEN: credentials.authToken,
  TARGET_ACCOUNT_IDS: 'acc_1, acc_2,acc_3',
};

const options = { claims: CLAIMS, drawSeed: () => 4711 };

/** The settings of `npm run conformance`, or of `npm start` if no target is set. */
const read = (env: Environment): Settings =>
  readSettings(env, { ...options, command: env['TARGET_URL'] === undefined ? 'demo' : 'run' });

function complaint(env: Environment): string {
  try {
    read(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return 'nothing to complain about';
}

test('an empty environment is a demonstration of all defaults on the embedded server', () => {
  expect(read({})).toEqual({
    live: undefined,
    claims: CLAIMS,
    reportDir: 'reports/out',
    formats: ['json', 'md', 'html', 'junit'],
    knownFailures: undefined,
    seed: DEFAULT_SEED,
    timeoutMs: 10_000,
    patienceMs: 60_000,
    burst: 8,
    rate: undefined,
    label: undefined,
    hostBase: undefined,
    maxMinutes: undefined,
  });
});

test('the formats of a report are named, and another one is refused', () => {
  expect(read({ CONFORMANCE_FORMATS: 'junit, ctrf' }).formats).toEqual(['junit', 'ctrf']);
  expect(complaint({ CONFORMANCE_FORMATS: 'junit,pdf' })).toMatch(
    /^CONFORMANCE_FORMATS names "pdf", .* Known: json, md, html, junit, ctrf\.$/,
  );
});

test('without a target there is no run, and the line names both ways on', () => {
  expect(() => readSettings({}, { ...options, command: 'run' })).toThrow(
    /^No target is set\. Set TARGET_URL, or try `npm start`/,
  );
});

test('a demonstration never judges the target that is set', () => {
  expect(readSettings(live, { ...options, command: 'demo' }).live).toBeUndefined();
});

test('a live target is read with its credentials and accounts', () => {
  expect(read(live).live).toEqual({
    baseUrl: 'https://staging.example/api',
    credentials,
    accountIds: ['acc_1', 'acc_2', 'acc_3'],
    accountsEmpty: false,
  });
});

test('accounts are declared empty by yes alone, and an account that does not exist is none of those named', () => {
  for (const [text, accountsEmpty] of [
    ['yes', true],
    ['no', false],
    ['', false],
  ] as const)
    expect.soft(read({ ...live, TARGET_ACCOUNTS_EMPTY: text }).live?.accountsEmpty).toBe(accountsEmpty);
  expect(read({ ...live, TARGET_UNKNOWN_ACCOUNT_ID: ' acc_9 ' }).live?.unknownAccountId).toBe('acc_9');
  expect(read({ ...live, TARGET_UNKNOWN_ACCOUNT_ID: '' }).live).not.toHaveProperty('unknownAccountId');
  expect(complaint({ ...live, TARGET_UNKNOWN_ACCOUNT_ID: 'acc_2' })).toBe(
    'TARGET_UNKNOWN_ACCOUNT_ID is "acc_2", which TARGET_ACCOUNT_IDS names as well. Name an account that does not exist.',
  );
});

test('paths can be appended to every accepted base URL', () => {
  for (const [given, base] of [
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080///', 'http://127.0.0.1:8080'],
    ['HTTP://Staging.Example/Api', 'http://staging.example/Api'],
    ['http://[::1]:80/?', 'http://[::1]'],
    ['http://h.example/#', 'http://h.example'],
    [' https://h.example/v1 ', 'https://h.example/v1'],
  ])
    expect.soft(read({ ...live, TARGET_URL: given }).live?.baseUrl, given).toBe(base);
});

test('claims are taken in the order of the catalogue, each once', () => {
  for (const target of [{}, live]) {
    const claimed = (text: string): readonly string[] => read({ ...target, TARGET_CLAIMS: text }).claims;
    expect(claimed('management , create,create')).toEqual(['create', 'management']);
    expect(claimed('create')).toEqual(['create']);
  }
});

test('a live target that names no claim makes the first only, and the embedded server all', () => {
  expect(read(live).claims).toEqual(['create']);
  expect(read({}).claims).toEqual(CLAIMS);
});

test('a claim that builds on another one is refused without it, and the line names both', () => {
  for (const target of [{}, live])
    expect(complaint({ ...target, TARGET_CLAIMS: 'management' })).toMatch(
      /^TARGET_CLAIMS names management without create.* Add create\.$/,
    );
});

test('a seed is a whole number of 32 bits, or drawn', () => {
  for (const seed of [0, -1, 42, 2 ** 31 - 1, -(2 ** 31)])
    expect.soft(read({ CONFORMANCE_SEED: String(seed) }).seed).toBe(seed);
  expect(read({ CONFORMANCE_SEED: 'random' }).seed).toBe(4711);
  expect(read({ CONFORMANCE_TIMEOUT_MS: '250' }).timeoutMs).toBe(250);
  expect(read({ TARGET_MAX_MINUTES: '0.5' }).maxMinutes).toBe(0.5);
  expect(read({ CONFORMANCE_PATIENCE: '0' }).patienceMs).toBe(0);
  expect(read({ CONFORMANCE_PATIENCE: '86400' }).patienceMs).toBe(86_400_000);
  expect(read({ REPORT_DIR: '/tmp/elsewhere' }).reportDir).toBe('/tmp/elsewhere');
});

const bad: readonly (readonly [variable: string, values: readonly string[]])[] = [
  ['CONFORMANCE_PATIENCE', ['-1', '1.5', '86401', '1m', ' 5']],
  ['CONFORMANCE_TIMEOUT_MS', ['0', '-1', '1.5', '1e3', '2147483648', 'ten\nseconds', ' 5']],
  [
    'TARGET_URL',
    [
      'staging.example',
      'ftp://h.example',
      '//h.example',
      'https://',
      'http://h.example:99999',
      ' ',
      'not\na\nURL',
    ],
  ],
  [
    'TARGET_URL',
    [
      'https://h.example/?a=b',
      'https://h.example/#a',
      'https://user@h.example',
      'ftp://user:hunter2@h.example',
    ],
  ],
  ['TARGET_API_KEY', ['sb_ 1', 'sb_ü', 'sb_1\n', ' ']],
  ['TARGET_AUTH_TOKEN', ['a b', 'a\tb', '\u2028']],
  ['TARGET_SECRET_KEY', ['secret', 'AB==', 'AA', 'A-_A', ' AA==', `${credentials.secretKey}\n`]],
  ['TARGET_ACCOUNT_IDS', ['a,,b', ',', 'a,', ' ', 'a,b, a', 'a\nb,a\nb']],
  ['TARGET_ACCOUNTS_EMPTY', ['true', 'YES', '1', ' yes', 'y']],
  ['TARGET_UNKNOWN_ACCOUNT_ID', ['acc_1', ' acc_3 ']],
  ['TARGET_CLAIMS', ['management', 'everything', 'create,', 'Create', 'cre\nate', 'create;management']],
  ['TARGET_HEADERS', ['hunter2', '{"X-A":"hunter2\n"}', '{"Host":"hunter2"}']],
  ['TARGET_MAX_MINUTES', ['0', '-1', '1e3', '1441', 'ten', ' 5', '0.0']],
  ['CONFORMANCE_SEED', ['1.5', '1e3', '0x10', 'Random', '2147483648', '-2147483649', ' 5', '5\n', 'NaN']],
];

test('a setting that cannot be used ends in one line that names its variable', () => {
  for (const [variable, values] of bad)
    for (const value of values) {
      const message = complaint({ ...live, [variable]: value });
      expect.soft(message, value).toMatch(/^[^\n\r\u2028]+\.$/);
      expect.soft(message, value).toContain(variable);
    }
});

test('a live target without credentials or accounts is refused, with all that is missing named at once', () => {
  expect(complaint({ TARGET_URL: 'http://h.example' })).toBe(
    'A target needs more than its URL. Set TARGET_API_KEY, TARGET_SECRET_KEY, TARGET_AUTH_TOKEN, TARGET_ACCOUNT_IDS too.',
  );
  for (const missing of Object.keys(live).filter((name) => name !== 'TARGET_URL'))
    expect.soft(complaint({ ...live, [missing]: undefined })).toContain(missing);
});

test('credentials without a target are refused: the embedded server would be judged in its place', () => {
  const more = { ...live, TARGET_ACCOUNTS_EMPTY: 'yes', TARGET_UNKNOWN_ACCOUNT_ID: 'acc_9' };
  for (const [name, value] of Object.entries(more).filter(([variable]) => variable !== 'TARGET_URL'))
    expect
      .soft(() => readSettings({ [name]: value }, { ...options, command: 'run' }))
      .toThrow(new RegExp(`^${name} is set but TARGET_URL is not`));
});

test('no message holds a secret', () => {
  const secrets = [credentials.apiKey, credentials.secretKey, credentials.authToken, 'hunter2'];
  const environments = [
    ...bad.flatMap(([variable, values]) => values.map((value) => ({ ...live, [variable]: value }))),
    ...secrets.map((secret) => ({ ...live, TARGET_API_KEY: `${secret} ` })),
    ...secrets.map((secret) => ({ ...live, TARGET_SECRET_KEY: `${secret}=` })),
    ...secrets.map((secret) => ({ ...live, TARGET_AUTH_TOKEN: `${secret}\n` })),
    { ...live, TARGET_URL: 'https://user:hunter2@h.example/' },
    { ...live, TARGET_URL: 'user:hunter2@h.example' },
  ];
  for (const env of environments)
    for (const secret of secrets) expect.soft(complaint(env)).not.toContain(secret);
});

test('a burst has from 2 to 12 creates', () => {
  for (const [text, burst] of [
    ['2', 2],
    ['12', 12],
  ] as const)
    expect.soft(read({ CONFORMANCE_BURST: text }).burst).toBe(burst);
  for (const text of ['1', '13', '0', '-8', '8.5', ' 8', '1e1', 'eight'])
    expect
      .soft(() => read({ CONFORMANCE_BURST: text }), text)
      .toThrow(/^CONFORMANCE_BURST is .* from 2 to 12\.$/);
});

test('a key of the live system is refused unless the user says that it is meant', () => {
  const TARGET_API_KEY = 'lv_aKeyThatNobodyWasIssued';
  expect(complaint({ ...live, TARGET_API_KEY })).toMatch(
    /^TARGET_API_KEY is a live key: it begins with lv_\./,
  );
  expect(complaint({ ...live, TARGET_API_KEY })).not.toContain(TARGET_API_KEY);
  expect(complaint({ ...live, TARGET_LIVE: 'true' })).toMatch(
    /^TARGET_LIVE is "true"\. Give "yes" or "no"\.$/,
  );
  expect(read({ ...live, TARGET_API_KEY, TARGET_LIVE: 'yes' }).live?.credentials.apiKey).toBe(TARGET_API_KEY);
});

test('a target that is not on this machine is asked 20 times a second, unless TARGET_RATE says otherwise', () => {
  expect(read(live).rate).toBe(20);
  expect(read({ ...live, TARGET_RATE: '5' }).rate).toBe(5);
  expect(read({ ...live, TARGET_RATE: 'off' }).rate).toBeUndefined();
  for (const TARGET_URL of ['http://localhost:4010', 'http://127.0.0.1:4010', 'http://[::1]:4010'])
    expect.soft(read({ ...live, TARGET_URL }).rate).toBeUndefined();
  expect(complaint({ ...live, TARGET_RATE: '0.5' })).toMatch(
    /^TARGET_RATE is "0\.5"\. Give a whole number of requests a second/,
  );
});
