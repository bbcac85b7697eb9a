/** The inventory before a run, and the cleanup after it. */
import { expect } from '@playwright/test';
import { listedIn } from '../../fixtures/contract/belief.ts';
import { loadMethods } from '../../fixtures/contract/openapi.ts';
import { DOMAIN, markerUrl } from '../../fixtures/generate/urls.ts';
import { emptiestFirst, listed, takeInventory, writeDownStart } from '../../fixtures/targets/inventory.ts';
import { preflight } from '../../fixtures/targets/preflight.ts';
import { accounts, linesAfter, RUN, setUp } from './cleanup-target.ts';
import { test } from './closing.ts';

const [a = '', b = '', c = ''] = accounts;

test('the inventory has every account in its order, and nothing for an account that cannot be listed', async () => {
  const { options, register } = await setUp();
  const held = [await register(b, 'https://1.test/'), await register(b, 'https://2.test/')];
  const inventory = await takeInventory(options, [a, b, 'acc_unknown', c]);
  expect([...inventory]).toEqual([
    [a, []],
    [b, held],
    ['acc_unknown', undefined],
    [c, []],
  ]);
  await register(a, 'https://1.test/');
  expect(emptiestFirst(await takeInventory(options, [b, a, c, 'acc_unknown']))).toEqual([
    [c, 0],
    ['acc_unknown', 0],
    [a, 1],
    [b, 2],
  ]);
});

test('an account is counted by its list or as declared, and one that gives no list is not', async () => {
  const { options, ledger, register } = await setUp();
  await register(b, 'https://1.test/');
  await register(b, markerUrl(b));
  const inventory = await takeInventory(options, [a, b, 'acc_unknown']);
  const ids = [...inventory.keys()];
  writeDownStart(ledger, { accountIds: ids, accountsEmpty: false }, inventory);
  expect(ids.map((id) => ledger.belief(id).isCounted)).toEqual([true, true, false]);
  expect(ids.map((id) => listedIn(ledger.belief(id)).length)).toEqual([0, 1, 0]);
  writeDownStart(ledger, { accountIds: [c], accountsEmpty: true });
  expect([ledger.belief(c).isCounted, listedIn(ledger.belief(c)).length]).toEqual([true, 0]);
  expect(() => writeDownStart(ledger, { accountIds: ids, accountsEmpty: true }, inventory)).toThrow(
    new RegExp(`^Account ${b} is not empty, but TARGET_ACCOUNTS_EMPTY is yes\\.`),
  );
});

test('deletes what the run has registered, by its ledger or by its hosts, and nothing else', async () => {
  const { options, ledger, register, urls } = await setUp();
  const found = [await register(a, 'https://found.test/1'), await register(a, 'https://found.test/2')];
  const ofLedger = await register(a, 'https://guarded.example/');
  ledger.write(a, { kind: 'create', configId: ofLedger.configId, url: ofLedger.url });
  // An update whose answer was lost registered the first URL, and creates that are not in the ledger the
  // others.
  await register(a, 'https://lost.example/');
  ledger.write(a, { kind: 'lost', url: 'https://lost.example/' });
  await register(a, `https://limit-21st-refused-1.r${RUN}.${DOMAIN}/x`);
  await register(a, `https://UPPER-1.R${RUN.toUpperCase()}.${DOMAIN}/x`);
  expect(await linesAfter(options, [{ id: a, found }])).toEqual([]);
  expect(await urls(a)).toEqual(found.map(({ url }) => url));
});

test('a found configuration stays though the run has sent its URL, and a second one with that URL goes', async () => {
  const { options, ledger, register, urls } = await setUp({ findDuplicate: () => undefined });
  const found = [await register(a, 'https://same.example/')];
  ledger.write(a, { kind: 'create', configId: '', url: 'https://same.example/' });
  await register(a, 'https://same.example/');
  expect(await linesAfter(options, [{ id: a, found }])).toEqual([]);
  expect(await listed(options, a)).toEqual(found);
  expect(await urls(a)).toHaveLength(1);
});

test('configurations of others and of other runs are left and reported', async () => {
  const { options, ledger, register, urls } = await setUp();
  ledger.write(a, {
    kind: 'create',
    configId: (await register(a, 'https://own.example/')).configId,
    url: 'https://own.example/',
  });
  const strangers = ['https://somebody.test/', `https://t-1.r0badf00d.${DOMAIN}/`];
  const named: string[] = [];
  for (const url of strangers) named.push(`${url} (${(await register(a, url)).configId})`);
  // Nobody is told to delete them.
  expect(await linesAfter(options, [{ id: a, found: [] }])).toEqual([
    `Account ${a} is not as before the run: it has ${named[0]}, it has ${named[1]}.`,
  ]);
  expect(await urls(a)).toEqual(strangers);
});

