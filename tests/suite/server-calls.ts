/** Calls the reference server with Node's own client, because `fetch` corrects requests. */
import { once } from 'node:events';
import { type Agent, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect } from '@playwright/test';
import { accountIds, publishedCredentials } from '../../fixtures/reference/credentials.ts';
import { contractRules, type Rules } from '../../fixtures/reference/rules.ts';
import { startServer, type RunningServer, type ServerOptions } from '../../fixtures/reference/start.ts';
import { atEnd } from './closing.ts';

export const path = '/webhook.config.create';
export const publishedSignature = 'iWEh4jjK9wfjTXd/3GzImPLL1swTZiCPpDbj62vFo2Q=';
export const [account = '', otherAccount = ''] = accountIds(2);
export const signed: Readonly<Record<string, string>> = {
  authorization: `KSig1-HMAC-SHA256 ${publishedSignature}`,
  'x-api-key': publishedCredentials.apiKey,
  'x-api-auth-token': publishedCredentials.authToken,
  'content-type': 'application/json',
};

/** Starts a reference server that runs until the test ends. */
export async function start(
  rules: Partial<Rules> = {},
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const server = await startServer({
    accounts: accountIds(3),
    credentials: publishedCredentials,
    rules: { ...contractRules, ...rules },
    ...options,
  });
  atEnd(() => server.close());
  return server;
}

interface Outgoing {
  readonly verb?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export async function exchange(
  server: RunningServer,
  body: string | Buffer,
  how: Outgoing = {},
): Promise<Answer> {
  const { verb: method = 'POST', headers = signed, agent } = how;
  const measured =
    body.length > 0 && !('transfer-encoding' in headers) ? { 'content-length': Buffer.byteLength(body) } : {};
  const outgoing = httpRequest(server.url, {
    method,
    path: how.path ?? path,
    headers: { ...headers, ...measured },
    ...(agent ? { agent } : {}),
  });
  outgoing.end(body);
  return new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const { statusCode: status = 0, headers: received } = response;
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.once('end', () => resolve({ status, type: received['content-type'] ?? '', text }));
    });
  });
}

/** The `data` of an accepted create. */
const created: unknown = { config_id: expect.stringMatching(/^whc_[A-Za-z0-9]{22}$/) };

/**
 * The status and the most exact code of an answer, such as `400 URL_ALREADY_EXISTS`. Expects the envelope.
 */
export function outcome({ status, type, text }: Answer, data: unknown = created): string {
  const meta = {
    status: status === 200 ? 'SUCCESS' : 'ERROR',
    trace_id: expect.stringMatching(/^trc_[A-Za-z0-9]{22}$/),
    version: '2025-03-24',
  };
  const error = { code: expect.stringMatching(/^[A-Z_]+$/), message: expect.stringMatching(/\.$/) };
  expect(type).toMatch(/^application\/json\b/);
  expect(JSON.parse(text)).toEqual(
    status === 200 ? { meta, data } : { meta, errors: [expect.objectContaining(error)] },
  );
  const code = /"sub_code":"(\w+)"/.exec(text) ?? /"code":"(\w+)"/.exec(text);
  return `${status} ${code?.[1] ?? 'SUCCESS'}`;
}

export async function send(server: RunningServer, body: string | Buffer, how?: Outgoing): Promise<string> {
  return outcome(await exchange(server, body, how));
}

export async function open(server: RunningServer): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes as they are and reads the answer until the server closes. */
export async function sendBytes(server: RunningServer, bytes: string): Promise<string> {
  const socket = await open(server);
  socket.write(bytes);
  let received = '';
  for await (const chunk of socket) received += String(chunk);
  const [head = '', text = ''] = received.split('\r\n\r\n');
  const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? '';
  return outcome({ status: Number(head.split(' ')[1]), type, text });
}

export function create(url: string, accountId: string = account): string {
  return JSON.stringify({ account_id: accountId, config: { url } });
}

/** A valid body of `size` bytes. */
export function padded(size: number): string {
  return create('https://a.example.com').padEnd(size, ' ');
}
