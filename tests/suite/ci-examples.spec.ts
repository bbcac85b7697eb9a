/** What people copy into their CI: the examples of the README, and the action. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import packageJson from '../../package.json' with { type: 'json' };
import { readRunArguments } from '../../fixtures/cli/playwright-arguments.ts';
import { isSettingName } from '../../fixtures/cli/setting-names.ts';
import { root } from './programs.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const action = readFileSync(join(root, '.github/actions/conformance/action.yml'), 'utf8');

const COMMAND = `npx --yes webhook-config-conformance@${packageJson.version} `;

/** The example of a CI system: a block of code whose first line names it. */
function exampleOf(system: string): string {
  const block = new RegExp(`\`\`\`\\w+\\n(?:#|//) ${system}\\b[^]*?\`\`\``).exec(readme)?.[0] ?? '';
  expect(block, `an example for ${system}`).not.toBe('');
  return block;
}

for (const system of ['GitHub', 'GitLab', 'Jenkins']) {
  test(`the example for ${system} runs this version with options and variables that exist, and hides no exit code`, () => {
    const example = exampleOf(system);
    const command = example.split(COMMAND)[1]?.split(/[\n']/)[0] ?? '';
    const [verb, ...args] = command.split(' ').map((word) => word.replaceAll('"', ''));
    expect(verb).toBe('run');
    expect(readRunArguments(args)).toMatchObject({ ask: 'run', isSelection: false, isGentle: false });
    const variables = [...example.matchAll(/\b(?:TARGET|CONFORMANCE)_[A-Z_]+\b/g)].map(([name]) => name);
    expect(variables.length).toBeGreaterThan(1);
    expect(variables.filter((name) => !isSettingName(name))).toEqual([]);
    expect(example).not.toMatch(/\|\||continue-on-error|allow_failure|returnStatus|set \+e/);
  });
}

test('the example for GitHub gives the secrets as variables and never as arguments', () => {
  const lines = exampleOf('GitHub').split('\n');
  const secrets = lines.filter((line) => line.includes('secrets.'));
  expect(secrets.map((line) => line.trim().split(':')[0])).toEqual([
    'TARGET_API_KEY',
    'TARGET_SECRET_KEY',
    'TARGET_AUTH_TOKEN',
  ]);
});

/** The script of the action, and the names of its variables. */
const script = (/^ {6}run: \|\n([^]*)$/m.exec(action)?.[1] ?? '').replaceAll(/^ {8}/gm, '');
const given = [...action.matchAll(/^ {8}([A-Z_]+): \$\{\{/gm)].map(([, name = '']) => name);

/** Runs the script of the action with a program in the place of npx. */
function runAction(npx: string): {
  readonly code: number | null;
  readonly outputs: string;
  readonly calls: string;
} {
  const folder = test.info().outputPath();
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\necho "$@" >>"${folder}/calls"\n${npx}\n`);
  chmodSync(join(bin, 'npx'), 0o755);
  const [outputs, calls] = [join(folder, 'outputs'), join(folder, 'calls')];
  for (const file of [outputs, calls]) writeFileSync(file, '');
  const { status } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: {
      PATH: [bin, process.env['PATH']].join(delimiter),
      GITHUB_OUTPUT: outputs,
      SUITE_VERSION: packageJson.version,
      REPORT_DIR: 'my report',
      CONFORMANCE_LABEL: '7-1-gate',
    },
  });
  return { code: status, outputs: readFileSync(outputs, 'utf8'), calls: readFileSync(calls, 'utf8') };
}

/** Writes a report as a run does, and ends with its exit code. */
const judged = (verdict: string, label: string, code: number): string =>
  `mkdir -p "$REPORT_DIR"; echo '{"verdict":"${verdict}","label":"${label}"}' >"$REPORT_DIR/conformance.json"; exit ${code}`;

test('the action ends with the exit code of the run, and gives its verdict', () => {
  for (const [verdict, code] of [
    ['conformant', 0],
    ['nonconformant', 1],
    ['did-not-run', 2],
    ['inconclusive', 3],
  ] as const)
    expect.soft(runAction(judged(verdict, '7-1-gate', code))).toEqual({
      code,
      outputs: `verdict=${verdict}\nexit-code=${code}\n`,
      calls: `--yes webhook-config-conformance@${packageJson.version} run\n`,
    });
});

test('the action takes no report of another run, and no end without a report, for a verdict', () => {
  for (const npx of [judged('conformant', 'yesterday', 0), 'exit 0', 'exit 1'])
    expect
      .soft(runAction(npx), npx)
      .toMatchObject({ code: 4, outputs: 'verdict=did-not-run\nexit-code=4\n' });
  expect(runAction('exit 3')).toMatchObject({ code: 3, outputs: 'verdict=did-not-run\nexit-code=3\n' });
});

test('the action hands every input over as a variable that the suite knows', () => {
  expect(given.filter((name) => !isSettingName(name))).toEqual(['SUITE_VERSION']);
  expect(script).not.toContain('${{');
  const inputs = [...action.matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, name = '']) => name);
  const declared = /^inputs:\n([^]*?)\n\n/m.exec(action)?.[1] ?? '';
  const names = [...declared.matchAll(/^ {2}([\w-]+):$/gm)].map(([, name = '']) => name);
  expect([...new Set(inputs)].toSorted()).toEqual(names.toSorted());
  expect(action).toContain(`default: ${packageJson.version}\n`);
  expect(execFileSync('bash', ['-n', '-c', script], { encoding: 'utf8' })).toBe('');
});
