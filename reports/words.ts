import type { Verdict } from '../specs/types.ts';

/** Each verdict as people read it. */
export const WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  warn: 'WARN',
  inconclusive: 'INCONCLUSIVE',
  excluded: 'EXCLUDED',
  'not-claimed': 'NOT CLAIMED',
};

/** All verdicts, in the order in which their counts are shown. */
export const VERDICTS = ['pass', 'fail', 'warn', 'inconclusive', 'excluded', 'not-claimed'] as const;
