/** Targets that a run must see through, on ports of their own. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { planFor } from '../../fixtures/session/plan.ts';
import type { Credentials } from '../../fixtures/reference/credentials.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import type { Variables } from './gates-run.ts';

/** Credentials that nobody was issued; the Secret Key is the Base64 of 33 bytes. */
export const ownCredentials: Credentials = {
  apiKey: 'sb_aKeyThatNobodyWasIssued',
  secretKey: Buffer.from('a secret key of thirty-three byte').toString('base64'),
  authToken: 'aTokenThatNobodyWasIssued',
};

/** As many accounts as a run on a target that claims no more than create needs. */
export const accounts = accountIds(planFor(['create']).accounts);

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

export interface GateTarget {
  readonly url: string;
  /** How often somebody connected. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A server that answers every request so. */
export function answering(
  listener: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<GateTarget> {
  return listening(
    createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => listener(request, response, Buffer.concat(chunks).toString()));
    }),
  );
}

/** A server that does so with every connection. */
export function connecting(listener: (socket: Socket) => void): Promise<GateTarget> {
  return listening(createSocketServer(listener));
}

/**
 * Passes on what comes for a server, until so many pieces have come; then it hangs up on everybody and
 * refuses (`closed`), or keeps every connection and says nothing more (`silent`).
 */
export async function goingAway(
  server: { readonly port: number },
  after: number,
  then: 'closed' | 'silent',
): Promise<GateTarget> {
  let pieces = 0;
  const front: GateTarget = await connecting((socket) => {
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

async function listening(server: Server): Promise<GateTarget> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The target does not listen.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
