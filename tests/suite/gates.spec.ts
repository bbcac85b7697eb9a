/** A run that judges: its exit code, its output and conformance.json agree, and they are right. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { isJsonObject, memberOf, parseJson } from '../../fixtures/wire/json.ts';
import { strictAjv } from '../../fixtures/contract/openapi.ts';
import { conform, expectOneLine, verdictsOf, type GateRun } from './gates-run.ts';
import { accounts, pointAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';

const only = ['--grep', '@limit-21st-refused'];

/** The errors of a report by its schema. */
function faultsOf({ report }: GateRun): readonly string[] {
  const file = new URL('../../specs/schemas/conformance.schema.json', import.meta.url);
  const schema = parseJson(readFileSync(file, 'utf8'));
  if (!isJsonObject(schema)) throw new Error('The schema of conformance.json is no object.');
  const ajv = strictAjv();
  void ajv.validate(schema, report);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${String(message)}`);
}

test('the embedded reference server is conformant: exit 0, every requirement pass or excluded', async () => {
  const ended = await conform();
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
    /^Judging the embedded reference server by the claims create, management, with \d+ accounts and the seed \d+\. .*\n/,
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
    [1, 2].map(() => conform({ CONFORMANCE_SEED: 'random', CONFORMANCE_LABEL: 'build 7' }, only)),
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
  const ended = await conform({}, ['--grep', '@no-such-requirement']);
  expect(ended).toMatchObject({ code: 4, report: { verdict: 'inconclusive', requests: 0 } });
  expect(faultsOf(ended)).toEqual([]);
  expect(ended.stdout + ended.stderr).not.toContain('    at ');
});

test('two runs side by side both judge; accounts that a run has used end the next one with 3 and a line that names one', async ({
  folder,
}) => {
  const servers = await Promise.all([1, 2].map(() => reference()));
  const runOn = (url = '', REPORT_DIR = ''): Promise<GateRun> =>
    conform({ ...pointAt(url), REPORT_DIR: join(folder, REPORT_DIR) }, [], folder);
  const [a, b] = servers;
  const ended = await Promise.all([runOn(a?.url, 'a'), runOn(b?.url, 'b')]);
  for (const [index, { url }] of servers.entries()) {
    const report = { target: { name: 'live', url }, verdict: 'conformant' };
    expect(ended[index]).toMatchObject({ code: 0, report });
  }
  expect(new Set(ended.map(({ report }) => memberOf(report, 'runId'))).size).toBe(2);

  const again = await runOn(a?.url, 'a');
  expectOneLine(again, 3, new RegExp(`^Account ${accounts[0]} .*TARGET_ACCOUNT_IDS`));
  expect(`${again.didNotRun}\n`).toBe(again.stderr);
});
