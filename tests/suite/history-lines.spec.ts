import { expect, test } from '@playwright/test';
import { linesOf } from '../../fixtures/checks/history/lines.ts';
import { untouched } from '../../fixtures/contract/belief.ts';

const others = Array.from({ length: 18 }, (_, index) => ({
  configId: `whc_${index}`,
  url: `https://${index}.test/`,
}));
const start = [untouched([]), untouched(others)] as const;
const create = (account: 0 | 1, url: string) => ({ call: { method: 'create', account, url } }) as const;

test('what an account held before is shown as calls where a history may fill it', () => {
  const history = [create(1, 'https://a.test/'), create(1, 'https://b.test/')];
  const lines = linesOf(history, ['acc_1', 'acc_2'], start);
  expect(lines[0]).toBe('# acc_2 holds 18 other configurations:');
  expect(lines).toHaveLength(1 + 18 + 1 + 2);
  expect(lines[1]).toContain('"url":"https://0.test/"');
  expect(lines[19]).toBe('# then');
});

test('where it cannot, their number is enough', () => {
  const lines = linesOf([create(1, 'https://a.test/')], ['acc_1', 'acc_2'], start);
  expect(lines).toEqual([
    '# acc_2 holds 18 other configurations',
    expect.stringContaining('https://a.test/'),
  ]);
});
