/** What a run shows on GitHub: annotations beside the job, and a summary on its page. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { annotations, stepSummary } from '../../reports/github.ts';
import { conform } from './gates-run.ts';
import { temporaryFolder, test } from './programs.ts';
import { all, failed, finding, HOSTILE, reportOf } from './report-made-up.ts';
import { made } from './reports-made-up.ts';

test('what gates is annotated, and what does not is not', () => {
  expect(annotations(made.conformant)).toEqual([]);
  expect(annotations(made['known failure'])).toEqual([]);
  expect(annotations(made.broken)).toEqual([
    '::error title=url-http-refused::Keeps a MUST of url. expected HTTP 400, BAD_REQUEST, received HTTP 200',
  ]);
  expect(annotations(made['mended failure'])).toEqual([
    expect.stringContaining('passes now, so remove its entry'),
  ]);
  expect(annotations(made.partial)).toEqual([
    expect.stringMatching(/^::error title=Inconclusive::\d+ requirements/),
  ]);
});

test('nine annotations are shown, and one counts the others', () => {
  const errors = Array.from({ length: 20 }, (_, index) => `fault ${index}`);
  const shown = annotations(reportOf(all(), { errors }));
  expect(shown).toHaveLength(10);
  // The run is inconclusive too, for its faults.
  expect(shown.at(-1)).toBe('::error title=More::and 12 more: see the report');
});

test('an answer of the target cannot end an annotation', () => {
  const report = reportOf(
    all(
      failed('url-http-refused', {
        findings: [finding('url-http-refused', { received: `${HOSTILE}\n::add-mask::x%0A` })],
      }),
    ),
  );
  const [line = '', ...more] = annotations(report);
  expect(more).toEqual([]);
  expect(line).not.toMatch(/[\r\n]/);
  expect(line).not.toContain('%0A::');
});

test('the summary stays below what GitHub drops, with what is there already', () => {
  expect(stepSummary(made.broken, 0)).toContain('# NONCONFORMANT: made up');
  expect(stepSummary(made.broken, 899_900)).toMatch(/^# NONCONFORMANT\n\nThe summary is too long/);
  expect(stepSummary(made.broken, 899_999)).toBe('');
});

test('a run on GitHub adds to the summary of its step, and its last line stays the verdict', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'summary.md');
  writeFileSync(file, 'of an earlier command\n');
  const ended = await conform({ GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file }, [
    '--grep',
    '@url-http-refused',
  ]);
  expect(ended.code).toBe(3);
  expect(readFileSync(file, 'utf8')).toMatch(
    /^of an earlier command\n# INCONCLUSIVE: the embedded reference server\n/,
  );
  expect(ended.stdout).toMatch(/\n::error title=Inconclusive::.*\nVerdict {7}INCONCLUSIVE/);
  expect(ended.stdout).toMatch(/\nVerdict {7}INCONCLUSIVE: the embedded reference server\n$/);
});

test('a summary that cannot be written is said, and the verdict stays', async () => {
  const ended = await conform(
    { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(temporaryFolder(), 'missing', 'summary.md') },
    ['--grep', '@url-http-refused'],
  );
  expect(ended.code).toBe(3);
  expect(ended.stderr).toMatch(/^The summary of the job could not be written: ENOENT/);
});
