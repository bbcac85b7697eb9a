import { expect, test } from '@playwright/test';
import { mayExist } from '../../fixtures/accounts/strangers.ts';
import { cutOrExtended } from '../../fixtures/arbitraries/near-misses.ts';

test('a named account may exist, and so may every other number of its series', () => {
  for (const id of ['acc_1', 'acc_2', 'acc_10', 'acc_100', 'acc_0'])
    expect.soft(mayExist(id, ['acc_1', 'acc_2'])).toBe(true);
  expect(mayExist('7', ['1001'])).toBe(true);
});

test('an id of another form may not', () => {
  for (const id of ['acc_', 'acc_1x', 'ACC_1', 'xacc_1', 'acc_1a2', ''])
    expect.soft(mayExist(id, ['acc_1', 'acc_2']), id).toBe(false);
  expect(mayExist('acc_f6AdKt6wG', ['acc_f6AdKt6wG2'])).toBe(false);
});

test('every form of id leaves near misses that cannot exist', () => {
  for (const id of ['acc_1', '1001', 'acc_f6AdKt6wG2', '0b9c6a0e-7d9b-4a35-8c0e-1d2f3a4b5c6d', 'a']) {
    expect
      .soft(
        cutOrExtended(id).some(({ text }) => !mayExist(text, [id])),
        id,
      )
      .toBe(true);
  }
});
