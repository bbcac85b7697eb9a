import path from 'node:path';
import { expect, test } from '@playwright/test';
import { optionsIn, WITHOUT_VALUE } from '../../fixtures/cli/entry/arguments.cjs';
import { optionsWithoutValue, readRunArguments } from '../../fixtures/cli/playwright-arguments.ts';
import { childEnvironment } from '../../fixtures/cli/playwright.ts';
import { SettingsError } from '../../fixtures/targets/settings.ts';

const words = (line: string): readonly string[] => line.split(' ').filter((word) => word !== '');

for (const [line, passedOn] of [
  ['--grep @url-http-refused', ['--grep=@url-http-refused']],
  ['--grep=@property', ['--grep=@property']],
  ['-g @property', ['-g@property']],
  ['-g@property', ['-g@property']],
  ['-G @property', ['-G@property']],
  ['--grep-invert @property', ['--grep-invert=@property']],
  ['url.spec.ts', ['url.spec.ts']],
  ['constructor', ['constructor']],
  ['--workers 1 url.spec.ts', ['--workers=1', 'url.spec.ts']],
  ['url.spec.ts:20 --workers=1', ['url.spec.ts:20', '--workers=1']],
  ['--shard 1/2', ['--shard=1/2']],
  ['-x', ['-x']],
  ['--max-failures 1', ['--max-failures=1']],
  ['--test-list package.json', [`--test-list=${path.resolve('package.json')}`]],
] as const) {
  test(`${line} picks tests`, () => {
    expect(readRunArguments(words(line))).toEqual({
      ask: 'run',
      isSelection: true,
      isGentle: false,
      isVerbose: false,
      settings: {},
      passedOn,
    });
  });
}

for (const [line, passedOn] of [
  ['', []],
  ['--workers 1', ['--workers=1']],
  ['-j 1', ['-j1']],
  ['-j1', ['-j1']],
  ['--workers=1 --quiet', ['--workers=1', '--quiet']],
  ['--timeout 1000 --global-timeout 2000', ['--timeout=1000', '--global-timeout=2000']],
] as const) {
  test(`${line || 'no argument'} picks none`, () => {
    expect(readRunArguments(words(line))).toEqual({
      ask: 'run',
      isSelection: false,
      isGentle: false,
      isVerbose: false,
      settings: {},
      passedOn,
    });
  });
}

test('a flag stands for a setting, and reaches neither Playwright nor the selection', () => {
  const line = '--url http://127.0.0.1:1/api --accounts=acc_1,acc_2 --seed random --workers=1';
  expect(readRunArguments(words(line))).toEqual({
    ask: 'run',
    isSelection: false,
    isGentle: false,
    isVerbose: false,
    settings: {
      TARGET_URL: 'http://127.0.0.1:1/api',
      TARGET_ACCOUNT_IDS: 'acc_1,acc_2',
      CONFORMANCE_SEED: 'random',
    },
    passedOn: ['--workers=1'],
  });
  expect(() => readRunArguments(words('--url a --url b'))).toThrow('--url is given twice. Give it once.');
  expect(() => readRunArguments(['--claims'])).toThrow('--claims needs a value.');
});

test('a secret is never an argument: other programs see arguments', () => {
  for (const [name, variable] of [
    ['--api-key', 'TARGET_API_KEY'],
    ['--secret-key', 'TARGET_SECRET_KEY'],
    ['--auth-token', 'TARGET_AUTH_TOKEN'],
    ['--headers', 'TARGET_HEADERS'],
  ] as const)
    for (const args of [[name, 'abc'], [`${name}=abc`]]) {
      const read = expect.soft(() => readRunArguments(args));
      read.toThrow(`${name} is not an option: other programs could read the secret. Set ${variable} in`);
      read.toThrow(/^(?!.*abc)/);
    }
});

test('a reporter of the user is added to the one that judges, however it is asked for', () => {
  for (const line of ['--reporter line', '--reporter=line', '--add-reporter line', '--add-reporter=line']) {
    const expected = { passedOn: ['--add-reporter=line'] };
    expect.soft(readRunArguments(words(line)), line).toMatchObject(expected);
  }
});

