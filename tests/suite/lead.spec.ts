/** What the first lines of a report say. */
import { expect, test } from '@playwright/test';
import { firstReasonOf } from '../../reports/lead.ts';
import { renderConsole } from '../../reports/render-console.ts';
import type { RequirementReport } from '../../reports/report.ts';
import { CAME_AGAIN } from '../../specs/disturbances.ts';
import { all, failed, finding, outcome, reportOf, rowOf } from './report-made-up.ts';

const own = 'url-http-refused';
const should = 'http-header-names-any-case';
const plain = { width: 120, colour: false, verbose: true, reportDir: '/tmp/out' };

test('a report says first that earlier answers came again, where that is so often and something failed', () => {
  const again = (count: number) => ({ disturbances: [{ kind: CAME_AGAIN, count }] });
  const breach = { findings: [finding(own)] };
  expect(firstReasonOf(reportOf(all(outcome(own, again(50)))))).toBeUndefined();
  expect(firstReasonOf(reportOf(all(failed(own, { ...again(49), ...breach }))))).toBeUndefined();
  const report = reportOf(all(failed(own, { ...again(50), ...breach })));
  expect(renderConsole(report, plain).split('\n')[1]).toMatch(
    /^50 requests got the very answer to an earlier/,
  );
});

test('a report says first that most failures are one fault of the server, and what was refused rightly', () => {
  const fault = { received: '500 INTERNAL_ERROR', documented: '401' };
  const report = reportOf(all(failed(own, { findings: [finding(own, fault)] })));
  const row = rowOf(report, own);
  const kept = {
    ...rowOf(report, should),
    text: 'Answers 401 to another key.',
    id: 'authentication-key-other',
  };
  const leadOf = (...requirements: readonly RequirementReport[]) =>
    firstReasonOf({ ...report, requirements });
  expect(leadOf(row, row, row, kept)).toMatch(
    /^3 of 3 failures: the target answers 500 INTERNAL_ERROR to wrong credentials, in place of 401\. .* Answered 401 as documented: authentication-key-other\.$/,
  );
  expect(leadOf(row, row, kept)).toBeUndefined();
  const others = rowOf(reportOf(all(failed(own, { findings: [finding(own)] }))), own);
  expect(leadOf(row, row, row, others, others, others, others)).toBeUndefined();
});

test('a report says first which signature is taken in place of the right one', () => {
  const report = reportOf(all(failed(own, { findings: [finding(own)] })));
  const row = rowOf(report, own);
  const [failure] = row.failures;
  const signed = {
    ...row,
    id: 'authentication-signed-accepted',
    failures: failure === undefined ? [] : [{ ...failure, received: '401 UNAUTHORIZED' }],
  };
  const taken = {
    ...row,
    id: 'authentication-signature-key',
    failures:
      failure === undefined
        ? []
        : [{ ...failure, case: 'key-secret-as-text: As text.', received: '200 SUCCESS' }],
  };
  expect(firstReasonOf({ ...report, requirements: [signed, taken] })).toBe(
    'The target refuses the right signature and accepts another one: key-secret-as-text: As text. Most failures follow from that.',
  );
  expect(firstReasonOf({ ...report, requirements: [signed] })).toBeUndefined();
  expect(firstReasonOf({ ...report, requirements: [taken] })).toBeUndefined();
});
