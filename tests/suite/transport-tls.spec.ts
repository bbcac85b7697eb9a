/** The transport against TLS that fails: no request gets through, and the message says why. */
import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { expect } from '@playwright/test';
import { sendTogether } from '../../fixtures/wire/burst.ts';
import { rightRequest } from './answers-made-up.ts';
import { call, create, creation, target } from './call-run.ts';
import { transportTo } from './closing.ts';
import { test } from './programs.ts';
import { connecting } from './tiny-server.ts';
import { certificates, http2Server, tlsServer } from './tls-server.ts';

const TRUST_ALL = 'NODE_TLS_REJECT_UNAUTHORIZED';
const UNREACHABLE = { kind: 'unreachable', unseen: true, stale: false };

test.afterEach(() => void Reflect.deleteProperty(process.env, TRUST_ALL));

/** The outcomes of a request that is sent alone, and of two that are sent together. */
async function outcomes(baseUrl: string): Promise<readonly unknown[]> {
  const alone = await transportTo(baseUrl, 2000)
    .send(rightRequest)
    .catch((error: unknown) => error);
  const arriving = await sendTogether([rightRequest, rightRequest], { baseUrl, timeoutMs: 2000 });
  const together = await Promise.all(arriving);
  return [alone, ...together.map(({ outcome }) => outcome)];
}

async function expectUnreachable(baseUrl: string, words: RegExp): Promise<void> {
  for (const outcome of await outcomes(baseUrl))
    expect.soft(outcome).toMatchObject({ ...UNREACHABLE, message: expect.stringMatching(words) });
}

for (const [name, words] of [
  ['selfSigned', /not trusted; set TARGET_CA to .*\(DEPTH_ZERO_SELF_SIGNED_CERT\)/],
  ['ofUnknownAuthority', /not trusted; set TARGET_CA to .*\(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/],
  ['expired', /certificate has expired \(CERT_HAS_EXPIRED\)/],
] as const)
  test(`a certificate (${name}) that is not valid is reported, and no request is heard`, async () => {
    const server = await tlsServer(certificates[name]);
    await expectUnreachable(server.url, words);
    expect(server.requests()).toBe(0);
  });

for (const maxVersion of ['TLSv1.3', 'TLSv1.2'] as const)
  test(`a client certificate that is demanded over ${maxVersion} is reported`, async () => {
    process.env[TRUST_ALL] = '0';
    const asking = { maxVersion, requestCert: true, rejectUnauthorized: true };
    const server = await tlsServer(certificates.selfSigned, asking);
    await expectUnreachable(
      server.url,
      /ask(s)? for a client certificate.* TARGET_CLIENT_CERT and TARGET_CLIENT_KEY/,
    );
    expect(server.requests()).toBe(0);
  });

test('a version of TLS that is too old is reported', async () => {
  process.env[TRUST_ALL] = '0';
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const server = await tlsServer(certificates.selfSigned, old);
  await expectUnreachable(server.url, /no TLS version/);
});

test('HTTP/2 only is reported, over TLS and in clear text', async () => {
  process.env[TRUST_ALL] = '0';
  const [secure, clear] = [await http2Server('https'), await http2Server('http')];
  await expectUnreachable(secure.url, /speaks HTTP\/2 only/);
  for (const outcome of await outcomes(clear.url))
    expect.soft(outcome).toMatchObject({ kind: 'garbage', message: expect.stringContaining('HTTP/2 only') });
});

for (const [what, take] of [
  ['a reset', (socket: Socket) => socket.resetAndDestroy()],
  ['an end', (socket: Socket) => socket.end()],
] as const)
  test(`${what} within the handshake means that no request was heard`, async () => {
    const server = await connecting((socket) => socket.on('data', () => take(socket)));
    await expectUnreachable(server.url.replace('http:', 'https:'), /cannot connect to https:.*handshake/);
  });

test('a handshake without an end is timed out, and the request was not heard', async () => {
  const words = /no connection .* within 2 s/;
  const server = await connecting((socket) => socket.resume());
  for (const outcome of await outcomes(server.url.replace('http:', 'https:')))
    expect
      .soft(outcome)
      .toMatchObject({ kind: 'timeout', unseen: true, message: expect.stringMatching(words) });
});

test('http in place of https, and https in place of http, are reported with what to do', async () => {
  const writing = (bytes: string | Buffer) =>
    connecting((socket) => socket.on('data', () => socket.write(bytes)));
  const plain = await writing('HTTP/1.1 400 Bad Request\r\n\r\n');
  const alert = await writing(Buffer.from([21, 3, 1, 0, 2, 2, 70]));
  await expectUnreachable(plain.url.replace('http:', 'https:'), /use http:\/\//);
  for (const outcome of await outcomes(alert.url))
    expect.soft(outcome).toMatchObject({ kind: 'garbage', message: expect.stringMatching(/use https:\/\//) });
});

test('a request over right TLS is answered, and one that is closed there is dropped and may have been heard', async () => {
  process.env[TRUST_ALL] = '0';
  const server = await tlsServer();
  const dropping = await tlsServer(certificates.selfSigned, {}, (outgoing) => outgoing.destroy());
  for (const outcome of await outcomes(server.url)) expect.soft(outcome).toMatchObject({ status: 200 });
  expect(server.requests()).toBe(3);
  for (const outcome of await outcomes(dropping.url))
    expect.soft(outcome).toMatchObject({ kind: 'dropped', unseen: false });
});

test('TARGET_CA does what the message says, and a certificate for another host is reported', async () => {
  const [right, other] = [await tlsServer(), await tlsServer(certificates.ofOtherHost)];
  const TARGET_CA = test.info().outputPath('ca.pem');
  writeFileSync(TARGET_CA, `${certificates.selfSigned}\n${certificates.ofOtherHost}\n`);
  const sent = async (baseUrl: string) => call([create, creation], { ...target(baseUrl), TARGET_CA });
  expect(await sent(right.url)).toMatchObject({ code: 0, stderr: '' });
  const { code, stderr } = await sent(other.url);
  expect(stderr).toMatch(
    /^cannot connect to [^\n]*another host name[^\n]*\(ERR_TLS_CERT_ALTNAME_INVALID\)\n$/,
  );
  expect([code, other.requests()]).toEqual([3, 0]);
});
