import type { RequirementId } from '../../specs/types.ts';
import type { Configuration } from '../../fixtures/contract/configurations.ts';
import type { Account } from '../../fixtures/session/account.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import { CONNECTIONS, overConnection } from '../../fixtures/wire/request.ts';

/** What get and list must show of one configuration; undefined when it is deleted. */
interface Wanted {
  readonly id: string;
  readonly shown: Configuration | undefined;
}

/**
 * Looks over every connection after a change, first over the one that made it.
 *
 * @param broken the requirements that a wrong get and a wrong list break over that connection.
 */
async function look(
  account: Account,
  { id, shown }: Wanted,
  { change, by, broken }: { change: string; by: number; broken: readonly [RequirementId, RequirementId] },
): Promise<void> {
  const ofThese = ({ configId }: Configuration): boolean => configId === id;
  const others = CONNECTIONS.filter((over) => over !== by);
  for (const over of [by, ...others]) {
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
}

test(
  ...contract('http-change-over-connections', async ({ api, account, freshHost }) => {
    const host = freshHost();
    const { configId: id, url } = await account.configuration(`https://${host}/`);
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
    await expect(
      await api.send({ ...account.request('delete', { config_id: id }), over: 3 }),
    ).toAnswerAsGround('accepted');
    await look(
      account,
      { id, shown: undefined },
      { change: 'delete', by: 3, broken: ['delete-gone-from-get', 'delete-gone-from-list'] },
    );
  }),
);
