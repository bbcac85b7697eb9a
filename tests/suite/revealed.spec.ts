import { expect, test } from '@playwright/test';
import { revealedIn } from '../../fixtures/contract/revealed.ts';
import { answerOf } from './answers-made-up.ts';

test('an answer shows the ids and hosts that its request does not say; what is no URL has no host', () => {
  const held = [
    { configId: 'whc_1', url: 'https://a.example/x' },
    { configId: 'whc_2', url: 'https://' },
    { configId: '', url: 'no URL' },
  ];
  expect(revealedIn(answerOf(200, { seen: 'whc_1 https:\\/\\/a.example' }), held)).toEqual([
    'whc_1',
    'a.example',
  ]);
  expect(revealedIn(answerOf(200, {}), held)).toEqual([]);
});
