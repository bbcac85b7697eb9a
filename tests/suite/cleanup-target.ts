/** A server with three accounts and a ledger, for the tests of the inventory and the cleanup. */
import { mkdirSync } from 'node:fs';
import { test } from '@playwright/test';
import { openLedger, type Ledger } from '../../fixtures/session/ledger.ts';
import { signedRequest } from '../../fixtures/wire/request.ts';
import { configIdIn } from '../../fixtures/contract/sent.ts';
import { openTransport, type Transport } from '../../fixtures/wire/transport.ts';
import type { Configuration } from '../../fixtures/contract/configurations.ts';
import { accountIds, publishedCredentials as credentials } from '../../fixtures/reference/credentials.ts';
import { contractRules, type Rules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { leaveAsFound, type UsedAccount } from '../../fixtures/targets/cleanup.ts';
import { listed } from '../../fixtures/targets/inventory.ts';
import { atEnd } from './closing.ts';

/** The id of the run that cleans up. */
export const RUN = 'f00dcafe';
/** The accounts of the server. */
export const accounts = accountIds(3);

export interface Setup {
  readonly transport: Transport;
  readonly ledger: Ledger;
  readonly options: Parameters<typeof leaveAsFound>[0];
  /** Registers a URL and returns it with its id. */
  readonly register: (accountId: string, url: string) => Promise<Configuration>;
  /** The URLs that an account lists. */
  readonly urls: (accountId: string) => Promise<readonly string[]>;

  readonly stop: () => Promise<void>;
}

/** The lines that the cleanup says. */
export async function linesAfter(
  options: Setup['options'],
  used: readonly UsedAccount[],
): Promise<readonly string[]> {
  return (await leaveAsFound(options, used)).lines;
}

/** A server with three accounts, and a ledger. */
export async function setUp(rules: Partial<Rules> = {}): Promise<Setup> {
  const server = await startServer({
    accounts,
    credentials,
    rules: { ...contractRules, ...rules },
  });
  const transport = openTransport({ baseUrl: server.url, timeoutMs: 5000 });
  const stop = async (): Promise<void> => {
    transport.close();
    await server.close();
  };
  atEnd(stop);
  const folder = test.info().outputPath('ledger');
  mkdirSync(folder, { recursive: true });
  const ledger = openLedger(folder);
  return {
    transport,
    ledger,
    options: { transport, credentials, ledger, runId: RUN },
    stop,
    register: async (accountId, url) => {
      const body = { account_id: accountId, config: { url } };
      const answer = await transport.send(signedRequest('/webhook.config.create', body, credentials));
      return { configId: configIdIn(answer) ?? '', url };
    },
    urls: async (accountId) =>
      ((await listed({ transport, credentials }, accountId)) ?? []).map(({ url }) => url),
  };
}
