import { expect } from '@playwright/test';
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { plantedMutants } from '../../fixtures/reference/mutants/planted.ts';
import { embeddedTargets } from '../../fixtures/targets/embedded.ts';
import { locateRule } from '../../fixtures/targets/rule-source.ts';
import { changeOf } from '../../fixtures/reference/mutant.ts';
import { matrixOf, type Matrix } from '../../reports/matrix.ts';
import type { Report } from '../../reports/report.ts';
import type { MatrixTarget } from '../../specs/types.ts';
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
    // A variant may differ in the ids of its accounts alone.
    const hasOwnIds = target.kind === 'variant' && target.accountIds !== undefined;
    expect(rules.length > 0 || hasOwnIds, target.name).toBe(true);
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
const LIMIT = 'limit-21st-refused';

/** A matrix of one target. */
const matrixOn = (target: MatrixTarget, report: Report | undefined, options = WHOLE): Matrix =>
  matrixOf(catalogue, [{ target, report }], options);

const faultsOf = (matrix: Matrix): readonly string[] => matrix.rows.flatMap(({ faults }) => faults);

for (const [what, report, killed, faults] of [
  ['is killed when exactly its catchers catch it', madeUpReport({ [LIMIT]: 'fail' }), 1, []],
  [
    'survives a catcher that could not decide',
    madeUpReport({ [LIMIT]: 'inconclusive' }),
    0,
    [`made-up: it survives ${LIMIT}.`],
  ],
  ['that was not judged is red', undefined, 0, ['made-up: it was not judged.']],
] as const)
  test(`a mutant ${what}`, () => {
    const matrix = matrixOn(madeUpTarget('mutant', [LIMIT]), report, CATCHERS);
    expect(faultsOf(matrix)).toEqual(faults);
    expect(matrix.score).toEqual({ killed, mutants: 1 });
  });

test('a crash of the suite on a mutant is no kill', () => {
  const report = madeUpReport({ [LIMIT]: 'fail' }, ['url-http-refused: its test crashed.']);
  expect(matrixOn(madeUpTarget('mutant', [LIMIT]), report, CATCHERS).score.killed).toBe(0);
});

for (const [kind, id, verdict, faults] of [
  ['variant', LIMIT, 'fail', [`made-up: it is accused by ${LIMIT}.`]],
  ['variant', 'response-media-type', 'warn', []],
  ['variant', LIMIT, 'inconclusive', [`made-up: the verdict is inconclusive, not conformant (${LIMIT}).`]],
  ['reference', 'response-media-type', 'warn', ['made-up: it is accused by response-media-type.']],
] as const)
  test(`a ${kind} with the verdict ${verdict} of one requirement has ${faults.length} faults`, () => {
    const matrix = matrixOn(madeUpTarget(kind, []), madeUpReport({ [id]: verdict }));
    expect(faultsOf(matrix)).toEqual(faults);
  });

test('a MUST without a mutant, and one that no mutant violates alone, is a fault of the list', () => {
  const target = madeUpTarget('mutant', [LIMIT, 'limit-30th-refused']);
  const { faults } = matrixOn(target, madeUpReport({}));
  expect(faults).toContain('url-http-refused (MUST): no mutant names it.');
  expect(faults).toContain('limit-21st-refused (MUST): no mutant violates it alone.');
  const some = matrixOn(target, madeUpReport({}), { whole: true, isSelection: true });
  expect(some.faults).toEqual([]);
});
