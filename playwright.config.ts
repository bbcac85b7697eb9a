import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import path from 'node:path';
import { MANAGEMENT } from './fixtures/contract/catalogue.ts';
import { COUNTING, LAST, ofClaims } from './fixtures/session/requirement.ts';
import { planFor } from './fixtures/session/plan.ts';
import { currentProgram, type Program } from './fixtures/session/program.ts';
import { htmlFolder, judgedFile, type Run } from './fixtures/session/run.ts';
import { matrixPlan, type MatrixPlan } from './fixtures/targets/matrix.ts';

const common: PlaywrightTestConfig = { forbidOnly: true, fullyParallel: true, workers: 2 };

/** The suite tests itself. */
const suite: PlaywrightTestConfig = {
  ...common,
  testDir: 'tests/suite',
  timeout: 60_000,
  reporter: 'list',
  projects: [{ name: 'suite' }],
};

/** `npm run conformance`: judges one target. */
function conformance(run: Run): PlaywrightTestConfig {
  const { info, selection } = run;
  return {
    ...common,
    testDir: 'tests/conformance',
    outputDir: path.join(run.ledgerDir, 'artifacts'),
    // These limits end a run on a target that hardly answers, as inconclusive: latency is never judged.
    timeout: 300_000,
    globalTimeout: 1_200_000,
    reporter: [
      ['./reports/conformance-reporter.ts', { run: info, selection, judgedFile: judgedFile(run) }],
      ['html', { outputFolder: htmlFolder(run), open: 'never' }],
    ],
    grep: ofClaims(info.claims),
    // A teardown project always runs, even for picked tests; so picked tests have none.
    projects: selection
      ? inOrder(run)
      : [
          ...inOrder(run, LAST).map((project) => ({ ...project, teardown: 'conformance, last' })),
          { name: 'conformance, last', grep: both(ofClaims(info.claims), new RegExp(LAST)) },
        ],
  };
}

/**
 * The projects of the tests in their order: Playwright starts the tests of an earlier project first. With
 * enough accounts the order does not matter, and a single project spares another start of each worker.
 *
 * @param except a tag of tests that belong to none of them.
 */
function inOrder(
  { info: { claims }, held }: Run,
  except = '@none',
): NonNullable<PlaywrightTestConfig['projects']> {
  const canDelete = claims.includes(MANAGEMENT);
  if (canDelete && !planFor(claims, held).inTurn)
    return [{ name: 'conformance', grepInvert: new RegExp(except) }];
  const counting = { name: 'conformance, slots', grep: both(ofClaims(claims), new RegExp(COUNTING)) };
  const others = { name: 'conformance', grepInvert: new RegExp(`${COUNTING}|${except}`) };
  return canDelete ? [counting, others] : [others, counting];
}

/** `npm run mutants`: judges every embedded target by the same tests in one worker. */
function matrix({ targets, whole, isSelection, info }: MatrixPlan): PlaywrightTestConfig {
  return {
    ...common,
    testDir: 'tests/matrix',
    testMatch: 'every-target.ts',
    outputDir: path.join(info.reportDir, 'artifacts'),
    timeout: 300_000,
    reporter: [['./reports/matrix-reporter.ts', { run: info, targets, whole, isSelection }]],
  };
}

/** `npm run power`: the bursts of many runs in one test. */
const power: PlaywrightTestConfig = {
  ...common,
  testDir: 'tests/power',
  testMatch: 'power.ts',
  timeout: 0,
  reporter: 'line',
};

/** A pattern that matches texts with both patterns in any order. */
function both(first: RegExp, second: RegExp): RegExp {
  return new RegExp(`(?=.*${first.source}).*${second.source}`);
}

function configOf(program: Program | undefined): PlaywrightTestConfig {
  switch (program?.is) {
    case 'run':
      return conformance(program.run);
    case 'matrix':
      return matrix(matrixPlan(program.request));
    case 'power':
      return power;
    case undefined:
      return suite;
  }
}

export default defineConfig(configOf(currentProgram()));
