/** The targets of whole runs. */
import { connect } from 'node:net';
import { planFor } from '../../fixtures/session/plan.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { CREATE } from '../../fixtures/contract/openapi.ts';
import { signedRequest } from '../../fixtures/wire/request.ts';
import type { Transport } from '../../fixtures/wire/transport.ts';
import { accountIds, type Credentials } from '../../fixtures/reference/credentials.ts';
import type { Rules } from '../../fixtures/reference/rules.ts';
import type { RunningServer } from '../../fixtures/reference/start.ts';
import type { Variables } from './programs.ts';
import { start } from './server-calls.ts';
import { connecting, type TinyServer } from './tiny-server.ts';

/** Credentials that nobody was issued; the Secret Key is the Base64 of 33 bytes. */
export const ownCredentials: Credentials = {
  apiKey: 'sb_aKeyThatNobodyWasIssued',
  secretKey: Buffer.from('a secret key of thirty-three byte').toString('base64'),
  authToken: 'aTokenThatNobodyWasIssued',
};

/** As many accounts as a run needs that claims create only. */
export const accounts = accountIds(planFor(['create']).accounts);

/** As many as a run needs that claims everything; the first of them are {@link accounts}. */
export const allAccounts = accountIds(planFor(claims).accounts);

/** The variables that point a run at a server. */
export function pointAt(url: string, { apiKey, secretKey, authToken } = ownCredentials): Variables {
  return {
    TARGET_URL: url,
    TARGET_API_KEY: apiKey,
    TARGET_SECRET_KEY: secretKey,
    TARGET_AUTH_TOKEN: authToken,
    TARGET_ACCOUNT_IDS: accounts.join(','),
  };
}

/** The same for a run that claims everything. */
export function pointWhollyAt(url: string, ids = allAccounts): Variables {
  return { ...pointAt(url), TARGET_ACCOUNT_IDS: ids.join(','), TARGET_CLAIMS: claims.join(',') };
}

/** A reference server that knows {@link ownCredentials}, until the test ends. */
export function reference(rules: Partial<Rules> = {}, ids = accounts): Promise<RunningServer> {
  return start(rules, { accounts: ids, credentials: ownCredentials });
}

/** Registers a URL on such a server. */
export async function register(transport: Transport, accountId: string, url: string): Promise<void> {
  const body = { account_id: accountId, config: { url } };
  await transport.send(signedRequest(`/${CREATE}`, body, ownCredentials));
}

/**
 * Passes on what comes for a server, until `after` pieces have come; then it hangs up on everybody and
 * refuses (`closed`), or keeps every connection and says nothing more (`silent`).
 */
export async function goingAway(
  server: { readonly port: number },
  after: number,
  then: 'closed' | 'silent',
): Promise<TinyServer> {
  let pieces = 0;
  const front: TinyServer = await connecting((socket) => {
    const back = connect(server.port, '127.0.0.1');
    back.on('error', () => socket.destroy());
    back.pipe(socket);
    socket.on('close', () => back.destroy());
    socket.on('data', (piece) => {
      pieces += 1;
      if (pieces <= after) back.write(piece);
      else if (then === 'closed') void front.close();
    });
  });
  return front;
}
