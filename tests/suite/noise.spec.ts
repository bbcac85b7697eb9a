import { expect, test } from '@playwright/test';
import { Noise } from '../../fixtures/session/noise.ts';

const CREATE = '/webhook.config.create';
const DELETE = '/webhook.config.delete';

/** The noise after so many answers of a path, of which some were disturbed. */
function noted(...paths: readonly (readonly [path: string, heard: number, disturbed: number])[]): Noise {
  const noise = new Noise();
  for (const [path, heard, disturbed] of paths) {
    for (let at = 0; at < heard; at += 1) noise.note(path, false);
    for (let at = 0; at < disturbed; at += 1) noise.note(path, true);
  }
  return noise;
}

test('a target whose every delete is odd needs three, and a network that disturbs all paths needs many', () => {
  expect(noted([CREATE, 40, 0], [DELETE, 0, 9]).proofBeside(DELETE)).toBe(3);
  expect(noted([CREATE, 160, 40], [DELETE, 0, 9]).proofBeside(DELETE)).toBe(9);
});

test('a few requests beside it show nothing of the network', () => {
  expect(noted([CREATE, 19, 0], [DELETE, 0, 3]).proofBeside(DELETE)).toBe(Number.POSITIVE_INFINITY);
  expect(noted([DELETE, 200, 3]).proofBeside(DELETE)).toBe(Number.POSITIVE_INFINITY);
});
