/** A run with wrong settings: exit code 2, one line that names the variable, and no request. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { command, conform, expectOneLine, leaveGreenReport, type GateRun } from './gates-run.ts';
import { pointAt } from './gates-targets.ts';
import { test, type Variables } from './programs.ts';
import { answering, closedUrl } from './tiny-server.ts';

/** A change of right variables, and what the line has to name; `settings.spec.ts` has the rest. */
const settings: readonly (readonly [what: string, change: Variables, named: RegExp])[] = [
  ['a TARGET_URL that is no URL', { TARGET_URL: 'staging' }, /TARGET_URL is "staging"/],
  ['a TARGET_URL without credentials', { TARGET_API_KEY: '' }, /TARGET_API_KEY is set but empty/],
  ['a Secret Key that is not Base64', { TARGET_SECRET_KEY: 'half-a-secret' }, /TARGET_SECRET_KEY .*Base64/],
  ['a claim that nobody knows', { TARGET_CLAIMS: 'create,crate' }, /TARGET_CLAIMS names "crate"/],
  ['management without create', { TARGET_CLAIMS: 'management' }, /TARGET_CLAIMS .* without create/],
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
    const run = await conform({ ...pointAt(target.url), ...change });
    expectOneLine(run, 2, named);
    expect(run.stderr).not.toContain('half-a-secret');
    expect(target.connections()).toBe(0);
  });
}

test('a REPORT_DIR where a file is in the way ends the run with 2 and one line', async ({ folder }) => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  for (const REPORT_DIR of [file, join(file, 'below')])
    expectOneLine(await conform({ REPORT_DIR }), 2, /REPORT_DIR .*file/);
});

test('reads a .env file where the run starts, and the environment takes precedence', async ({ folder }) => {
  writeFileSync(join(folder, '.env'), 'TARGET_URL="from a file"\nCONFORMANCE_SEED=tomorrow\n');
  const run = (variables: Variables = {}): Promise<GateRun> => command(['run'], { folder, variables });
  expectOneLine(await run(), 2, /TARGET_URL is "from a file"/);
  expectOneLine(await run({ TARGET_URL: 'staging' }), 2, /TARGET_URL is "staging"/);
  const demo = await conform({ CONFORMANCE_SEED: '1.5' }, [], folder);
  expect(demo).toMatchObject({ code: 2, stdout: '' });
  expect(demo.stderr).toContain('CONFORMANCE_SEED is "1.5"');
});

test('a target that is down ends the run with 3, one line that names its URL, and no report, not even an earlier one', async ({
  folder,
}) => {
  const url = await closedUrl();
  leaveGreenReport(folder);
  const run = await conform(pointAt(url), [], folder);
  expectOneLine(run, 3, new RegExp(`${url}.*TARGET_URL`));
  expect(`${run.didNotRun}\n`).toBe(run.stderr);
});

test('an option as the value of another one is no option: the run is no plan, and an earlier report is gone', async ({
  folder,
}) => {
  leaveGreenReport(folder);
  const run = await conform(pointAt(await closedUrl()), ['--label', '--dry-run'], folder);
  expect(run).toMatchObject({ code: 3, report: undefined });
  expect(`${run.didNotRun}\n`).toBe(run.stderr);
});

test('says how to use it, and lists the tests, without sending anything', async () => {
  const target = await answering((_request, response) => response.end());
  const help = await conform(pointAt(target.url), ['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '', report: undefined });
  expect(help.stdout).toContain('npm run conformance');
  const list = await conform(pointAt(target.url), ['--list']);
  // Nothing is judged, so a gate with --list in it must not be green.
  expect(list).toMatchObject({ code: 3, report: undefined });
  expect(list.stdout).toMatch(/Total: \d+ tests/);
  expect(target.connections()).toBe(0);
});
