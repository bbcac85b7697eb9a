import { heldAnswers, heldMarker, requireHeld } from '../../fixtures/checks/held.ts';
import {
  cutInsideCharacters,
  inChunks,
  inPiecesOfAscii,
  otherAccepts,
  WIDE_PATH,
  withCharset,
} from '../../fixtures/generate/deliveries.ts';
import type { Account } from '../../fixtures/session/account.ts';
import type { Api } from '../../fixtures/session/api.ts';
import { isOfFront } from '../../fixtures/session/origin.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import type { Fault } from '../../fixtures/wire/request.ts';

/** Sends the account's marker in each of these ways: it is answered as in the usual way. */
async function expectHeld(api: Api, account: Account, ways: readonly Fault[]): Promise<void> {
  const marker = await heldMarker(api, account);
  for (const way of ways)
    await expect(await api.send(way.apply(marker))).toAnswer(...heldAnswers(api, marker));
}

test(
  ...contract('http-body-in-pieces', async ({ api, account, freshHost }) => {
    await expectHeld(api, account, inPiecesOfAscii);
    // The contract leaves non-ASCII characters open. Where they are accepted, the duplicate shows that a cut
    // inside one has lost nothing.
    const wide = api.createRequest(account.id, `https://${freshHost()}${WIDE_PATH}`);
    const stored = await api.send({ ...wide, label: 'a URL with non-ASCII characters' });
    await expect(stored).toAnswer('accepted', 'BAD_REQUEST');
    if (stored.status !== 200) return;
    await requireHeld(api, wide);
    await expect(await api.send(cutInsideCharacters.apply(wide))).toAnswer(...heldAnswers(api, wide));
  }),
);

test(
  ...contract('http-accept-json', async ({ api, account, run, freshHost }) => {
    const marker = await heldMarker(api, account);
    for (const accept of account.sampled(otherAccepts, run.info.seed)) {
      const right = api.createRequest(account.id, `https://${freshHost()}/`);
      const accepted = await api.send(accept.apply(right));
      await expect(accepted).toAnswer('accepted');
      const refused = await api.send(accept.apply(marker));
      // Something in front does not know beforehand what the application will refuse. So where a success with
      // the same headers gets through, the application has written the redirect or page of a refusal.
      const held = heldAnswers(api, marker);
      if (isOfFront(accepted)) await expect(refused).toAnswer(...held);
      else await expect(refused).toAnswerItself(...held);
    }
  }),
);

test(...contract('http-chunked-accepted', ({ api, account }) => expectHeld(api, account, inChunks)));

test(...contract('http-charset-accepted', ({ api, account }) => expectHeld(api, account, withCharset)));
