import { expect } from '@playwright/test';
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { plantedMutants } from '../../fixtures/reference/mutants/planted.ts';
import { embeddedTargets } from '../../fixtures/targets/embedded.ts';
import { locateRule } from '../../fixtures/targets/rule-source.ts';
import { changeOf } from '../../fixtures/reference/mutant.ts';
import { matrixOf, type Matrix } from '../../reports/matrix.ts';
import { madeUpReport, madeUpTarget } from './matrix-made-up.ts';
import { runScript, test } from './programs.ts';

/** Runs `npm run mutants`. */
async function mutantsCommand(...args: readonly string[]) {
  const REPORT_DIR = test.info().outputPath('report');
  const { code, stdout, stderr } = await runScript('fixtures/cli/mutants.ts', args, { REPORT_DIR });
  return { code, text: stdout + stderr };
}

test('the matrix turns red for a mutant that nobody catches, for a wrong catcher and for none', async () => {
  const { code, text } = await mutantsCommand('--planted', '--only', 'planted');
  expect(code).toBe(1);
  expect(text).toContain('planted-survivor: it survives limit-21st-refused.');
  expect(text).toContain('planted-wrong-catcher: it survives url-http-refused.');
  expect(text).toMatch(
    /planted-wrong-catcher: it is also caught by .*limit-21st-refused.*, which it does not name\./,
  );
  expect(text).toContain('planted-no-catcher: it names no catcher.');
  expect(text).toContain(`0 of ${plantedMutants.length} killed`);
});

test('with catchers only, the matrix turns red for a mutant that its catcher does not catch', async () => {
  const { code, text } = await mutantsCommand('--planted', '--catchers', '--only', 'planted-survivor');
  expect(code).toBe(1);
  expect(text).toContain('planted-survivor: it survives limit-21st-refused.');
});

test('a selection is judged by its own rows: right ones are green though most requirements have no mutant in it', async () => {
  const mutants = await mutantsCommand('--only', 'limit-of-the-account-before');
  expect(mutants.text).toContain('1 of 1 killed');
  expect(mutants.text).not.toContain('no mutant');
  expect(mutants.code).toBe(0);
  const catchers = await mutantsCommand('--catchers', '--only', 'limit-of-the-account-before');
  expect(catchers.code).toBe(0);
});

for (const args of [
  ['--only', 'there-is-no-such-target'],
  ['--only', 'limit,there-is-no-such-target'],
  ['--only', ''],
  ['--only', 'limit,'],
  ['--catchers', '--only', 'reference'],
])
  test(`${args.join(' ')} picks nothing, and ends with one line`, async () => {
    const { code, text } = await mutantsCommand(...args);
    expect(text).toMatch(/^No (mutant|target) has "[a-z-]*" in its name\. [^\n]*\n$/);
    expect(code).toBe(2);
  });

test('an unknown flag ends with one line', async () => {
  const { code, text } = await mutantsCommand('--catcher');
  expect(code).toBe(2);
  expect(text.trim().split('\n')).toHaveLength(1);
});

test('every embedded target has a name of its own', () => {
  const names = [...embeddedTargets, ...plantedMutants].map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name))).toEqual([]);
});

test('every rule that a target replaces is found in the source of the reference server', () => {
  for (const target of embeddedTargets) {
    const rules = Object.keys(changeOf(target));
    expect(rules.length, target.name).toBeGreaterThan(0);
    for (const rule of rules) {
      const [first, last] = locateRule(rule).lines;
      expect(last, `${target.name}: ${rule}`).toBeGreaterThanOrEqual(first);
    }
  }
});

test('every requirement that is judged has a mutant, and every MUST one that it alone catches', () => {
  const alone = new Set<string>();
  const named = new Set<string>();
  for (const target of embeddedTargets) {
    if (target.kind !== 'mutant') continue;
    for (const id of target.catchers) named.add(id);
    if (target.catchers.length === 1) for (const id of target.catchers) alone.add(id);
  }
  const judged = requirementIds.filter((id) => catalogue[id].excluded === undefined);
  expect(judged.filter((id) => !named.has(id))).toEqual([]);
  expect(judged.filter((id) => catalogue[id].level === 'MUST' && !alone.has(id))).toEqual([]);
});

