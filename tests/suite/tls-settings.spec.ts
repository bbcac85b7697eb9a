/** `TARGET_CA`, `TARGET_CLIENT_CERT` and `TARGET_CLIENT_KEY`. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { readSettings } from '../../fixtures/targets/settings.ts';
import { openTransport } from '../../fixtures/wire/transport.ts';
import { rightRequest } from './answers-made-up.ts';
import { call, create, creation, target } from './call-run.ts';
import { atEnd } from './closing.ts';
import { command, filesBelow } from './gates-run.ts';
import { pointAt } from './gates-targets.ts';
import { temporaryFolder, test, type Variables } from './programs.ts';
import { proxyServer } from './proxy-server.ts';
import { certificates, KEY, tlsServer } from './tls-server.ts';

const routeFor = (url: string, variables: Variables) =>
  readSettings({ ...pointAt(url), ...variables }, { command: 'run', claims: ['create'], drawSeed: () => 1 })
    .live?.route;

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const pem = { type: 'pkcs8', format: 'pem' } as const;
const lock = { cipher: 'aes-256-cbc', passphrase: 'hunter2' };

/** The files of a test. */
function files() {
  const folder = temporaryFolder();
  const written = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  return {
    ca: written('ca.pem', certificates.selfSigned),
    cert: written('cert.pem', certificates.selfSigned),
    key: written('key.pem', KEY),
    otherKey: written('other.pem', String(privateKey.export(pem))),
    lockedKey: written('locked.pem', String(privateKey.export({ ...pem, ...lock }))),
    text: written('text.pem', 'hunter2'),
    broken: written('broken.pem', '-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----\n'),
  };
}

test('files that cannot be used end in one line that names the setting and shows nothing of a file', () => {
  const { cert, key, otherKey, lockedKey, text, broken } = files();
  for (const [variables, words] of [
    [{ TARGET_CA: '/nowhere/ca.pem' }, /^TARGET_CA names a file that cannot be read \(ENOENT\)\./],
    [{ TARGET_CA: text }, /^TARGET_CA names a file without a certificate in PEM form\./],
    [{ TARGET_CA: broken }, /^TARGET_CA names a file without a certificate/],
    [{ TARGET_CLIENT_CERT: cert }, /^TARGET_CLIENT_CERT is set without TARGET_CLIENT_KEY\./],
    [{ TARGET_CLIENT_KEY: key }, /^TARGET_CLIENT_KEY is set without TARGET_CLIENT_CERT\./],
    [{ TARGET_CLIENT_CERT: text, TARGET_CLIENT_KEY: key }, /^TARGET_CLIENT_CERT names a file without/],
    [{ TARGET_CLIENT_CERT: key, TARGET_CLIENT_KEY: cert }, /^TARGET_CLIENT_CERT names a file without/],
    [{ TARGET_CLIENT_CERT: cert, TARGET_CLIENT_KEY: '/nowhere' }, /^TARGET_CLIENT_KEY .* \(ENOENT\)/],
    [{ TARGET_CLIENT_CERT: cert, TARGET_CLIENT_KEY: text }, /without a private key in PEM form/],
    [{ TARGET_CLIENT_CERT: cert, TARGET_CLIENT_KEY: lockedKey }, /^TARGET_CLIENT_KEY .* passphrase/],
    [{ TARGET_CLIENT_CERT: cert, TARGET_CLIENT_KEY: otherKey }, /is not the key of the certificate/],
  ] as const) {
    const read = expect.soft(() => routeFor('https://h.example', variables), JSON.stringify(variables));
    read.toThrow(words);
    read.toThrow(/^(?!.*(?:hunter2|MIG))[^\n]+\.$/);
  }
  expect(() => routeFor('http://h.example', { TARGET_CA: cert })).toThrow(/^TARGET_CA is for a target of ht/);
  expect(routeFor('https://h.example', { TARGET_CLIENT_CERT: cert, TARGET_CLIENT_KEY: key })?.tls).toEqual({
    client: { cert, key },
  });
});

test('a target that asks for a client certificate is reached with it, alone, in a burst and through a proxy', async () => {
  const { ca, cert, key } = files();
  const asking = { requestCert: true, rejectUnauthorized: true, ca: certificates.selfSigned };
  const server = await tlsServer(certificates.selfSigned, asking);
  const proxy = await proxyServer({ port: Number(new URL(server.url).port) });
  const variables = { TARGET_CA: ca, TARGET_CLIENT_CERT: cert, TARGET_CLIENT_KEY: key };
  const direct = { baseUrl: server.url, route: routeFor(server.url, variables) };
  const { tls } = direct.route ?? {};
  const through = { url: proxy.url, setBy: 'https_proxy' };
  for (const way of [direct, { ...direct, route: { ...(tls && { tls }), proxy: through } }]) {
    const transport = openTransport({ ...way, timeoutMs: 3000 });
    atEnd(() => transport.close());
    expect.soft(await transport.send(rightRequest)).toMatchObject({ status: 200 });
    const [together] = await Promise.all(await transport.together([rightRequest]));
    expect.soft(together?.outcome).toMatchObject({ status: 200 });
  }
  expect([server.requests(), proxy.asked().length]).toEqual([4, 2]);
});

test('other authorities stay trusted, and a relative path starts in the folder of the command', async ({
  folder,
}) => {
  const [own, other] = [await tlsServer(certificates.ofUnknownAuthority), await tlsServer()];
  const { ca: NODE_EXTRA_CA_CERTS } = files();
  writeFileSync(path.join(folder, 'ca.pem'), certificates.ofUnknownAuthority);
  const sent = (url: string) =>
    call([create, creation], { ...target(url), TARGET_CA: 'ca.pem', NODE_EXTRA_CA_CERTS }, folder);
  expect(await sent(other.url)).toMatchObject({ code: 0, stderr: '' });
  // The authority of this one is in no file.
  expect((await sent(own.url)).stderr).toMatch(/not trusted; set TARGET_CA to [^\n]+\n$/);
});

test('no output and no file of a run holds anything of the key', async ({ folder }) => {
  const { ca, cert, key } = files();
  const asking = { requestCert: true, rejectUnauthorized: true, ca: certificates.selfSigned };
  const { url, requests } = await tlsServer(certificates.selfSigned, asking, (outgoing) =>
    outgoing.writeHead(403).end('<title>No</title>'),
  );
  const TMPDIR = path.join(folder, 'tmp');
  mkdirSync(TMPDIR);
  const variables = {
    ...pointAt(url),
    TMPDIR,
    TARGET_CA: ca,
    TARGET_CLIENT_CERT: cert,
    TARGET_CLIENT_KEY: key,
  };
  const ended = await command(['run', '--label', 'with a key'], { folder, variables });
  expect([ended.code, requests()]).toEqual([3, 3]);
  const written = [...filesBelow(folder)].map(([file, content]) => `${file} ${content.toString('latin1')}`);
  expect(written.join('\n')).toContain('with a key');
  for (const line of KEY.split('\n').filter((one) => !one.startsWith('-----')))
    expect(ended.stdout + ended.stderr + written.join('\n')).not.toContain(line.slice(0, 20));
});
