import { readOrRefused } from '../../fixtures/checks/unlisted.ts';
import { expectUpdated } from '../../fixtures/checks/updates.ts';
import { fieldsOf } from '../../fixtures/contract/configurations.ts';
import { columns, inherited, LONG_AGO, withMembers } from '../../fixtures/generate/unlisted-members.ts';
import { contract, expect, last, test } from '../../fixtures/test.ts';

// Last, because a member may stay in a prototype of the target.
test(
  ...last(
    contract('update-member-not-taken', async ({ account, second, run, freshHost }) => {
      const before = await account.configuration();
      const { configId, url: plain } = await expectUpdated(account, before, `https://${freshHost()}/plain`);
      const { config_id: _, ...dates } = columns(`whc_y${run.info.runId}`);
      const members = { ...dates, account: second.id, tenant_id: second.id };
      const faults = [
        withMembers('dates, accounts and states', 'the body', members),
        withMembers('dates, accounts and states', 'config', { ...members, account_id: second.id }),
        withMembers('dates, accounts and states in prototypes', 'config', inherited(members)),
      ];
      let shown = plain;
      for (const fault of faults) {
        const url = `https://${freshHost()}/with-members`;
        const right = account.request('update', { config_id: configId, config: { url } });
        if ((await readOrRefused(account.api, right, fault)) !== undefined) shown = url;
        const answer = await account.get(configId);
        await expect(answer).toShow({ configId, url: shown });
        const fields = fieldsOf(answer, configId);
        await expect(answer).toSatisfy({
          isRight: fields && fields['created_at'] !== LONG_AGO && fields['updated_at'] !== LONG_AGO,
          received: `the dates that the request names, ${LONG_AGO}`,
          documented: 'dates of the server',
        });
      }
    }),
  ),
);
