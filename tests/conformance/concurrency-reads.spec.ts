import { burstOver, isOver, type BurstCall } from '../../fixtures/checks/bursts/bursts.ts';
import { readsApart } from '../../fixtures/checks/bursts/reads.ts';
import { believedOf } from '../../fixtures/session/believed.ts';
import { contract, expect, test } from '../../fixtures/test.ts';

/** The number of bursts. */
const ROUNDS = 2;

test(
  ...contract('concurrency-reads-apart', async ({ account, second, run }) => {
    await readsApart([account, second], { rounds: ROUNDS, size: run.burst });
  }),
);

test(
  ...contract('concurrency-shown-meanwhile', async ({ account, run, freshHost, show }) => {
    const all = [await account.configuration(), await account.configuration()];
    const these = all.slice(0, Math.max(1, run.burst >> 2));
    const left: string[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const updated = these.map(({ configId }) => {
        const host = freshHost();
        return { configId, urls: [`https://${host}/one`, `https://${host}/other`] as const };
      });
      // Each get begins first. It may read the old URL, and keep it after an update has emptied a cache.
      const calls = updated.flatMap(({ configId, urls }) =>
        urls.flatMap((url): readonly BurstCall[] => [
          { method: 'get', configId },
          { method: 'update', configId, url },
        ]),
      );
      const documented = 'each get shows the URL before or after an update';
      const arrived = await burstOver([{ account, calls }], { documented, show });
      if (isOver(account, arrived)) return;
      const list = await account.list();
      const listed = await believedOf(account.api, account.id, list);
      left.length = 0;
      for (const { configId, urls } of updated) {
        const url = listed.find((one) => one.configId === configId)?.url ?? '';
        await expect(list).toSatisfy({
          isRight: urls.some((one) => one === url),
          received: `a list with ${configId} ${url}`,
          documented: 'a list with it and the URL of one of its updates',
        });
        account.noteUpdate({ configId, url });
        await expect(await account.get(configId)).toShow({ configId, url });
        left.push(...urls.filter((one) => one !== url));
      }
    }
    // A target may free the URL that it has read before the other update, and keep the one of the other.
    for (const [at, url] of left.entries()) {
      const { configId } = these[(at + 1) % these.length] ?? account.latest;
      await expect(await account.update(configId, url)).toAnswer('accepted');
    }
  }),
);
