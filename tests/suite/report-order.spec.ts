import { expect, test } from '@playwright/test';
import { BEHIND_THE_RUN } from '../../reports/keeping.ts';
import { renderConsole } from '../../reports/render-console.ts';
import { renderMarkdown } from '../../reports/render-markdown.ts';
import { all, failed, finding, reportOf } from './report-made-up.ts';

const options = { width: 120, colour: false, verbose: false, reportDir: '/tmp/out' };

test('a broken MUST stands before a SHOULD, and what a request shows before what only the last lists show', () => {
  const report = reportOf(
    all(
      failed('url-hostless', { findings: [finding('url-hostless', { case: BEHIND_THE_RUN })] }),
      failed('response-config-id-unique', { findings: [finding('response-config-id-unique')] }),
      failed('response-trace-id-differs', { findings: [finding('response-trace-id-differs')] }),
    ),
  );
  const ids = /response-[\w-]+|url-hostless/g;
  for (const text of [renderConsole(report, options), renderMarkdown(report)])
    expect([...new Set(text.match(ids))].slice(0, 3)).toEqual([
      'response-config-id-unique',
      'url-hostless',
      'response-trace-id-differs',
    ]);
});
