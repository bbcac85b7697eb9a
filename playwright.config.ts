import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MANAGEMENT } from './fixtures/contract/catalogue.ts';
import { planFor } from './fixtures/session/plan.ts';
import { COUNTING, LATE, ofClaims } from './fixtures/session/requirement.ts';
import { currentProgram, type Program } from './fixtures/session/program.ts';
import { endWithParent } from './fixtures/session/parent.ts';
import { begunFile, judgedFile, leftFile, phaseFile, type Run } from './fixtures/session/run.ts';
import { moreTimeFor } from './fixtures/session/slow.ts';
import { endedFile } from './fixtures/session/traffic.ts';
import { matrixPlan, type MatrixPlan } from './fixtures/targets/matrix.ts';

/** `.js` where the suite is compiled, `.ts` in a checkout. */
const EXTENSION = path.extname(fileURLToPath(import.meta.url));

const common: PlaywrightTestConfig = {
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  // Playwright must not compile again what tsc has compiled.
  ...(EXTENSION === '.js' ? { build: { external: ['**/*'] } } : {}),
};

/** What needs a browser; `npm run page` runs it, and `npm test` does not. */
const BROWSER = '**/page-browser.spec.ts';

/** The suite tests itself. */
const suite: PlaywrightTestConfig = {
  ...common,
  // Many of its tests wait: for a time-out, for a target that wakes up, for a program that ends.
  workers: 3,
  testDir: 'tests/suite',
  timeout: 60_000,
  reporter: 'list',
  projects: [
    { name: 'suite', testIgnore: BROWSER },
    { name: 'page', testMatch: BROWSER },
  ],
};

/** `npm run conformance`: judges one target. */
function conformance(run: Run): PlaywrightTestConfig {
  const { info, selection } = run;
  const more = moreTimeFor(run.latencyMs ?? 0);
  return {
    ...common,
    workers: run.oneConnection ? 1 : 2,
    ...testsOf(run),
    outputDir: path.join(run.ledgerDir, 'artifacts'),
    // These limits end a run on a target that hardly answers, as inconclusive: latency is never judged.
    timeout: 300_000 + msFor(MOST_CALLS, run) + more.testMs,
    globalTimeout: 1_200_000 + msFor(MOST_REQUESTS, run) + more.runMs,
    reporter: [
      [
        `./reports/conformance-reporter${EXTENSION}`,
        {
          run: info,
          selection,
          gentle: run.gentle,
          verbose: run.verbose,
          begunFile: begunFile(run),
          phases: LATE.map((tag) => ({ tag, file: phaseFile(run, tag) })),
          judgedFile: judgedFile(run),
          leftFile: leftFile(run),
          endedFile: endedFile(run.ledgerDir),
          ...(run.earlierFile === undefined ? {} : { earlierFile: run.earlierFile }),
        },
      ],
    ],
  };
}

/** More than the calls of the longest test, and more than the requests of a whole run. */
const MOST_CALLS = 2500;
const MOST_REQUESTS = 10_000;

/** How long so many requests take at the rate of the run. */
function msFor(requests: number, { rate }: Run): number {
  return rate === undefined ? 0 : Math.round((requests / rate) * 1000);
}

type Project = NonNullable<PlaywrightTestConfig['projects']>[number];

type Tests = Pick<PlaywrightTestConfig, 'testDir' | 'testMatch' | 'grep' | 'projects'>;

/**
 * The tests of a run. All of them stand in one file, in their order, and in one project: each project would
 * start new workers. Picked tests stand in their own files, because a file is a way to pick.
 */
function testsOf(run: Run): Tests {
  if (!run.selection)
    return {
      testDir: 'tests/run',
      testMatch: `every-requirement${EXTENSION}`,
      projects: [{ name: 'conformance' }],
    };
  return { testDir: 'tests/conformance', grep: ofClaims(run.info.claims), projects: pickedInOrder(run) };
}

/**
 * The projects of picked tests in their order: Playwright starts the tests of an earlier project first. With
 * enough accounts the order does not matter, and a single project spares another start of each worker.
 */
function pickedInOrder({ info: { claims }, held, gentle }: Run): Project[] {
  const canDelete = claims.includes(MANAGEMENT);
  const except = gentle ? LATE.map((tag) => new RegExp(tag)) : [];
  if (canDelete && !planFor(claims, held).inTurn) return [{ name: 'conformance', grepInvert: except }];
  const slots = new RegExp(COUNTING);
  const counting = {
    name: 'conformance, slots',
    grep: both(ofClaims(claims), slots),
    grepInvert: except,
  };
  const others = { name: 'conformance', grepInvert: [slots, ...except] };
  return canDelete ? [counting, others] : [others, counting];
}

/** `npm run mutants`: judges every embedded target by the same tests in one worker. */
function matrix({ targets, whole, isSelection, again, info }: MatrixPlan): PlaywrightTestConfig {
  return {
    ...common,
    testDir: 'tests/matrix',
    testMatch: 'every-target.ts',
    outputDir: path.join(info.reportDir, 'artifacts'),
    timeout: 300_000,
    reporter: [['./reports/matrix-reporter.ts', { run: info, targets, whole, isSelection, again }]],
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
      // Every process of the run loads this file.
      endWithParent(program.run.launcher);
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