test('an account that lacks what it held is reported, and the others are still cleaned', async () => {
  const { options, ledger, register, urls } = await setUp();
  const gone = { configId: 'whc_gone', url: 'https://gone.test/' };
  for (const id of [a, b]) {
    const { configId, url } = await register(id, 'https://own.example/');
    ledger.write(id, { kind: 'create', configId: configId, url: url });
  }
  const others = { id: b, found: [] };
  expect(await linesAfter(options, [{ id: a, found: [gone] }, others])).toEqual([
    `Account ${a} is not as before the run: it lacks ${gone.url} (${gone.configId}).`,
  ]);
  expect([await urls(a), await urls(b)]).toEqual([[], []]);
});

test('a target that does not delete, or does not list any more, is reported', async () => {
  const stubborn = await setUp({ remove: () => undefined });
  const own = await stubborn.register(a, 'https://own.example/');
  stubborn.ledger.write(a, { kind: 'create', configId: own.configId, url: own.url });
  expect(await linesAfter(stubborn.options, [{ id: a, found: [] }])).toEqual([
    `Account ${a} is not as before the run: it has ${own.url} (${own.configId}). Remove it with: npm run -s call -- webhook.config.delete '{"account_id":"${a}","config_id":"${own.configId}"}'`,
  ]);
  const unknown = { id: 'acc_unknown', found: [] };
  stubborn.ledger.write(unknown.id, { kind: 'create', configId: '', url: own.url });
  expect(await linesAfter(stubborn.options, [unknown])).toEqual([
    `Account acc_unknown was not cleaned up: its list cannot be read. It may still have ${own.url} (its config_id is not known). See it with: npm run -s call -- webhook.config.list '{"account_id":"acc_unknown"}'`,
  ]);
});

test('a target that does not list any more after the cleanup is reported', async () => {
  let lists = 0;
  const { options, ledger, register } = await setUp({
    listData: (items) => {
      lists += 1;
      return lists > 1 ? {} : { configs: items };
    },
  });
  const own = await register(a, 'https://own.example/');
  ledger.write(a, { kind: 'create', configId: own.configId, url: own.url });
  expect(await linesAfter(options, [{ id: a, found: [] }])).toEqual([
    `Account ${a} cannot be listed any more, so nobody knows whether it is as before the run.`,
  ]);
});

test('accounts that cannot be listed any more stand in one line, as where an empty list is shown as null', async () => {
  const { options, ledger, register } = await setUp({
    listData: (items) => ({ configs: items.length === 0 ? null : items }),
  });
  for (const id of [a, b]) {
    const { configId } = await register(id, 'https://own.example/');
    ledger.write(id, { kind: 'create', configId, url: 'https://own.example/' });
  }
  const both = [a, b].map((id) => ({ id, found: [] }));
  expect(await linesAfter(options, both)).toEqual([
    `Accounts ${a}, ${b} cannot be listed any more, so nobody knows whether they are as before the run.`,
  ]);
});

test('a marker whose answer was a 504 is deleted if it was registered', async () => {
  const { options, register, urls } = await setUp({
    deliver: (answer, { target }) => (target.endsWith('create') ? { ...answer, status: 504 } : answer),
  });
  await register(b, 'https://found.test/');
  const found = (await takeInventory(options, [b])).get(b) ?? [];
  const methods = await loadMethods();
  const tried = preflight({
    ...options,
    info: options,
    methods,
    accountIds: [b, c],
    usedWillDo: true,
    accountsEmpty: false,
  });
  await expect(tried).rejects.toThrow(/^Nothing can be judged now: the target answered 504/);
  expect(await urls(b)).toEqual(['https://found.test/', markerUrl(b)]);
  const others = { id: c, found: [] };
  expect(await linesAfter(options, [{ id: b, found }, others])).toEqual([]);
  expect([await urls(b), await urls(c)]).toEqual([['https://found.test/'], []]);
});

test('an account that nothing was sent to is not asked', async () => {
  const { options, stop } = await setUp();
  await stop();
  expect(await linesAfter(options, [{ id: a, found: [] }])).toEqual([]);
});
