/**
 * A run that judges: what it says in its exit code, on the terminal and in conformance.json is the same, and
 * true.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { isJsonObject, memberOf, parseJson } from '../../fixtures/wire/json.ts';
import { strictAjv } from '../../fixtures/contract/openapi.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { conform, temporaryFolder, verdictsOf, type GateRun, type Variables } from './gates-run.ts';
import { accounts, ownCredentials, pointAt } from './gates-targets.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

const only = ['--grep', '@limit-21st-refused'];

/** One run in a folder that is gone afterwards. */
async function run(variables: Variables = {}, args: readonly string[] = []): Promise<GateRun> {
  const folder = temporaryFolder();
  try {
    return await conform(folder.path, variables, args);
  } finally {
    folder.remove();
  }
}

/** What the schema has against a report. */
function faultsOf({ report }: GateRun): readonly string[] {
  const file = new URL('../../specs/schemas/conformance.schema.json', import.meta.url);
  const schema = parseJson(readFileSync(file, 'utf8'));
  if (!isJsonObject(schema)) throw new Error('The schema of conformance.json is no object.');
  const ajv = strictAjv();
  void ajv.validate(schema, report);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${String(message)}`);
}

test('the embedded reference server is conformant: exit 0, every requirement pass or excluded', async () => {
  const ended = await run();
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.report).toMatchObject({
    verdict: 'conformant',
    partial: false,
    suiteErrors: [],
    target: { name: 'reference' },
    seed: 20250324,
  });
  expect(faultsOf(ended)).toEqual([]);
  expect(ended.stdout).toMatch(/^Verdict\s+CONFORMANT: the embedded reference server$/m);
  expect(ended.stdout).toMatch(
    /^Judging the embedded reference server by the claims create, management\. .*\n/,
  );
  const verdicts = verdictsOf(ended);
  expect([...verdicts.keys()]).toEqual(requirementIds);
  for (const [id, verdict] of verdicts) {
    const { excluded } = catalogue[requirementIds.find((known) => known === id) ?? 'limit-21st-refused'];
    expect.soft(verdict, id).toBe(excluded === undefined ? 'pass' : 'excluded');
  }
});

test('a run of one requirement says that it is partial and certifies nothing: exit 3; a random seed is another each time', async () => {
  const both = await Promise.all(
    [1, 2].map(() => run({ CONFORMANCE_SEED: 'random', CONFORMANCE_LABEL: 'build 7' }, only)),
  );
  for (const ended of both) {
    expect(ended).toMatchObject({
      code: 3,
      report: { verdict: 'inconclusive', label: 'build 7', partial: true, suiteErrors: [] },
    });
    expect(faultsOf(ended)).toEqual([]);
    expect(ended.stdout).toMatch(/^Partial run: .*certifies nothing/m);
    expect(verdictsOf(ended).get('limit-21st-refused')).toBe('pass');
    expect(ended.stdout).toMatch(new RegExp(`seed ${JSON.stringify(memberOf(ended.report, 'seed'))}$`, 'm'));
  }
  expect(new Set(both.map(({ report }) => memberOf(report, 'seed'))).size).toBe(2);
});

test('a run of no test at all ends with 4, and with a report that says so', async () => {
  const ended = await run({}, ['--grep', '@no-such-requirement']);
  expect(ended).toMatchObject({ code: 4, report: { verdict: 'inconclusive', requests: 0 } });
  expect(faultsOf(ended)).toEqual([]);
  expect(ended.stdout + ended.stderr).not.toContain('    at ');
});

test('two runs side by side both judge; accounts that a run has used end the next one with 3 and a line that names one', async () => {
  const servers = await Promise.all([1, 2].map(() => startServer({ accounts, credentials: ownCredentials })));
  const folder = temporaryFolder();
  try {
    const folders = ['a', 'b'].map((name) => join(folder.path, name));
    const ended = await Promise.all(
      servers.map(({ url }, index) =>
        conform(folder.path, { ...pointAt(url), REPORT_DIR: folders[index] ?? '' }),
      ),
    );
    for (const [index, { url }] of servers.entries()) {
      expect(ended[index]).toMatchObject({
        code: 0,
        report: { target: { name: 'live', url }, verdict: 'conformant' },
      });
    }
    expect(new Set(ended.map(({ report }) => memberOf(report, 'runId'))).size).toBe(2);

    const again = await conform(folder.path, {
      ...pointAt(servers[0]?.url ?? ''),
      REPORT_DIR: folders[0] ?? '',
    });
    expect(again).toMatchObject({ code: 3, report: undefined });
    expect(`${again.didNotRun}\n`).toBe(again.stderr);
    expect(again.stderr).toMatch(new RegExp(`^Account ${accounts[0]} .*TARGET_ACCOUNT_IDS.*\\n$`));
  } finally {
    for (const server of servers) await server.close();
    folder.remove();
  }
});