test('arguments that ask for no run are recognised beside any others', () => {
  expect(readRunArguments(['--list', '--grep', '@property'])).toMatchObject({ ask: 'list' });
  for (const help of ['--help', '-h']) expect(readRunArguments(['-x', help])).toMatchObject({ ask: 'help' });
});

test('the entry knows the options without a value, and takes no value for an option', () => {
  expect(optionsWithoutValue.toSorted()).toEqual(WITHOUT_VALUE.toSorted());
  const names = (line: string): readonly string[] => optionsIn(words(line)).map(({ name }) => name);
  expect(names('--label --dry-run --gentle url.spec.ts -g --list')).toEqual(['--label', '--gentle', '-g']);
  expect(names('--label=x --dry-run')).toEqual(['--label', '--dry-run']);
  expect(optionsIn(words('-j2 --report-dir a --url='))).toEqual([
    { name: '-j', value: '2' },
    { name: '--report-dir', value: 'a' },
    { name: '--url', value: '' },
  ]);
});

for (const line of [
  ['--retries 1', '--retries=1', '--pass-with-no-tests', '--config other.ts', '-c other.ts', '--no-deps'],
  ['--output elsewhere', '--project conformance', '--repeat-each 2', '--last-failed', '--only-changed'],
  ['--ui', '--ui-port 1', '--debug', '--headed', '--tsconfig other.json', '--update-snapshots', '-u'],
  ['--fail-on-flaky-tests', '--trace on', '--rep=line', '--', '-'],
].flat()) {
  test(`${line} is refused in a line that names it`, () => {
    const [name = ''] = line.split(/[ =]/);
    expect(() => readRunArguments(words(line))).toThrow(SettingsError);
    expect(() => readRunArguments(words(line))).toThrow(new RegExp(`^${name} is not an option of a run`));
  });
}

for (const [typed, meant] of [
  ['--claim', '--claims'],
  ['--account=acc_1', '--accounts or --accounts-command or --accounts-empty'],
  ['--urls', '--url'],
] as const) {
  test(`${typed} is refused with the option that was probably meant`, () => {
    expect(() => readRunArguments([typed])).toThrow(`. Did you mean ${meant}? --help lists the options.`);
  });
}

for (const line of [
  ['--grep=(', '-g[', '--grep-invert=*', '--workers=0', '--workers=many', '-j0', '--shard=3/2', '--shard=1'],
  ['--max-failures=x', '--timeout=soon', '--global-timeout=1.5', '--test-list=no-such-file'],
  ['--reporter=blob', '--reporter=line,blob', '--reporter=junit', '--add-reporter=./no-such-reporter.ts'],
].flat()) {
  test(`${line} is refused before anything is sent: Playwright would not take the value, or would write files of its own`, () => {
    expect(() => readRunArguments([line])).toThrow(/^-+[a-zG-]+ is ".+"\. It needs .+\.$/);
  });
}

for (const line of ['--grep', '--grep=', '-g', '--workers', '--reporter=', '--quiet=yes']) {
  test(`${line} is refused: a value is missing, or one too many`, () => {
    expect(() => readRunArguments([line])).toThrow(/^-+\w+ (?:needs a value|takes no value)\./);
  });
}

test('the variables of Playwright and the settings are taken away, and no others', () => {
  const gone = {
    PLAYWRIGHT_HTML_OPEN: 'always',
    PLAYWRIGHT_HTML_OUTPUT_DIR: '/tmp',
    PLAYWRIGHT_JUNIT_OUTPUT_NAME: 'x',
    PW_TEST_REPORTER: 'x',
    PW_TEST_HTML_REPORT_OPEN: 'always',
    PWTEST_FORCE_EXIT_TIMEOUT: '1',
    PWDEBUG: '1',
    PWDEBUGIMPL: '1',
    TEST_WORKER_INDEX: '3',
    TEST_PARALLEL_INDEX: '3',
    TARGET_SECRET_KEY: 'x',
    CONFORMANCE_MATRIX: 'x',
  };
  const kept = {
    PWD: '/tmp',
    PATH: '/bin',
    HTTPS_PROXY: 'x',
    NODE_EXTRA_CA_CERTS: 'x',
    TEST_ENV: 'x',
    OPWTEST_A: 'x',
  };
  expect(childEnvironment({ ...gone, ...kept })).toEqual(kept);
});
