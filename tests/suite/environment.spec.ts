/**
 * The variables of a run: every setting that got lost is named in one line, and nothing else is judged
 * instead.
 */
import { expect, test } from '@playwright/test';
import { nearestSetting, SETTING_NAMES } from '../../fixtures/cli/setting-names.ts';
import { complaint, read } from './environment-read.ts';

test('every setting that is present and empty is refused, in the environment and in .env', () => {
  for (const name of [...SETTING_NAMES, 'TARGET_ENV', 'CONFORMANCE_COLOUR']) {
    for (const empty of ['', '  ', '\t']) {
      const line = `${name} is set but empty. Give it a value, or unset it.`;
      expect.soft(complaint({ [name]: empty })).toBe(line);
    }
  }
  for (const name of SETTING_NAMES) {
    for (const line of [`${name}=`, `${name}= `, `${name}=""`, `export ${name}=''`, `${name}= # later`]) {
      const message = complaint({}, `# ours\n${line}\n`);
      expect.soft(message, line).toMatch(new RegExp(`\\.env line 2: ${name} is set but empty\\.`));
    }
  }
});

test('a flag wins over a variable, and a variable over .env; a flag that is empty is refused too', () => {
  const file = 'CONFORMANCE_SEED=1\nCONFORMANCE_BURST=2\nCONFORMANCE_LABEL=file\n';
  const env = { CONFORMANCE_BURST: '3', CONFORMANCE_LABEL: 'environment' };
  const { variables, sources } = read(env, file, { CONFORMANCE_LABEL: 'flag' });
  expect(variables).toEqual({
    CONFORMANCE_SEED: '1',
    CONFORMANCE_BURST: '3',
    CONFORMANCE_LABEL: 'flag',
  });
  expect(sources).toMatch(/^the flags, the environment and .*\.env$/);
  expect(() => read({}, undefined, { TARGET_URL: ' ' })).toThrow('TARGET_URL is set but empty.');
});

test('a name that is nearly one of ours is refused, and the line says which was meant', () => {
  for (const [meant, names] of [
    ['TARGET_URL', ['TARGET_URI', 'TARGET_RUL', 'TARGT_URL', 'TARGET-URL', 'target_url', 'TARGETURL']],
    ['TARGET_URL', ['\ufeffTARGET_URL', 'TARGET\u200b_URL', 'TARGET_BASE_URL']],
    ['TARGET_API_KEY', ['TARGET_APIKEY', 'TARGET_KEY']],
    ['TARGET_SECRET_KEY', ['TARGET_SECRET']],
    ['TARGET_AUTH_TOKEN', ['TARGET_TOKEN']],
    ['TARGET_ACCOUNT_IDS', ['TARGET_ACCOUNT_ID', 'TARGET_ACCOUNTS']],
    ['TARGET_CLAIMS', ['TARGET_CLAIM', 'TARGET_CALIMS', 'CONFORMANCE_CLAIMS']],
    ['CONFORMANCE_TIMEOUT_MS', ['CONFORMANCE_TIMEOUT', 'TARGET_TIMEOUT_MS']],
    ['CONFORMANCE_BURST', ['CONFORMANCE_BURSTS', 'TARGET_BURST']],
    ['CONFORMANCE_SEED', ['TARGET_SEED']],
    ['REPORT_DIR', ['CONFORMANCE_REPORT_DIR', 'REPORTS_DIR', 'report_dir']],
  ] as const)
    for (const name of names) {
      const message = complaint({ [name]: 'x' });
      expect.soft(nearestSetting(name), name).toBe(meant);
      expect.soft(message, name).toMatch(new RegExp(`Did you mean ${meant}\\?`));
      expect.soft(message, name).toMatch(/^[\x20-\x7e]+$/);
    }
});

test('names of other programs are no settings', () => {
  const near = 'ENV OS ARCH UID PORT HOST BRANCH'.split(' ').map((word) => `TARGET_${word}`);
  const folders = ['EXPORT_DIR', 'ALLURE_REPORT_DIR', 'JEST_REPORT_DIR', 'IMPORT_DIR'];
  const others = [
    'TARGETPLATFORM',
    'TARGET_CC',
    'TARGET',
    'CONFORMANCE',
    'CONFORMANCE_IMAGE',
    'SANDBOX_PORT',
    'API_KEY',
  ];
  for (const name of [...near, ...folders, ...others, 'PATH', '_', ''])
    expect.soft(nearestSetting(name), name).toBeUndefined();
});

test('another name with our prefix is mentioned and not read; a .env without our settings is only mentioned', () => {
  expect(read({ TARGET_ENV: 'staging', HOME: '/root' })).toMatchObject({
    variables: {},
    notes: ['TARGET_ENV is not a setting of this suite. It is not read.'],
  });
  const foreign = read(
    {},
    'DATABASE_URL=postgres://x\nPRIVATE_KEY="-----BEGIN\nabc\n-----END"\nTARGET_ENV=x\n',
  );
  expect(foreign.variables).toEqual({});
  expect(foreign.sources).toMatch(/^the environment; .*\.env holds no setting of this suite$/);
});

