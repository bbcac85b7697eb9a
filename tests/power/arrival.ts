import { openTransport } from '../../fixtures/wire/transport.ts';
import { signedRequest } from '../../fixtures/wire/request.ts';
import { accountIds, publishedCredentials } from '../../fixtures/reference/credentials.ts';
import { contractRules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import type { ArrivalSpread } from '../../reports/render-power.ts';
import { DEFAULT_BURST } from '../../fixtures/targets/settings.ts';

/**
 * Measures how far apart the requests of a burst arrive at a server in this process, which has the same
 * clock.
 */
export async function arrivalSpread(bursts = 200): Promise<ArrivalSpread> {
  const arrivals: number[] = [];
  const [id = ''] = accountIds(1);
  const server = await startServer({
    accounts: [id],
    credentials: publishedCredentials,
    rules: {
      ...contractRules,
      intercept: () => {
        arrivals.push(performance.now());
        return undefined;
      },
    },
  });
  const transport = openTransport({ baseUrl: server.url, timeoutMs: 10_000 });
  const spreads: number[] = [];
  for (let count = 0; count < bursts; count += 1) {
    arrivals.length = 0;
    const list = signedRequest('/webhook.config.list', { account_id: id }, publishedCredentials);
    await Promise.all(await transport.together(Array.from({ length: DEFAULT_BURST }, () => list)));
    spreads.push(Math.max(...arrivals) - Math.min(...arrivals));
  }
  transport.close();
  await server.close();
  const sorted = spreads.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (bursts - 1))] ?? 0;
  return { bursts, size: DEFAULT_BURST, medianMs: at(0.5), p95Ms: at(0.95) };
}
