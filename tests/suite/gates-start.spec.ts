/**
 * The target that was meant, or exit 2: whichever way the settings get lost, the embedded server is not
 * judged in its place.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parseJson } from '../../fixtures/wire/json.ts';
import { command, temporaryFolder } from './gates-run.ts';
import { answering, pointAt } from './gates-targets.ts';
import { copySuite } from './suite-copy.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

let folder = temporaryFolder();
test.beforeEach(() => {
  folder = temporaryFolder();
});
test.afterEach(() => folder.remove());

const names = Object.keys(pointAt(''));

test('a target that is set by empty variables, or not at all, is not judged, nor is anything else', async () => {
  for (const [variables, named] of [
    [Object.fromEntries(names.map((name) => [name, ''])), /^TARGET_\w+ is set but empty\./],
    [{ TARGET_URL: ' ' }, /^TARGET_URL is set but empty\./],
    [{ TARGET_CLAIMS: '' }, /^TARGET_CLAIMS is set but empty\./],
    [{ TARGET_URI: 'https://staging.example' }, /^TARGET_URI is not a setting .* Did you mean TARGET_URL\?/],
    [{}, /^No target is set\. Set TARGET_URL, or try `npm start`/],
    [{ CI: 'true' }, /^No target is set\./],
    [{ TARGET_ENV: 'staging' }, /^TARGET_ENV is not a setting[^\n]+\nNo target is set\./],
  ] as const) {
    const run = await command(['run'], { folder: folder.path, variables });
    expect.soft(run.stderr).toMatch(named);
    expect(run).toMatchObject({ code: 2, stdout: '', report: undefined });
  }
});

test('an earlier report is gone before a setting can be refused', async () => {
  mkdirSync(join(folder.path, 'mine'));
  writeFileSync(join(folder.path, '.env'), 'REPORT_DIR=mine\n');
  const named = { REPORT_DIR: join(folder.path, 'mine') };
  for (const variables of [named, { REPORT_DIR: undefined }, { ...named, CONFORMANCE_LABEL: '' }]) {
    const file = join(folder.path, 'mine', 'conformance.json');
    writeFileSync(file, '{ "verdict": "conformant", "suiteErrors": [] }');
    writeFileSync(
      join(folder.path, 'mine', 'junit.xml'),
      '<testsuites name="webhook-config-conformance of live"/>',
    );
    const run = await command(['run'], {
      folder: folder.path,
      variables: { TARGET_API_KEY: '', ...variables },
    });
    expect(run).toMatchObject({ code: 2 });
    expect(parseJson(readFileSync(file, 'utf8'))).toMatchObject({
      verdict: 'did-not-run',
      reason: 'TARGET_API_KEY is set but empty. Give it a value, or unset it.',
    });
    expect(readFileSync(join(folder.path, 'mine', 'junit.xml'), 'utf8')).toContain('Did not run');
  }
});

/** Runs npm in a folder with nothing of this test run's own environment. */
function npm(
  cwd: string,
  args: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve) => {
    const child = execFile('npm', args, { cwd, env: { PATH, HOME } }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

test('.env is read, and the report written, where npm was started: npm --prefix, npm -w, npx, a subfolder', async () => {
  // Nobody listens there any more: that a run says so shows which target it was going to judge.
  const target = await answering((_request, response) => response.end());
  await target.close();
  const job = join(folder.path, 'job');
  const suite = join(job, 'packages', 'suite');
  copySuite(suite);
  writeFileSync(join(job, 'package.json'), '{"name":"job","private":true,"workspaces":["packages/*"]}');
  const lines = Object.entries(pointAt(target.url)).map(([name, value]) => `${name}="${value}"\n`);
  const below = join(job, 'below');
  mkdirSync(below);
  for (const [cwd, args] of [
    [job, ['--prefix', suite, 'run', '-s', 'conformance']],
    [job, ['-w', 'packages/suite', 'run', '-s', 'conformance']],
    [below, ['--prefix', suite, 'run', '-s', 'conformance']],
    [suite, ['run', '-s', 'conformance']],
    [job, ['exec', '-c', `node ${join(suite, 'fixtures/cli/start.cjs')} run`]],
  ] as const) {
    writeFileSync(join(cwd, '.env'), lines.join(''));
    const run = await npm(cwd, args);
    const how = `npm ${args.join(' ')}`;
    expect.soft(run.stdout, how).toContain(`Judging ${target.url} by the claim create.`);
    expect.soft(run.stdout, how).toContain(`the environment and ${join(cwd, '.env')}.`);
    expect.soft(run.stderr, how).toContain(`cannot connect to ${target.url}`);
    expect.soft(run.code, how).toBe(3);
    const report = parseJson(readFileSync(join(cwd, 'reports', 'out', 'conformance.json'), 'utf8'));
    expect.soft(report, how).toMatchObject({ verdict: 'did-not-run' });
  }
});

test('npm start judges the embedded server by name, and says so when a target is set', async () => {
  const target = await answering((_request, response) => response.end());
  try {
    const variables = pointAt(target.url);
    const run = await command(['demo', '--grep', '@limit-21st-refused'], { folder: folder.path, variables });
    expect(run.stdout).toMatch(/^Judging the embedded reference server by the claims create, management\./);
    expect(run.stdout).toMatch(/^Verdict +INCONCLUSIVE: the embedded reference server$/m);
    expect(run.stderr).toBe(
      'TARGET_URL is set, but npm start judges the embedded reference server. To judge the target, use npm run conformance.\n',
    );
    expect(target.connections()).toBe(0);
  } finally {
    await target.close();
  }
});

test('thousands of accounts are taken, and none is listed once there are enough', async () => {
  const { startServer } = await import('../../fixtures/reference/start.ts');
  const { contractRules } = await import('../../fixtures/reference/rules.ts');
  const { ownCredentials } = await import('./gates-targets.ts');
  const accounts = Array.from(
    { length: 3000 },
    (_, at) => `acc_${String(at).padStart(6, '0')}${'x'.repeat(35)}`,
  );
  let lists = 0;
  const methodName = (path: string): string | undefined => {
    if (path === '/webhook.config.list') lists += 1;
    return contractRules.methodName(path);
  };
  const server = await startServer({
    accounts,
    credentials: ownCredentials,
    rules: { ...contractRules, methodName },
  });
  try {
    const content = Object.entries({
      ...pointAt(server.url),
      TARGET_ACCOUNT_IDS: accounts.join(','),
      TARGET_CLAIMS: 'create,management',
    }).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(folder.path, '.env'), content.join(''));
    const run = await command(['run', '--grep', '@limit-21st-refused'], { folder: folder.path });
    expect(run).toMatchObject({ code: 3, stderr: '', report: { partial: true, counts: { fail: 0 } } });
    expect(lists).toBeLessThan(100);
  } finally {
    await server.close();
  }
});
