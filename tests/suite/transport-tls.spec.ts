/**
 * The transport against TLS that is not as it should be: no request gets through, and the message says why.
 */
import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { sendTogether } from '../../fixtures/wire/burst.ts';
import { openTransport } from '../../fixtures/wire/transport.ts';
import { rightRequest } from './answers-made-up.ts';
import { call, create, creation, target } from './call-run.ts';
import { rawServer } from './tiny-server.ts';
import { certificates, http2Server, tlsServer } from './tls-server.ts';

// A command takes a second; on a machine that is busy with others, many.
test.describe.configure({ timeout: 120_000 });

const TRUST_ALL = 'NODE_TLS_REJECT_UNAUTHORIZED';

const closers: (() => void)[] = [];
test.afterEach(() => {
  Reflect.deleteProperty(process.env, TRUST_ALL);
  for (const close of closers.splice(0)) close();
});

/** What comes of a request that is sent alone, and of two that are sent together. */
async function outcomes(baseUrl: string): Promise<readonly unknown[]> {
  const transport = openTransport({ baseUrl, timeoutMs: 2000 });
  closers.push(() => transport.close());
  const alone = await transport.send(rightRequest).catch((error: unknown) => error);
  const arriving = await sendTogether([rightRequest, rightRequest], { baseUrl, timeoutMs: 2000 });
  const together = await Promise.all(arriving);
  return [alone, ...together.map(({ outcome }) => outcome)];
}

async function expectUnreachable(baseUrl: string, words: RegExp): Promise<void> {
  for (const outcome of await outcomes(baseUrl))
    expect.soft(outcome).toMatchObject({
      kind: 'unreachable',
      unseen: true,
      stale: false,
      message: expect.stringMatching(words),
    });
}

for (const [name, words] of [
  [
    'selfSigned',
    /not trusted; set the environment variable NODE_EXTRA_CA_CERTS.*\(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
  ],
  [
    'ofUnknownAuthority',
    /not trusted; set the environment variable NODE_EXTRA_CA_CERTS.*\(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/,
  ],
  ['expired', /certificate has expired \(CERT_HAS_EXPIRED\)/],
] as const)
  test(`a certificate (${name}) that does not hold is told as that, and no request is heard`, async () => {
    const server = await tlsServer(certificates[name]);
    closers.push(server.close);
    await expectUnreachable(server.baseUrl, words);
    expect(server.requests()).toBe(0);
  });

for (const maxVersion of ['TLSv1.3', 'TLSv1.2'] as const)
  test(`a client certificate that is asked for over ${maxVersion} is told as that`, async () => {
    process.env[TRUST_ALL] = '0';
    const server = await tlsServer(certificates.selfSigned, {
      maxVersion,
      requestCert: true,
      rejectUnauthorized: true,
    });
    closers.push(server.close);
    await expectUnreachable(server.baseUrl, /ask(s)? for a client certificate/);
    expect(server.requests()).toBe(0);
  });

test('a version of TLS that is too old is told as that', async () => {
  process.env[TRUST_ALL] = '0';
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const server = await tlsServer(certificates.selfSigned, old);
  closers.push(server.close);
  await expectUnreachable(server.baseUrl, /no TLS version/);
});

test('HTTP/2 only is told as that, over TLS and in clear text', async () => {
  process.env[TRUST_ALL] = '0';
  const [secure, clear] = [await http2Server('https'), await http2Server('http')];
  closers.push(secure.close, clear.close);
  await expectUnreachable(secure.baseUrl, /speaks HTTP\/2 only/);
  for (const outcome of await outcomes(clear.baseUrl))
    expect
      .soft(outcome)
      .toMatchObject({ kind: 'garbage', message: expect.stringMatching(/speaks HTTP\/2 only/) });
});

for (const [what, take] of [
  ['a reset', (socket: Socket) => socket.resetAndDestroy()],
  ['an end', (socket: Socket) => socket.end()],
] as const)
  test(`${what} within the handshake is no request that was heard`, async () => {
    const server = await rawServer(take);
    closers.push(server.close);
    await expectUnreachable(server.baseUrl.replace('http:', 'https:'), /cannot connect to https:.*handshake/);
  });

test('a handshake without an end is timed out, and the request was not heard', async () => {
  const server = await rawServer(() => undefined);
  closers.push(server.close);
  for (const outcome of await outcomes(server.baseUrl.replace('http:', 'https:')))
    expect.soft(outcome).toMatchObject({
      kind: 'timeout',
      unseen: true,
      message: expect.stringMatching(/no connection .* within 2 s/),
    });
});

test('http in the place of https and https in that of http are told, with what to do', async () => {
  const plain = await rawServer((socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const alert = await rawServer((socket) => void socket.write(Buffer.from([21, 3, 1, 0, 2, 2, 70])));
  closers.push(plain.close, alert.close);
  await expectUnreachable(plain.baseUrl.replace('http:', 'https:'), /use http:\/\//);
  for (const outcome of await outcomes(alert.baseUrl))
    expect.soft(outcome).toMatchObject({ kind: 'garbage', message: expect.stringMatching(/use https:\/\//) });
});

test('TLS that holds is spoken, and what is closed within is dropped and may have been heard', async () => {
  process.env[TRUST_ALL] = '0';
  const server = await tlsServer();
  const dropping = await tlsServer(certificates.selfSigned, {}, (outgoing) => outgoing.destroy());
  closers.push(server.close, dropping.close);
  for (const outcome of await outcomes(server.baseUrl)) expect.soft(outcome).toMatchObject({ status: 200 });
  expect(server.requests()).toBe(3);
  for (const outcome of await outcomes(dropping.baseUrl))
    expect.soft(outcome).toMatchObject({ kind: 'dropped', unseen: false });
});

test('NODE_EXTRA_CA_CERTS does what the message says, and a certificate for another host is told as that', async () => {
  const [right, other] = [await tlsServer(), await tlsServer(certificates.ofOtherHost)];
  closers.push(right.close, other.close);
  const NODE_EXTRA_CA_CERTS = test.info().outputPath('ca.pem');
  writeFileSync(NODE_EXTRA_CA_CERTS, `${certificates.selfSigned}\n${certificates.ofOtherHost}\n`);
  const sent = async (baseUrl: string) =>
    call([create, creation], { ...target(baseUrl), NODE_EXTRA_CA_CERTS });
  expect(await sent(right.baseUrl)).toMatchObject({ code: 0, stderr: '' });
  const { code, stderr } = await sent(other.baseUrl);
  expect(stderr).toMatch(
    /^cannot connect to [^\n]*another host name[^\n]*\(ERR_TLS_CERT_ALTNAME_INVALID\)\n$/,
  );
  expect([code, other.requests()]).toEqual([3, 0]);
});
