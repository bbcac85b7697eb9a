import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import path from 'node:path';
import { planFor } from './fixtures/session/plan.ts';
import { EARLY, LAST, ofClaims, WRONG_CREDENTIALS } from './fixtures/session/requirement.ts';
import { currentProgram, type Program } from './fixtures/session/program.ts';
import { htmlFolder, judgedFile, type Run } from './fixtures/session/run.ts';
import { endedFile } from './fixtures/session/traffic.ts';
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
  const { info, selection, held } = run;
  return {
    ...common,
    workers: run.oneConnection ? 1 : 2,
    testDir: 'tests/conformance',
    outputDir: path.join(run.ledgerDir, 'artifacts'),
    // These limits end a run on a target that hardly answers, as inconclusive: latency is never judged.
    timeout: 300_000,
    globalTimeout: 1_200_000,
    reporter: [
      [
        './reports/conformance-reporter.ts',
        {
          run: info,
          selection,
          gentle: run.gentle,
          judgedFile: judgedFile(run),
          endedFile: endedFile(run.ledgerDir),
        },
      ],
      ['html', { outputFolder: htmlFolder(run), open: 'never' }],
    ],
    grep: ofClaims(info.claims),
    projects: selection || run.gentle ? [picked(run)] : inOrder(info.claims, held),
  };
}

type Project = NonNullable<PlaywrightTestConfig['projects']>[number];

/** A teardown project always runs, even for picked tests; so picked tests need a single project. */
function picked({ gentle }: Run): Project {
  return { name: 'conformance', ...(gentle ? { grepInvert: [WRONG, LAST_OF_ALL] } : {}) };
}

const FIRST_OF_ALL = new RegExp(EARLY);
const WRONG = new RegExp(WRONG_CREDENTIALS);
const LAST_OF_ALL = new RegExp(LAST);

/**
 * What counts slots comes first where tests take turns, what could lock a key comes late, and what could
 * crash a target comes last. Playwright begins with the tests of the first project. One worker runs the late
 * ones in the order of their files, after all other tests: a project of their own would cost two more workers,
 * a quarter of the processor time of a run. A dependency would leave out its project after a failure.
 */
function inOrder(claims: readonly string[], held: readonly number[]): Project[] {
  const teardown = 'conformance, last';
  const claimed = ofClaims(claims);
  const isEarly = planFor(claims, held).inTurn;
  const early = {
    name: 'conformance, early',
    grep: both(claimed, FIRST_OF_ALL),
    grepInvert: [WRONG, LAST_OF_ALL],
    teardown,
  };
  return [
    ...(isEarly ? [early] : []),
    {
      name: 'conformance',
      grepInvert: [WRONG, LAST_OF_ALL, ...(isEarly ? [FIRST_OF_ALL] : [])],
      teardown,
    },
    { name: teardown, grep: both(claimed, new RegExp(`${WRONG_CREDENTIALS}|${LAST}`)), workers: 1 },
  ];
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
  return new RegExp(`(?=.*${first.source}).*(?:${second.source})`);
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
