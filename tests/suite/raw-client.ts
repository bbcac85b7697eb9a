/** A client and a server that show every byte, on both sides of the fault proxy. */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFaultProxy, type FaultProxy, type ProxyOptions } from '../../fixtures/faults/proxy.ts';
import { takeRequest } from '../../fixtures/faults/message.ts';
import { atEnd } from './closing.ts';
import { connecting } from './tiny-server.ts';

export const BODY = '{"meta":{"status":"SUCCESS"},"data":{}}';

/** An answer with an odd header, which must arrive as it is. */
export const ANSWER = [
  'HTTP/1.1 200 Fine',
  'content-TYPE:application/json',
  `Content-Length: ${BODY.length}`,
  'X-Odd:  two  blanks ',
  '',
  BODY,
].join('\r\n');

export interface Origin {
  readonly url: string;
  /** Every request that arrived, as it was. */
  readonly requests: string[];
  /** When each of them was whole, on the clock of `performance.now`. */
  readonly times: number[];
}

/** A server that answers every request with the same bytes, or with those of a function. */
export async function origin(answer: string | ((count: number) => string) = ANSWER): Promise<Origin> {
  const requests: string[] = [];
  const times: number[] = [];
  const { url } = await connecting((socket) => {
    let unread = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      unread = Buffer.concat([unread, bytes]);
      for (let taken = takeRequest(unread); taken !== undefined; taken = takeRequest(unread)) {
        unread = Buffer.from(unread.subarray(taken.length));
        requests.push(taken.message.raw.toString('latin1'));
        times.push(performance.now());
        socket.write(typeof answer === 'string' ? answer : answer(requests.length));
      }
    });
  });
  return { url, requests, times };
}

/** A fault proxy until the test ends. */
export async function proxyTo(
  { url }: Pick<Origin, 'url'>,
  options: Omit<ProxyOptions, 'target'> = {},
): Promise<FaultProxy> {
  const proxy = await startFaultProxy({ target: url, ...options });
  atEnd(() => proxy.close());
  return proxy;
}

/** A request with a body. */
export function requestBytes(body = '{}', path = '/webhook.config.create'): string {
  return `POST ${path} HTTP/1.1\r\nHost: a.example\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

export type Ending = 'open' | 'closed' | 'reset';

/** A connection whose bytes are collected. */
export interface RawConnection {
  readonly socket: Socket;
  readonly send: (bytes: string) => void;
  /** The bytes since the last call, once the connection ends, or nothing came for so long after the first. */
  readonly read: (how?: { readonly quietMs?: number; readonly firstMs?: number }) => Promise<string>;
  readonly ending: () => Ending;
}

/** No more than this is read, because some answers never end. */
const ENOUGH = 3 * 2 ** 20;

export async function rawConnection(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  // A half-open connection stays open on this side until the test closes it.
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  atEnd(() => socket.destroy());
  let ending: Ending = 'open';
  let received = '';
  let lastAt = performance.now();
  socket.on('data', (bytes: Buffer) => {
    received += bytes.toString('latin1');
    lastAt = performance.now();
    if (received.length > ENOUGH) socket.pause();
  });
  socket.on('end', () => (ending = 'closed'));
  socket.on('error', () => (ending = 'reset'));
  await once(socket, 'connect');
  return {
    socket,
    send: (bytes) => void socket.write(bytes, 'latin1'),
    ending: () => ending,
    read: async ({ quietMs = 150, firstMs = quietMs } = {}) => {
      const began = performance.now();
      lastAt = began;
      const isDone = (): boolean =>
        ending !== 'open' ||
        received.length >= ENOUGH ||
        performance.now() - (received === '' ? began : lastAt) >= (received === '' ? firstMs : quietMs);
      while (!isDone()) await sleep(5);
      const text = received;
      received = '';
      return text;
    },
  };
}
