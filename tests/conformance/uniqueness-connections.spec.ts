import { explained } from '../../fixtures/checks/connections.ts';
import { heldAnswers, heldOver, requireHeld } from '../../fixtures/checks/held.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import { CONNECTIONS, overConnection } from '../../fixtures/wire/request.ts';

test(
  ...contract('uniqueness-over-connections', async ({ api, account, freshHost }) => {
    // Each process may now load what the account holds, and keep it.
    const { held, answers } = await heldOver(api, account, CONNECTIONS);
    for (const answer of answers) await explained(account, expect(answer).toAnswer(...held));
    const url = `https://${freshHost()}/`;
    const right = api.createRequest(account.id, url);
    await expect(await api.send({ ...right, over: 1 })).toAnswerAsGround('accepted');
    await requireHeld(api, { ...right, over: 1 });
    for (const over of CONNECTIONS.slice(1)) {
      const answer = await api.send(overConnection(right, over, 'a URL of connection 1'));
      await explained(account, expect(answer).toAnswer(...heldAnswers(api, right)));
    }
  }),
);
