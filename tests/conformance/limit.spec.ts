import { contract, expect, scenario, test } from '../../fixtures/test.ts';

// All use the same account, one after the other: accounts that cannot be emptied are few. Each fills what is missing, so each
// can be run alone.
test.describe.configure({ mode: 'default' });

test(...scenario('limit-20th-accepted'), async ({ account, freshHost }) => {
  while (account.urls.length < 20)
    expect(await account.create(`https://${freshHost()}/`)).toAnswer('accepted');
});

test(...scenario('limit-21st-refused'), async ({ account, freshHost }) => {
  await account.fillTo(20);
  expect(await account.create(`https://${freshHost()}/21st`)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
});

test(...scenario('limit-30th-refused'), async ({ account, freshHost }) => {
  await account.fillTo(20);
  await account.create(`https://${freshHost()}/21st`);
  for (let count = 22; count <= 30; count += 1) {
    expect(await account.create(`https://${freshHost()}/${count}`)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
  }
});

test(...scenario('limit-refusal-stores-nothing'), async ({ account, second, freshHost }) => {
  await account.fillTo(20);
  const url = `https://${freshHost()}/refused`;
  expect(await account.create(url)).toBeRefusedAsGround('limit-30th-refused', 'MAX_WEBHOOK_URL_LIMIT');
  expect(await account.create(url)).toAnswer('MAX_WEBHOOK_URL_LIMIT');
  expect(await second.create(url)).toAnswer('accepted');
});

test(...contract('limit-other-account'), async ({ account, second, freshHost }) => {
  await account.fillTo(20);
  await account.create(`https://${freshHost()}/21st`);
  expect(await second.create(`https://${freshHost()}/`)).toAnswer('accepted');
});
