import type { RequirementId } from '../../specs/types.ts';
import { explained } from '../../fixtures/checks/connections.ts';
import { heldAnswers } from '../../fixtures/checks/held.ts';
import { isAccepted } from '../../fixtures/contract/answers.ts';
import type { Configuration } from '../../fixtures/contract/configurations.ts';
import type { Account } from '../../fixtures/session/account.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import { CONNECTIONS, overConnection } from '../../fixtures/wire/request.ts';

/** What get and list must show of one configuration; undefined when it is deleted. */
interface Wanted {
  readonly id: string;
  readonly shown: Configuration | undefined;
}

interface Change {
  readonly change: string;
  /** The connection that has made it. */
  readonly by: number;
  /** The requirements that a wrong get and a wrong list break over that connection. */
  readonly broken: readonly [RequirementId, RequirementId];
}

const othersThan = (by: number): readonly number[] => CONNECTIONS.filter((over) => over !== by);

/** Looks over every connection after a change, first over the one that made it. */
async function look(account: Account, wanted: Wanted, change: Change): Promise<void> {
  await lookOver(change.by, account, wanted, change);
  for (const over of othersThan(change.by)) await explained(account, lookOver(over, account, wanted, change));
}

async function lookOver(
  over: number,
  account: Account,
  { id, shown }: Wanted,
  { change, by, broken }: Change,
): Promise<void> {
  const ofThese = ({ configId }: Configuration): boolean => configId === id;
  const [get, list] = [account.request('get', { config_id: id }), account.request('list')].map((request) =>
    overConnection(request, over, `${change} over connection ${by}, then ${request.path.slice(1)}`),
  );
  if (get === undefined || list === undefined) throw new Error('There are two requests.');
  const [ofGet, ofList] = over === by ? broken : [undefined, undefined];
  const got = await account.api.send(get);
  if (shown !== undefined) await expect(got).toShow(shown, ofGet);
  else if (ofGet === undefined) await expect(got).toAnswer('ENTITY_NOT_FOUND');
  else await expect(got).toAnswerAsGround('ENTITY_NOT_FOUND', ofGet);
  const wanted = shown === undefined ? [] : [shown];
  await expect(await account.api.send(list)).toList(wanted, {
    ofThese,
    ...(ofList === undefined ? {} : { requirement: ofList }),
  });
}

/** After an update over connection 2, its URL is taken over the others. */
async function expectTaken(account: Account, to: string): Promise<void> {
  const { api } = account;
  const create = api.createRequest(account.id, to);
  // Accepted over the same connection, the connection is not the reason, and update-new-url-taken judges it.
  if (isAccepted(await api.send({ ...create, over: 2 }))) return;
  for (const over of othersThan(2)) {
    const taken = overConnection(create, over, 'update over connection 2, then its URL');
    await explained(account, expect(await api.send(taken)).toAnswer(...heldAnswers(api, taken)));
  }
}

/** The old URL is free over a connection that has registered it, and has not moved it. */
async function expectFreed(account: Account, from: string): Promise<void> {
  const { api } = account;
  const old = api.createRequest(account.id, from);
  const answer = await api.send(overConnection(old, 1, 'update over connection 2, then the old URL'));
  // Refused over both, the connection is not the reason, and update-old-url-free judges it.
  if (!isAccepted(answer) && !isAccepted(await api.send({ ...old, over: 2 }))) return;
  await explained(account, expect(answer).toAnswer('accepted'));
}

test(
  ...contract('http-change-over-connections', async ({ api, account, freshHost }) => {
    // Each process may now keep the list.
    for (const over of CONNECTIONS)
      await expect(await api.send({ ...account.request('list'), over })).toAnswerAsGround('accepted');
    const host = freshHost();
    const { configId: id, url } = await account.configuration(`https://${host}/`, 1);
    const shown = { configId: id, url };
    await look(
      account,
      { id, shown },
      { change: 'create', by: 1, broken: ['get-as-registered', 'list-active-exactly'] },
    );
    const changed = { configId: id, url: `https://${host}/changed` };
    const update = account.request('update', { config_id: id, config: { url: changed.url } });
    await expect(await api.send({ ...update, over: 2 })).toAnswerAsGround('accepted');
    await look(
      account,
      { id, shown: changed },
      { change: 'update', by: 2, broken: ['update-stored', 'update-listed'] },
    );
    await expectTaken(account, changed.url);
    await expect(
      await api.send({ ...account.request('delete', { config_id: id }), over: 3 }),
    ).toAnswerAsGround('accepted');
    await look(
      account,
      { id, shown: undefined },
      { change: 'delete', by: 3, broken: ['delete-gone-from-get', 'delete-gone-from-list'] },
    );
    await expectFreed(account, url);
  }),
);
