import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { EVIDENCE, parseEvidence } from './evidence.ts';
import type { TestOutcome } from './report.ts';

const LINES_OF_ERROR = 3;

/** The requirement that a test names; undefined for a test of the suite. */
export function requirementOf({ annotations }: TestCase): string | undefined {
  return annotations.find(({ type }) => type === 'requirement')?.description;
}

/** The outcome of a conformance test; undefined for a test that names no requirement or did not begin. */
export function outcomeOf(test: TestCase, result: TestResult): TestOutcome | undefined {
  const requirement = requirementOf(test);
  if (requirement === undefined) return undefined;
  // When a run is stopped, tests that have not begun end as skipped.
  if (result.status === 'skipped' && test.expectedStatus !== 'skipped') return undefined;
  const body = result.attachments.find(({ name }) => name === EVIDENCE)?.body;
  return {
    requirement,
    status: result.status,
    durationMs: result.duration,
    evidence: body === undefined ? undefined : parseEvidence(body.toString('utf8')),
    error: result.error === undefined ? undefined : lineOf(result.error),
  };
}

/** The first lines of an error as one line, without stack and source. */
export function lineOf({ message, value, location }: TestError): string {
  const lines = stripVTControlCharacters(message ?? value ?? 'an error without a message').split('\n');
  const shown = lines.map((line) => line.trim()).filter((line) => line !== '');
  const place = location === undefined ? '' : ` (${relative(process.cwd(), location.file)}:${location.line})`;
  return `${shown.slice(0, LINES_OF_ERROR).join(' ')}${place}`;
}
