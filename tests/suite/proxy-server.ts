/** A proxy as company networks have it, on a port of its own until the test ends. */
import { createServer, request as startRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { serving, type TinyServer } from './tiny-server.ts';

export interface ProxyServer extends TinyServer {
  /** What it was asked for: the first line of each request, without the version of HTTP. */
  readonly asked: () => readonly string[];
}

interface ProxyOptions {
  /** The user and password that it demands, with a colon between. */
  readonly login?: string;
  /** The status with which it refuses; by default it refuses nothing. */
  readonly refuses?: number;
  /** Whether the target gets the password of the proxy too. */
  readonly leaks?: boolean;
  /** The port to which it connects for every name, because tests have no names of their own. */
  readonly port: number;
}

/** Carries out CONNECT and requests with a whole URL. */
export async function proxyServer({
  login,
  refuses,
  leaks = false,
  port,
}: ProxyOptions): Promise<ProxyServer> {
  const asked: string[] = [];
  const statusFor = ({ method, url, headers }: IncomingMessage): number => {
    asked.push(`${method} ${url}`);
    const isIn = login === undefined || headers['proxy-authorization'] === `Basic ${btoa(login)}`;
    return isIn ? (refuses ?? 200) : 407;
  };
  const server = createServer((incoming, outgoing) => {
    const status = statusFor(incoming);
    if (status !== 200 || incoming.url?.startsWith('http://') !== true) {
      outgoing.writeHead(status === 200 ? 400 : status).end('<title>A page of the proxy</title>');
      return;
    }
    const { pathname, search } = new URL(incoming.url);
    const { method, headers } = incoming;
    if (!leaks) delete headers['proxy-authorization'];
    const onwards = { port, host: '127.0.0.1', path: pathname + search, method, headers };
    const forwarded = startRequest(onwards, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.on('connect', (incoming, socket) => {
    const status = statusFor(incoming);
    socket.on('error', () => socket.destroy());
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const onwards = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onwards.pipe(socket).pipe(onwards);
    });
    onwards.on('error', () => socket.destroy());
    socket.on('close', () => onwards.destroy());
  });
  return { ...(await serving(server)), asked: () => asked };
}
