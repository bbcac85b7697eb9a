import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** Lets a server listen on any free port of this machine, and returns the port. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

export interface RawServer {
  readonly baseUrl: string;
  /** How many connections were opened so far. */
  readonly sockets: () => number;
  readonly close: () => void;
}

/** A server that hands every piece of data it gets to `take`, and speaks no protocol of its own. */
export async function rawServer(take: (socket: Socket, data: Buffer) => void): Promise<RawServer> {
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    socket.on('data', (data) => take(socket, data));
  });
  return {
    baseUrl: `http://127.0.0.1:${await listen(server)}`,
    sockets: () => count,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
