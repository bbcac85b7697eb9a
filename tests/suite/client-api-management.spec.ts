import { expect, test } from '@playwright/test';
import { listedIn } from '../../fixtures/contract/belief.ts';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import { configIdIn, createdBy, sentBy } from '../../fixtures/contract/sent.ts';
import { NoAnswerError } from '../../fixtures/wire/transport.ts';
import { CREATE } from '../../fixtures/contract/openapi.ts';
import { URL_SENT } from './answers-made-up.ts';
import { scripted } from './scripted-api.ts';

test('confirmed updates and deletes are written down, and refused ones and reads are not', async () => {
  const { api, ledger } = await scripted(
    {},
    {},
    {},
    ...Array.from({ length: 6 }, () => ({ status: 404 })),
    {},
  );
  const configId = configIdIn(await api.create('acc_1', URL_SENT)) ?? '';
  const named = { account_id: 'acc_1', config_id: configId };
  const held = (): readonly string[] => ledger.belief('acc_1').active.map(({ url }) => url);
  await api.call('webhook.config.get', named);
  expect(held()).toEqual([markerUrl('acc_1'), URL_SENT]);
  await api.call('webhook.config.update', { ...named, config: { url: `${URL_SENT}b` } });
  await api.call('webhook.config.update', { ...named, config: { url: `${URL_SENT}c` } });
  expect(ledger.belief('acc_1').active.at(-1)).toEqual({ configId, url: `${URL_SENT}b` });
  await api.call('webhook.config.delete', named);
  expect(held()).toHaveLength(2);
  await api.call('webhook.config.delete', named);
  expect(held()).toEqual([markerUrl('acc_1')]);
  expect([...ledger.touched('acc_1')]).toEqual([markerUrl('acc_1'), URL_SENT, `${URL_SENT}b`]);
});

test('a create and an update whose answers were lost are written down as lost, and a lost list is not', async () => {
  const { api, ledger } = await scripted(new NoAnswerError('dropped', 'closed'));
  await api.trySend(api.request('webhook.config.list', { account_id: 'acc_1' }));
  expect(ledger.belief('acc_1').lost.length).toBe(0);
  await api.trySend(api.createRequest('acc_1', URL_SENT));
  const update = { account_id: 'acc_1', config_id: 'whc_a', config: { url: `${URL_SENT}b` } };
  await api.trySend(api.request('webhook.config.update', update));
  expect([
    ledger.belief('acc_1').lost.length,
    listedIn(ledger.belief('acc_1')).length,
    ledger.touched('acc_1').size,
  ]).toEqual([2, 1, 3]);
  const refused = await scripted(new NoAnswerError('unreachable', 'refused'));
  await refused.api.trySend(refused.api.createRequest('acc_1', URL_SENT));
  expect(refused.ledger.belief('acc_1').lost.length).toBe(0);
});

test('a request is read by the members that are text, and only a create creates', async () => {
  const { api } = await scripted({});
  const body = { account_id: 'a', config_id: 'whc_a', config: { url: 'u' } };
  const update = api.request('webhook.config.update', body);
  expect(sentBy(update)).toEqual({ accountId: 'a', configId: 'whc_a', url: 'u' });
  expect(createdBy(update)).toBeUndefined();
  expect(createdBy(api.request(CREATE, body))).toEqual({ accountId: 'a', url: 'u' });
  expect(sentBy(api.request('webhook.config.get', { account_id: [], config_id: 5 }))).toEqual({});
  expect(() => api.request('webhook.config.creat', {})).toThrow(/does not document webhook\.config\.creat\./);
});

test('an answer belongs to the method that was called, or to create if the path is no method', async () => {
  const { api } = await scripted({});
  for (const { name, path } of api.methods.values())
    expect.soft(api.methodOf(await api.call(name, {})).path).toBe(path);
  const elsewhere = await api.send({ ...api.request(CREATE, {}), path: '/webhook.config.creat' });
  expect(api.methodOf(elsewhere).name).toBe(CREATE);
});
