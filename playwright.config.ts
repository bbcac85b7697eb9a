import { defineConfig } from '@playwright/test';
import path from 'node:path';
import { LAST } from './fixtures/requirement.ts';
import { currentRun } from './fixtures/run.ts';

const run = currentRun();

/** `npm run conformance` judges a target; everything else that starts Playwright tests the suite itself. */
export default run === undefined
  ? defineConfig({
      testDir: 'tests/suite',
      fullyParallel: true,
      forbidOnly: true,
      workers: 2,
      timeout: 60_000,
      reporter: 'list',
      projects: [{ name: 'suite' }],
    })
  : defineConfig({
      testDir: 'tests/conformance',
      outputDir: path.join(run.info.reportDir, 'artifacts'),
      fullyParallel: true,
      forbidOnly: true,
      workers: 2,
      // Both are there to end a run on a target that hardly answers, and end it as inconclusive: latency is never judged.
      timeout: 300_000,
      globalTimeout: 1_200_000,
      reporter: [
        ['./reports/conformance-reporter.ts', { run: run.info, selection: run.selection }],
        ['html', { outputFolder: path.join(run.info.reportDir, 'html'), open: 'never' }],
      ],
      // A teardown project runs whatever became of the tests before it, also when tests are picked: then one project has all.
      projects: run.selection
        ? [{ name: 'conformance' }]
        : [
            { name: 'conformance', grepInvert: new RegExp(LAST), teardown: 'conformance, last' },
            { name: 'conformance, last', grep: new RegExp(LAST) },
          ],
    });