const WHOLE = { whole: true, isSelection: false };
const CATCHERS = { whole: false, isSelection: false };

const faultsOf = (matrix: Matrix): readonly string[] => matrix.rows.flatMap(({ faults }) => faults);

test('a mutant is killed when exactly its catchers catch it', () => {
  const target = madeUpTarget('mutant', ['limit-21st-refused']);
  const matrix = matrixOf(
    catalogue,
    [{ target, report: madeUpReport({ 'limit-21st-refused': 'fail' }) }],
    CATCHERS,
  );
  expect(faultsOf(matrix)).toEqual([]);
  expect(matrix.score).toEqual({ killed: 1, mutants: 1 });
});

test('a catcher that could not decide has not caught', () => {
  const target = madeUpTarget('mutant', ['limit-21st-refused']);
  const matrix = matrixOf(
    catalogue,
    [{ target, report: madeUpReport({ 'limit-21st-refused': 'inconclusive' }) }],
    CATCHERS,
  );
  expect(faultsOf(matrix)).toEqual(['made-up: it survives limit-21st-refused.']);
  expect(matrix.score.killed).toBe(0);
});

test('a crash of the suite on a mutant is no kill', () => {
  const target = madeUpTarget('mutant', ['limit-21st-refused']);
  const report = madeUpReport({ 'limit-21st-refused': 'fail' }, ['url-http-refused: its test crashed.']);
  expect(matrixOf(catalogue, [{ target, report }], CATCHERS).score.killed).toBe(0);
});

test('a target that was not judged is red', () => {
  const matrix = matrixOf(
    catalogue,
    [{ target: madeUpTarget('mutant', ['limit-21st-refused']), report: undefined }],
    CATCHERS,
  );
  expect(faultsOf(matrix)).toEqual(['made-up: it was not judged.']);
});

test('a variant that fails a requirement is red, one that is only warned of is not', () => {
  const target = madeUpTarget('variant', []);
  const failed = matrixOf(
    catalogue,
    [{ target, report: madeUpReport({ 'limit-21st-refused': 'fail' }) }],
    WHOLE,
  );
  expect(faultsOf(failed)).toEqual(['made-up: it is accused by limit-21st-refused.']);
  const warned = matrixOf(
    catalogue,
    [{ target, report: madeUpReport({ 'response-media-type': 'warn' }) }],
    WHOLE,
  );
  expect(faultsOf(warned)).toEqual([]);
});

test('a variant that keeps the contract and is not found conformant is red', () => {
  const target = madeUpTarget('variant', []);
  const matrix = matrixOf(
    catalogue,
    [{ target, report: madeUpReport({ 'limit-21st-refused': 'inconclusive' }) }],
    WHOLE,
  );
  expect(faultsOf(matrix)).toEqual([
    'made-up: the verdict is inconclusive, not conformant (limit-21st-refused).',
  ]);
});

test('the reference server is red for a warning', () => {
  const target = madeUpTarget('reference', []);
  const matrix = matrixOf(
    catalogue,
    [{ target, report: madeUpReport({ 'response-media-type': 'warn' }) }],
    WHOLE,
  );
  expect(faultsOf(matrix)).toEqual(['made-up: it is accused by response-media-type.']);
});

test('a MUST without a mutant, and one that no mutant violates alone, is a fault of the list', () => {
  const target = madeUpTarget('mutant', ['limit-21st-refused', 'limit-30th-refused']);
  const { faults } = matrixOf(catalogue, [{ target, report: madeUpReport({}) }], WHOLE);
  expect(faults).toContain('url-http-refused (MUST): no mutant names it.');
  expect(faults).toContain('limit-21st-refused (MUST): no mutant violates it alone.');
  const some = matrixOf(catalogue, [{ target, report: madeUpReport({}) }], {
    whole: true,
    isSelection: true,
  });
  expect(some.faults).toEqual([]);
});
