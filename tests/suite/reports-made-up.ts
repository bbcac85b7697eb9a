import type { KnownFailure } from '../../specs/types.ts';
import { all, colourful, failed, finding, outcome, reportOf } from './report-made-up.ts';

const own = 'url-http-refused';

/** An entry of `--known-failures`. The runs that never took place are of 2025-01-02. */
export function known(requirement: KnownFailure['requirement'], expires = '2025-01-02'): KnownFailure {
  return { requirement, reason: 'ticket 4711', owner: 'payments team', expires };
}

/** Reports of every kind, by what is special about them. */
export const made = {
  conformant: reportOf(all()),
  broken: reportOf(all(failed(own, { findings: [finding(own)] }))),
  'broken elsewhere, own test left out': reportOf([outcome('url-hostless', { findings: [finding(own)] })], {
    selection: true,
  }),
  warned: reportOf(
    all(
      failed('http-header-names-any-case', {
        findings: [finding('http-header-names-any-case', { counterexample: '""', seed: -1, path: '0' })],
      }),
    ),
  ),
  disturbed: reportOf(
    all(
      outcome(own, {
        disturbances: [{ kind: '502', count: 3 }],
        leftOut: [{ case: 'GET', reason: 'a page' }],
      }),
    ),
    { ended: 'too much was disturbed' },
  ),
  partial: reportOf([outcome(own)], { selection: true }),
  'known failure': reportOf(all(failed(own, { findings: [finding(own)] })), { knownFailures: [known(own)] }),
  'expired failure': reportOf(all(failed(own, { findings: [finding(own)] })), {
    knownFailures: [known(own, '2025-01-01')],
  }),
  'mended failure': reportOf(all(), { knownFailures: [known(own)] }),
  'no state': reportOf(all(), { noState: 'The target seems to keep no state.' }),
  empty: reportOf([]),
  colourful: colourful(),
};
