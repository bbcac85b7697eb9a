import { burstOver, isOver, type BurstCall } from '../../fixtures/checks/bursts/bursts.ts';
import { readsApart } from '../../fixtures/checks/bursts/reads.ts';
import { configurationIn } from '../../fixtures/contract/configurations.ts';
import { contract, expect, test } from '../../fixtures/test.ts';

test(
  ...contract('concurrency-reads-apart', async ({ account, second, run }) => {
    await readsApart([account, second], { rounds: 2, size: run.burst });
  }),
);

test(
  ...contract('concurrency-shown-meanwhile', async ({ account, run, freshHost, show }) => {
    const pairs = run.burst >> 1;
    for (let made = 1; made <= pairs; made += 1) await account.configuration();
    const documented = 'each get shows the URL before or after an update';
    // Each get begins first. It may read the old URL, and keep it after the update has emptied a cache.
    const single = account.newest(pairs).flatMap(({ configId }): readonly BurstCall[] => [
      { method: 'get', configId },
      { method: 'update', configId, url: `https://${freshHost()}/` },
    ]);
    if (isOver(account, await burstOver([{ account, calls: single }], { documented, show }))) return;
    const these = account.newest(pairs);
    for (const one of these) await expect(await account.get(one.configId)).toShow(one);
    const twice = these.slice(0, Math.max(1, pairs >> 1)).map(({ configId }) => {
      const host = freshHost();
      return { configId, urls: [`https://${host}/one`, `https://${host}/other`] as const };
    });
    const calls = twice.flatMap(({ configId, urls: [one, other] }): readonly BurstCall[] => [
      { method: 'update', configId, url: one },
      { method: 'get', configId },
      { method: 'update', configId, url: other },
    ]);
    if (isOver(account, await burstOver([{ account, calls }], { documented, show }))) return;
    const left: string[] = [];
    for (const { configId, urls } of twice) {
      const answer = await account.get(configId);
      const url = configurationIn(answer)?.url ?? '';
      await expect(answer).toSatisfy({
        isRight: urls.some((one) => one === url),
        received: `${configId} ${url}`,
        documented: 'the URL of one of its two updates',
      });
      account.noteUpdate({ configId, url });
      left.push(...urls.filter((one) => one !== url));
    }
    // A target may free the URL that it has read before the other update, and keep the one of the other.
    for (const [at, url] of left.entries()) {
      const { configId } = twice[(at + 1) % twice.length] ?? account.latest;
      await expect(await account.update(configId, url)).toAnswer('accepted');
    }
  }),
);
