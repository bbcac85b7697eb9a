import { AS_KNOWN } from '../../fixtures/contract/answers.ts';
import { contract, expect, test } from '../../fixtures/test.ts';

/** The answers of the whole run are judged too: each that comes now and then only. */
const TIMES = 4;

test(
  ...contract('http-no-server-error', async ({ api, account }) => {
    for (let time = 1; time <= TIMES; time += 1)
      await expect(await api.create(account.id, account.marker)).toAnswer(...AS_KNOWN);
  }),
);
