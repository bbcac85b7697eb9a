/** Servers of a few lines, each on a port of its own until the test ends. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { atEnd } from './closing.ts';

export interface TinyServer {
  readonly url: string;
  /** How many connections were opened so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Lets a server listen. */
export async function serving(server: Server, scheme = 'http'): Promise<TinyServer> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  atEnd(close);
  return { url: `${scheme}://127.0.0.1:${address.port}`, connections: () => connections, close };
}

/** A server that answers requests once their bodies are read. */
export function answering(
  listener: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<TinyServer> {
  return serving(
    createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => listener(request, response, Buffer.concat(chunks).toString()));
    }),
  );
}

/** A server that speaks no protocol of its own. */
export function connecting(listener: (socket: Socket) => void): Promise<TinyServer> {
  return serving(createSocketServer(listener));
}

/** The URL of a port where nobody listens any more. */
export async function closedUrl(): Promise<string> {
  const { url, close } = await connecting(() => undefined);
  await close();
  return url;
}
