import { COMMAND } from '../specs/commands.ts';
import { failureLines } from './failure-lines.ts';
import { expectation } from './expectation.ts';
import { isKnown, knownFailureLines } from './known-failures.ts';
import type { Report, RequirementReport } from './report.ts';
import { WORDS } from './words.ts';

/** The version of the format (ctrf.io) that this file follows. */
const SPEC_VERSION = '0.0.0';

const WIDTH = 400;

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

/** A test of a CTRF report. */
interface Test {
  readonly name: string;
  readonly status: Status;
  /** Whole milliseconds. */
  readonly duration: number;
  readonly suite: readonly string[];
  readonly rawStatus: string;
  readonly message?: string;
  readonly trace?: string;
}

/**
 * The report in the Common Test Report Format: a test for each requirement, and one for each fault of the
 * suite and for each known failure that gates, because a tool that reads only this file must not show such a
 * run as green. `rawStatus` is our own verdict.
 */
export function renderCtrf(report: Report): string {
  const tests = [
    ...report.requirements.map((row) => testOf(row, report)),
    ...report.suiteErrors.map((message) => ofRun('suite error', message)),
    ...knownFailureLines(report, ['mended']).map((message) => ofRun('known failure', message)),
  ];
  const count = (status: Status): number => tests.filter((each) => each.status === status).length;
  const start = Date.parse(report.startedAt);
  const content = {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    timestamp: report.startedAt,
    generatedBy: `${COMMAND} ${report.suiteVersion}`,
    results: {
      tool: { name: COMMAND, version: report.suiteVersion },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('other'),
        start,
        stop: start + Math.round(report.durationMs),
        extra: { verdict: report.verdict, target: report.target, seed: report.seed },
      },
      tests,
    },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function testOf(row: RequirementReport, { knownFailures }: Report): Test {
  const { id, area, durationMs, verdict, reason, text } = row;
  const known = isKnown(id, knownFailures);
  const isBroken = verdict === 'fail' || verdict === 'warn';
  return {
    name: id,
    status: known ? 'other' : STATUS[verdict],
    duration: Math.round(durationMs),
    suite: [area],
    rawStatus: known ? `known ${WORDS[verdict].toLowerCase()}` : verdict,
    ...(isBroken ? { message: expectation(row), trace: [text, ...failureLines(row, WIDTH)].join('\n') } : {}),
    ...(reason === undefined ? {} : { message: reason }),
  };
}

/** A broken SHOULD does not gate, so it is no failure there. */
const STATUS: Readonly<Record<RequirementReport['verdict'], Status>> = {
  pass: 'passed',
  fail: 'failed',
  warn: 'other',
  inconclusive: 'other',
  excluded: 'skipped',
  'not-claimed': 'skipped',
};

function ofRun(name: string, message: string): Test {
  return { name, status: 'failed', duration: 0, suite: ['suite'], rawStatus: name, message };
}
