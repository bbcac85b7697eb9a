import { burstOver, isOver } from '../../fixtures/checks/bursts/bursts.ts';
import { signedApart } from '../../fixtures/checks/bursts/signatures.ts';
import { contract, test, wrongCredentials } from '../../fixtures/test.ts';

/** The number of bursts, and the URLs that each sends to both accounts. */
const ROUNDS = 2;
const URLS = 4;

test(
  ...contract('concurrency-same-url-accounts', async ({ account, second, run, freshHost, show }) => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const calls = Array.from(
        { length: Math.min(URLS, run.burst >> 1) },
        () => ({ method: 'create', url: `https://${freshHost()}/burst` }) as const,
      );
      const parts = [
        { account, calls },
        { account: second, calls },
      ] as const;
      const documented = 'all accepted: each is the first of its URL in its account';
      const arrived = await burstOver(parts, { documented, isListed: true, show });
      if (parts.some((part) => isOver(part.account, arrived))) return;
    }
  }),
);

test(
  ...wrongCredentials(
    contract('concurrency-signatures-apart', async ({ account, second, run }) => {
      await signedApart([account, second], { rounds: ROUNDS, size: run.burst });
    }),
  ),
);
