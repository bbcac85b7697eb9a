import { styleText } from 'node:util';
import type { RunVerdict, Verdict } from '../specs/types.ts';

/** Gives text the look of what it says. */
export type Paint = (meaning: Verdict | RunVerdict | 'heading', text: string) => string;

const LOOKS = {
  heading: 'bold',
  pass: 'green',
  conformant: 'green',
  fail: 'red',
  nonconformant: 'red',
  warn: 'yellow',
  inconclusive: 'magenta',
  excluded: 'gray',
  'not-claimed': 'gray',
} as const;

/** @param colour false gives every text back as it is */
export function painter(colour: boolean): Paint {
  return (meaning, text) => (colour ? force(LOOKS[meaning], text) : text);
}

/**
 * Whether colours fit is decided by the caller, who knows the stream; `styleText` would ask `process.stdout`
 * again.
 */
function force(look: (typeof LOOKS)[keyof typeof LOOKS], text: string): string {
  return styleText(look, text, { validateStream: false });
}
