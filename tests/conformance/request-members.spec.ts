import { readOrRefused } from '../../fixtures/checks/unlisted.ts';
import { among, type Configuration } from '../../fixtures/contract/configurations.ts';
import { configIdIn } from '../../fixtures/contract/sent.ts';
import { columns, inherited, otherNames, withMembers } from '../../fixtures/generate/unlisted-members.ts';
import { contract, expect, last, test } from '../../fixtures/test.ts';

// Last, because a member may stay in a prototype of the target.
test(
  ...last(
    contract('request-member-not-taken', async ({ account, second, freshHost }) => {
      const own = await account.configuration();
      const others = await second.configuration();
      const { url: _, ...names } = otherNames('the body', second.id, others.url);
      const body = { ...names, ...columns(others.configId), config_id: own.configId };
      const config = {
        ...otherNames('config', second.id, others.url),
        ...columns(own.configId),
        config_id: others.configId,
      };
      const faults = [
        withMembers('ids of configurations and accounts', 'the body', body),
        withMembers('ids of configurations and accounts', 'config', config),
        // Alone, because readers of JSON refuse these two.
        withMembers('ids of configurations in prototypes', 'the body', inherited(body)),
      ];
      const made: Configuration[] = [own];
      for (const fault of faults) {
        const url = `https://${freshHost()}/`;
        const right = account.api.createRequest(account.id, url);
        const answer = await readOrRefused(account.api, right, fault);
        const configId = answer && configIdIn(answer);
        if (configId !== undefined) made.push({ configId, url });
        await expect(await account.list()).toList(made, { ofThese: among(made) });
      }
      await expect(await second.get(others.configId)).toShow(others);
    }),
  ),
);
