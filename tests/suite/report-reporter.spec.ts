import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type TestInfo } from '@playwright/test';
import { catalogue } from '../../reports/catalogue.ts';
import { parseEvidence } from '../../reports/evidence.ts';
import { root, run as runProgram, test } from './programs.ts';
import { evidence, finding, run } from './report-made-up.ts';

const own = 'url-http-refused';
const judged = Object.entries(catalogue).flatMap(([id, { excluded }]) =>
  excluded === undefined ? [id] : [],
);

/** A test of a made-up spec: the requirement it names, what it attaches, how it ends. */
interface Made {
  readonly id?: string;
  readonly attached?: string;
  readonly fails?: boolean;
}

const good = (id: string): Made => ({ id, attached: JSON.stringify(evidence()) });

/** Runs a made-up spec with the reporter in a Playwright of its own. */
async function play(
  info: TestInfo,
  tests: readonly Made[],
  options: { spec?: string; blocked?: boolean } = {},
) {
  const dir = info.outputPath('made');
  const reportDir = join(dir, 'out');
  const playwright = JSON.stringify(join(root, 'node_modules/@playwright/test/index.mjs'));
  await mkdir(dir, { recursive: true });
  if (options.blocked) await writeFile(reportDir, 'a file where the folder should be');
  const body = tests.map(
    ({ id, attached, fails }, index) => `
      test('made ${index}', { annotation: ${JSON.stringify(id ? [{ type: 'requirement', description: id }] : [])} },
      async () => {
        const body = ${JSON.stringify(attached) ?? 'undefined'};
        if (body !== undefined) await test.info().attach('evidence', { body, contentType: 'application/json' });
        ${fails ? 'throw new Error("as \\u001b[31mred\\u001b[39m as can be");' : ''}
      });`,
  );
  const spec = options.spec ?? `import { test } from ${playwright};\n${body.join('\n')}`;
  await writeFile(join(dir, 'made.spec.mjs'), spec);
  const reporter = [
    join(root, 'reports/conformance-reporter.ts'),
    {
      run: { ...run, reportDir },
      selection: false,
      begunFile: join(dir, 'begun'),
      judgedFile: join(dir, 'judged'),
      phases: [],
    },
  ];
  const config = { testDir: dir, outputDir: join(dir, 'results'), workers: 1, reporter: [reporter] };
  await writeFile(join(dir, 'made.config.mjs'), `export default ${JSON.stringify(config)};`);
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const ended = await runProgram(process.execPath, [cli, 'test', '-c', join(dir, 'made.config.mjs')], dir);
  const written = await readFile(join(reportDir, 'conformance.json'), 'utf8').catch(() => undefined);
  const report: unknown = written === undefined ? undefined : JSON.parse(written);
  const files = await readdir(reportDir).catch(() => []);
  return { ...ended, report, files };
}

test('a run of passed tests ends with 0 and leaves the four files, and no temporary ones', async ({}, info) => {
  const { code, stdout, stderr, report, files } = await play(info, judged.map(good));
  expect(stderr).toBe('');
  expect(report).toMatchObject({ verdict: 'conformant', requests: judged.length * 3, suiteErrors: [] });
  expect(new Set(files)).toEqual(new Set(['conformance.json', 'conformance.md', 'junit.xml', 'report.html']));
  expect(stdout).toMatch(/Verdict +CONFORMANT: made up\n/);
  for (const control of ['\r', '\u001B']) expect(stdout).not.toContain(control);
  expect(code).toBe(0);
});

test('a run fails although every test passed when a finding breaks a requirement', async ({}, info) => {
  const attached = JSON.stringify(evidence({ findings: [finding(own)] }));
  const tests = judged.map((id) => (id === own ? { id, attached } : good(id)));
  const { code, report } = await play(info, tests);
  expect(report).toMatchObject({ verdict: 'nonconformant', suiteErrors: [] });
  expect(code).toBe(1);
});

test('broken evidence is none, an error loses its colours, a test of something else is ignored', async ({}, info) => {
  const { report } = await play(info, [
    { id: own, attached: '{"requests": 1' },
    { id: 'url-hostless', attached: JSON.stringify(evidence()), fails: true },
    { fails: true },
    ...judged.filter((id) => id !== own && id !== 'url-hostless').map(good),
  ]);
  expect(report).toMatchObject({
    verdict: 'inconclusive',
    suiteErrors: [
      `${own}: Its test passed and left no evidence.`,
      expect.stringMatching(
        /^url-hostless: Its test failed without a finding: Error: as red as can be \(made\.spec\.mjs:\d+\)$/,
      ),
    ],
  });
});

test('a spec that does not load is an error of the suite', async ({}, info) => {
  const { code, report } = await play(info, [], { spec: 'throw new Error("cannot load");' });
  expect(report).toMatchObject({
    verdict: 'inconclusive',
    suiteErrors: [
      expect.stringContaining('cannot load'),
      'Error: No tests found',
      'No conformance test ran.',
    ],
  });
  expect(code).toBe(1);
});

test('a report that cannot be written is one line on stderr and a failed run', async ({}, info) => {
  const { code, stderr, report } = await play(info, judged.map(good), { blocked: true });
  expect(report).toBeUndefined();
  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/^The report could not be written: E/)]);
  expect(code).toBe(1);
});

test('evidence is read back as it was written', () => {
  const whole = evidence({
    findings: [finding(own, { seed: 1 })],
    disturbances: [{ kind: '503', count: 1 }],
  });
  expect(parseEvidence(JSON.stringify(whole))).toEqual(whole);
});

for (const [what, text] of [
  ['no JSON', '{'],
  ['null', 'null'],
  ['a list', '[]'],
  ['no findings', JSON.stringify({ ...evidence(), findings: undefined })],
  [
    'a finding without what was received',
    JSON.stringify({ ...evidence(), findings: [{ requirement: own }] }),
  ],
  ['a count that is no number', JSON.stringify({ ...evidence(), judged: '1' })],
  ['a negative count', JSON.stringify({ ...evidence(), requests: -1 })],
  ['a disturbance that is no text', JSON.stringify({ ...evidence(), disturbances: [null] })],
] as const) {
  test(`evidence is none when it is or has ${what}`, () => {
    expect(parseEvidence(text)).toBeUndefined();
  });
}
