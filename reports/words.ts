import type { Verdict } from '../specs/types.ts';

/** The words for verdicts in reports. */
export const WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  warn: 'WARN',
  inconclusive: 'INCONCLUSIVE',
  excluded: 'EXCLUDED',
  'not-claimed': 'NOT CLAIMED',
};

/** All verdicts, in the order of the counts. */
export const VERDICTS = ['pass', 'fail', 'warn', 'inconclusive', 'excluded', 'not-claimed'] as const;
