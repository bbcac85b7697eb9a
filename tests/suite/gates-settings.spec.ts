/**
 * A run that cannot be carried out as configured: exit 2, one line that names the variable, and nothing sent.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { command, conform, temporaryFolder, type GateRun, type Variables } from './gates-run.ts';
import { answering, ownCredentials, pointAt } from './gates-targets.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

let folder = temporaryFolder();
test.beforeEach(() => {
  folder = temporaryFolder();
});
test.afterEach(() => folder.remove());

function expectOneLine({ code, stdout, stderr, report }: GateRun, expected: number, named: RegExp): void {
  expect.soft(stderr).toMatch(named);
  expect.soft(stderr).toMatch(/^[^\n]+\n$/);
  expect.soft(stderr).not.toContain('    at ');
  expect.soft(stdout).toMatch(expected === 2 ? /^$/ : /^Judging [^\n]+\n$/);
  expect({ code, report }).toEqual({ code: expected, report: undefined });
}

/**
 * What is changed in variables that would do, and what the line has to name; `settings.spec.ts` has the rest.
 */
const settings: readonly (readonly [what: string, change: Variables, named: RegExp])[] = [
  ['a TARGET_URL that is no URL', { TARGET_URL: 'staging' }, /TARGET_URL is "staging"/],
  ['a TARGET_URL without credentials', { TARGET_API_KEY: '' }, /TARGET_API_KEY is set but empty/],
  ['a Secret Key that is not Base64', { TARGET_SECRET_KEY: 'half-a-secret' }, /TARGET_SECRET_KEY .*Base64/],
  ['a claim that nobody knows', { TARGET_CLAIMS: 'create,crate' }, /TARGET_CLAIMS names "crate"/],
  ['management without create', { TARGET_CLAIMS: 'management' }, /TARGET_CLAIMS .* without create/],
  [
    'too few accounts for management',
    { TARGET_CLAIMS: 'create,management' },
    /TARGET_ACCOUNT_IDS names \d+ .*needs at least \d+\./,
  ],
  ['too few accounts', { TARGET_ACCOUNT_IDS: 'acc_1,acc_2' }, /TARGET_ACCOUNT_IDS names 2 .*needs \d+/],
  [
    'an account named twice',
    { TARGET_ACCOUNT_IDS: 'acc_1,acc_2,acc_1' },
    /TARGET_ACCOUNT_IDS names "?acc_1"? twice/,
  ],
  ['a seed that is no number', { CONFORMANCE_SEED: 'tomorrow' }, /CONFORMANCE_SEED is "tomorrow"/],
  ['a time-out that is no number', { CONFORMANCE_TIMEOUT_MS: '10s' }, /CONFORMANCE_TIMEOUT_MS is "10s"/],
];

for (const [what, change, named] of settings) {
  test(`${what} ends the run with 2 and one line, and the target gets no request`, async () => {
    const target = await answering((_request, response) => response.end());
    try {
      const run = await conform(folder.path, { ...pointAt(target.url), ...change });
      expectOneLine(run, 2, named);
      expect(run.stderr).not.toContain('half-a-secret');
      expect(target.connections()).toBe(0);
    } finally {
      await target.close();
    }
  });
}

test('a REPORT_DIR where a file is in the way ends the run with 2 and one line', async () => {
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  expectOneLine(await conform(folder.path, { REPORT_DIR: file }), 2, /REPORT_DIR .*file/);
  expectOneLine(await conform(folder.path, { REPORT_DIR: join(file, 'below') }), 2, /REPORT_DIR .*file/);
});

test('reads a .env file where the run starts, and the environment takes precedence', async () => {
  writeFileSync(join(folder.path, '.env'), 'TARGET_URL="from a file"\nCONFORMANCE_SEED=tomorrow\n');
  const run = (variables: Variables = {}): Promise<GateRun> =>
    command(['run'], { folder: folder.path, variables });
  expectOneLine(await run(), 2, /TARGET_URL is "from a file"/);
  expectOneLine(await run({ TARGET_URL: 'staging' }), 2, /TARGET_URL is "staging"/);
  const demo = await conform(folder.path, { CONFORMANCE_SEED: '1.5' });
  expect(demo).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('CONFORMANCE_SEED is "1.5"'),
  });
});

test('a target that is down ends the run with 3, one line that names its URL, and no report, not even an earlier one', async () => {
  const target = await answering((_request, response) => response.end());
  await target.close();
  mkdirSync(join(folder.path, 'report'));
  writeFileSync(join(folder.path, 'report', 'conformance.json'), '{ "verdict": "conformant" }');
  const run = await conform(folder.path, pointAt(target.url));
  expectOneLine(run, 3, new RegExp(`${target.url}.*TARGET_URL`));
  expect(`${run.didNotRun}\n`).toBe(run.stderr);
});

test('says how to use it, and lists the tests, without sending anything', async () => {
  const target = await answering((_request, response) => response.end());
  try {
    const help = await conform(folder.path, pointAt(target.url, ownCredentials), ['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '', report: undefined });
    expect(help.stdout).toContain('npm run conformance');
    const list = await conform(folder.path, pointAt(target.url), ['--list']);
    // Nothing is judged, so a gate with --list in it must not be green.
    expect(list).toMatchObject({ code: 3, report: undefined });
    expect(list.stdout).toMatch(/Total: \d+ tests/);
    expect(target.connections()).toBe(0);
  } finally {
    await target.close();
  }
});