test('in a .env that holds ours, every other name is refused with its line', () => {
  for (const [line, advice] of [
    ['DATABASE_URL=x', 'Keep it in another file, or remove it.'],
    ['TARGET_ENV=staging', 'Keep it in another file, or remove it.'],
    ['API_KEY=x', 'Did you mean TARGET_API_KEY?'],
    ['TARGET_CLAIM=create', 'Did you mean TARGET_CLAIMS? Rename it, or remove it.'],
  ]) {
    const message = complaint({}, `TARGET_URL=https://h.example\n\n${line}\n`);
    expect.soft(message).toMatch(/\.env line 3: \w+ is not a setting of this suite\./);
    expect.soft(message).toContain(advice);
  }
});

test('the environment takes precedence over .env, and blanks around a value do not count', () => {
  const content = 'TARGET_URL=https://file.example\nCONFORMANCE_SEED = 5 \n';
  expect(read({ TARGET_URL: ' https://env.example ' }, content)).toMatchObject({
    variables: { TARGET_URL: 'https://env.example', CONFORMANCE_SEED: '5' },
    sources: expect.stringMatching(/^the environment and .*\.env$/),
  });
});

test('every form of a line that other readers know is read in the same way', () => {
  for (const line of [
    'TARGET_AUTH_TOKEN="a#b"',
    "TARGET_AUTH_TOKEN='a#b'",
    'TARGET_AUTH_TOKEN=`a#b`',
    '  export TARGET_AUTH_TOKEN = "a#b"   # the token',
    'TARGET_AUTH_TOKEN="a#b"\r',
  ]) {
    expect.soft(complaint({}, line), line).toBe('read {"TARGET_AUTH_TOKEN":"a#b"}');
  }
  for (const line of [
    'TARGET_URL=https://h.example/a=b # staging',
    'TARGET_URL=https://h.example/a=b\r\n# x\r\n',
  ]) {
    expect.soft(complaint({}, line), line).toBe('read {"TARGET_URL":"https://h.example/a=b"}');
  }
});

test('a line that loses its value is refused with its line and variable', () => {
  for (const [line, problem] of [
    ['TARGET_AUTH_TOKEN=Vb3N#YhLx', 'contains a #'],
    ['TARGET_AUTH_TOKEN=#YhLx', 'contains a #'],
    ['TARGET_AUTH_TOKEN=Vb3N#YhLx # the token', 'contains a #'],
    ['TARGET_AUTH_TOKEN="abc', 'opens a "'],
    ['TARGET_AUTH_TOKEN=\'abc"', "opens a '"],
    ['TARGET_AUTH_TOKEN="abc"def', 'has text after its closing "'],
    ['TARGET_AUTH_TOKEN: abc', 'is not in the form NAME=value'],
    ['TARGET_AUTH_TOKEN abc', 'is not in the form NAME=value'],
    ['set TARGET_AUTH_TOKEN=abc', 'is not in the form NAME=value'],
    ['$env:TARGET_AUTH_TOKEN = "abc"', 'is not in the form NAME=value'],
  ] as const) {
    const message = complaint({}, `TARGET_URL=https://h.example\n${line}\n`);
    expect.soft(message, line).toMatch(/\.env line 2: \S+ /);
    expect.soft(message, line).toContain(problem);
    expect.soft(message, line).not.toMatch(/Vb3N|YhLx|abc/);
  }
  expect(complaint({}, 'TARGET_URL: https://h.example\n')).toContain('line 1: TARGET_URL is not in the form');
  expect(complaint({}, 'TARGET_URL=https://a.example\nTARGET_URL=https://b.example\n')).toMatch(
    /line 2: TARGET_URL is set twice/,
  );
});

test('an invisible character is refused in any setting, and named', () => {
  for (const [value, named] of [
    ['rep\r', 'U+000D'],
    ['a\u0000b', 'U+0000'],
    ['a\u001b[1m', 'U+001B'],
    ['a\u00a0', 'U+00A0'],
    ['\ufeffa', 'U+FEFF'],
    ['a\u200bb', 'U+200B'],
    ['a\u200d', 'U+200D'],
    ['a\u202eb', 'U+202E'],
    ['a\u2028b', 'U+2028'],
    ['a\u00adb', 'U+00AD'],
    ['a\u3164', 'U+3164'],
    ['a\u2003b', 'U+2003'],
    ['a\u{e0041}', 'U+E0041'],
    ['a\ufe0f', 'U+FE0F'],
    ['a\tb', 'U+0009'],
  ]) {
    for (const name of SETTING_NAMES) {
      const line = `${name} holds an invisible character (${named}). Type the value again.`;
      expect.soft(complaint({ [name]: value })).toBe(line);
    }
    if (/[\r\0]/.test(value ?? '')) continue;
    expect.soft(complaint({}, `TARGET_URL=${value}`)).toMatch(/\.env line 1: TARGET_URL holds an invisible/);
  }
});

test('visible characters are accepted: emoji, kana, accents, blanks inside', () => {
  for (const ids of ['❤️,👩‍💻', 'アカウント', 'cafe\u0301', 'acc 1', 'a|b/c:d+e%f']) {
    const variables = { TARGET_ACCOUNT_IDS: ids };
    expect.soft(complaint(variables)).toBe(`read ${JSON.stringify(variables)}`);
  }
});
