import { LIMIT } from '../../fixtures/contract/belief.ts';
import { expect, test } from '@playwright/test';
import { Account } from '../../fixtures/session/account.ts';
import { scripted } from './scripted-api.ts';

test('the newest configurations of an account are those that came last, and none for 0', async () => {
  const { api, ledger } = await scripted({});
  for (const id of ['whc_a', 'whc_b', 'whc_c'])
    ledger.write('acc_2', { kind: 'create', configId: id, url: `https://${id}.example/` });
  const account = new Account('acc_2', { account: 0, slots: LIMIT, whole: true }, api, () => 'h.example');
  const newest = (count: number): readonly string[] => account.newest(count).map(({ configId }) => configId);
  expect(newest(0)).toEqual([]);
  expect(newest(-1)).toEqual([]);
  expect(newest(1)).toEqual(['whc_c']);
  expect(newest(2)).toEqual(['whc_b', 'whc_c']);
  expect(newest(3)).toEqual(['whc_a', 'whc_b', 'whc_c']);
  expect(newest(9)).toEqual(['whc_a', 'whc_b', 'whc_c']);
});
