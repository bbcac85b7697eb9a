import { styleText } from 'node:util';
import type { RunVerdict, Verdict } from '../specs/types.ts';

export type Paint = (meaning: Verdict | RunVerdict | 'heading', text: string) => string;

const LOOKS = {
  heading: 'bold',
  pass: 'green',
  conformant: 'green',
  fail: 'red',
  nonconformant: 'red',
  'nonconformant as known': 'yellow',
  warn: 'yellow',
  inconclusive: 'magenta',
  excluded: 'gray',
  'not-claimed': 'gray',
} as const;

/** @param colour false returns every text unchanged */
export function painter(colour: boolean): Paint {
  // The caller knows whether its stream has colours; `styleText` would check `process.stdout`.
  return (meaning, text) => (colour ? styleText(LOOKS[meaning], text, { validateStream: false }) : text);
}
