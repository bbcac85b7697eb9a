import { searchHistories } from '../../fixtures/checks/history/search.ts';
import { property, test } from '../../fixtures/test.ts';

test(
  ...property('history-any-explained', async ({ account, second, freshHost, holds }) => {
    await searchHistories({ accounts: [account, second], freshHost, holds, runs: 59 });
  }),
);
