import { explained } from '../../fixtures/checks/connections.ts';
import { heldAnswers, heldMarker, requireHeld } from '../../fixtures/checks/held.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import { CONNECTIONS, overConnection } from '../../fixtures/wire/request.ts';

test(
  ...contract('uniqueness-over-connections', async ({ api, account, freshHost }) => {
    const marker = await heldMarker(api, account);
    // Each process may now load what the account holds, and keep it.
    for (const over of CONNECTIONS)
      await expect(await api.send(overConnection(marker, over, 'a known URL'))).toAnswer(
        ...heldAnswers(api, marker),
      );
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
