/** When settings get lost, a run ends with 2 and never judges the reference server in place of the target. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parseJson } from '../../fixtures/wire/json.ts';
import { contractRules } from '../../fixtures/reference/rules.ts';
import { command } from './gates-run.ts';
import { pointAt, pointWhollyAt, reference } from './gates-targets.ts';
import { run, test } from './programs.ts';
import { copySuite } from './suite-copy.ts';
import { answering, closedUrl } from './tiny-server.ts';

test('a target that is set by empty variables, or not at all, is not judged, nor is anything else', async () => {
  for (const [variables, named] of [
    [
      Object.fromEntries(Object.keys(pointAt('')).map((name) => [name, ''])),
      /^TARGET_\w+ is set but empty\./,
    ],
    [{ TARGET_URL: ' ' }, /^TARGET_URL is set but empty\./],
    [{ TARGET_CLAIMS: '' }, /^TARGET_CLAIMS is set but empty\./],
    [{ TARGET_URI: 'https://staging.example' }, /^TARGET_URI is not a setting .* Did you mean TARGET_URL\?/],
    [{}, /^No target is set\. Set TARGET_URL, or try `npm start`/],
    [{ CI: 'true' }, /^No target is set\./],
    [{ TARGET_ENV: 'staging' }, /^TARGET_ENV is not a setting[^\n]+\nNo target is set\./],
  ] as const) {
    const ended = await command(['run'], { variables });
    expect.soft(ended.stderr).toMatch(named);
    expect(ended).toMatchObject({ code: 2, stdout: '', report: undefined });
  }
});

test('an earlier report is gone before a setting can be refused', async ({ folder }) => {
  const REPORT_DIR = join(folder, 'mine');
  const [json, junit] = [join(REPORT_DIR, 'conformance.json'), join(REPORT_DIR, 'junit.xml')];
  mkdirSync(REPORT_DIR);
  writeFileSync(join(folder, '.env'), 'REPORT_DIR=mine\n');
  for (const more of [{ REPORT_DIR }, { REPORT_DIR: undefined }, { REPORT_DIR, CONFORMANCE_LABEL: '' }]) {
    writeFileSync(json, '{ "verdict": "conformant", "suiteErrors": [] }');
    writeFileSync(junit, '<testsuites name="webhook-config-conformance of live"/>');
    const { code } = await command(['run'], { folder, variables: { TARGET_API_KEY: '', ...more } });
    expect(code).toBe(2);
    const reason = 'TARGET_API_KEY is set but empty. Give it a value, or unset it.';
    expect(parseJson(readFileSync(json, 'utf8'))).toMatchObject({ verdict: 'did-not-run', reason });
    expect(readFileSync(junit, 'utf8')).toContain('Did not run');
  }
});

test('.env is read, and the report written, where npm was started: npm --prefix, npm -w, npx, a subfolder', async ({
  folder,
}) => {
  // Nobody listens there: the run says so, which shows which target it was going to judge.
  const url = await closedUrl();
  const job = join(folder, 'job');
  const suite = join(job, 'packages', 'suite');
  copySuite(suite);
  writeFileSync(join(job, 'package.json'), '{"name":"job","private":true,"workspaces":["packages/*"]}');
  const lines = Object.entries(pointAt(url)).map(([name, value]) => `${name}="${value}"\n`);
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
    const ended = await run('npm', args, cwd);
    const how = `npm ${args.join(' ')}`;
    expect.soft(ended.stdout, how).toContain(`Judging ${url} by the claim create, with `);
    expect.soft(ended.stdout, how).toContain(`the environment and ${join(cwd, '.env')}.`);
    expect.soft(ended.stderr, how).toContain(`cannot connect to ${url}`);
    expect.soft(ended.code, how).toBe(3);
    const report = parseJson(readFileSync(join(cwd, 'reports', 'out', 'conformance.json'), 'utf8'));
    expect.soft(report, how).toMatchObject({ verdict: 'did-not-run' });
  }
});

test('npm start judges the embedded server by name, and says so when a target is set', async () => {
  const target = await answering((_request, response) => response.end());
  const ended = await command(['demo', '--grep', '@limit-21st-refused'], { variables: pointAt(target.url) });
  expect(ended.stdout).toMatch(
    /^Judging the embedded reference server by the claims create, management, with \d+ accounts/,
  );
  expect(ended.stdout).toMatch(/^Verdict +INCONCLUSIVE: the embedded reference server$/m);
  expect(ended.stderr).toBe(
    'TARGET_URL is set, but npm start judges the embedded reference server. To judge the target, use npm run conformance.\n',
  );
  expect(target.connections()).toBe(0);
});

test('thousands of accounts are taken, and none is listed once there are enough', async ({ folder }) => {
  const accounts = Array.from(
    { length: 3000 },
    (_, at) => `acc_${String(at).padStart(6, '0')}${'x'.repeat(35)}`,
  );
  let lists = 0;
  const methodName = (path: string): string | undefined => {
    if (path === '/webhook.config.list') lists += 1;
    return contractRules.methodName(path);
  };
  const { url } = await reference({ methodName }, accounts);
  const lines = Object.entries(pointWhollyAt(url, accounts)).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, '.env'), lines.join(''));
  const ended = await command(['run', '--grep', '@limit-21st-refused'], { folder });
  expect(ended).toMatchObject({ code: 3, stderr: '', report: { partial: true, counts: { fail: 0 } } });
  expect(lists).toBeLessThan(100);
});
