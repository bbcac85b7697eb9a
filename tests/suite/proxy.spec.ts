/** The proxies of company networks: which one is used, what goes through it, and what it refuses. */
import { expect } from '@playwright/test';
import { isDirect } from '../../fixtures/targets/proxy-settings.ts';
import { readSettings } from '../../fixtures/targets/settings.ts';
import { redactor } from '../../fixtures/wire/redact.ts';
import { addedHeader } from '../../fixtures/wire/request.ts';
import { openTransport, type Transport } from '../../fixtures/wire/transport.ts';
import { rightRequest } from './answers-made-up.ts';
import { atEnd } from './closing.ts';
import { command, expectOneLine } from './gates-run.ts';
import { accounts, ownCredentials, pointAt, reference } from './gates-targets.ts';
import { test, type Variables } from './programs.ts';
import { proxyServer } from './proxy-server.ts';
import { answering, closedUrl, connecting } from './tiny-server.ts';
import { certificates, tlsServer } from './tls-server.ts';

const TRUST_ALL = 'NODE_TLS_REJECT_UNAUTHORIZED';
test.afterEach(() => void Reflect.deleteProperty(process.env, TRUST_ALL));

const liveAt = (url: string, variables: Variables) =>
  readSettings({ ...pointAt(url), ...variables }, { command: 'run', claims: ['create'], drawSeed: () => 1 })
    .live;

const proxyAt = (url: string, variables: Variables) => liveAt(url, variables)?.route?.proxy;

/** A transport to a target with a name that only the proxy knows. */
function transportBy(baseUrl: string, proxy: string): Transport {
  const { route } = liveAt(baseUrl, { https_proxy: proxy, http_proxy: proxy }) ?? {};
  const transport = openTransport({ baseUrl, timeoutMs: 3000, route });
  atEnd(() => transport.close());
  return transport;
}

const portOf = ({ url }: { readonly url: string }): number => Number(new URL(url).port);

test('the variable of the scheme counts, small letters before capitals, and an empty one is none', () => {
  const names = { HTTPS_PROXY: 'http://caps:1', https_proxy: 'http://small:1', HTTP_PROXY: 'plain:1' };
  expect(proxyAt('https://h.example', names)).toEqual({ url: 'http://small:1', setBy: 'https_proxy' });
  expect(proxyAt('https://h.example', { ...names, https_proxy: '' })?.url).toBe('http://caps:1');
  expect(proxyAt('http://h.example', names)).toEqual({ url: 'http://plain:1', setBy: 'HTTP_PROXY' });
  expect(proxyAt('https://h.example', { http_proxy: 'http://a:1' })).toBeUndefined();
  for (const url of ['https://localhost:1', 'https://127.9.9.9', 'https://[::1]:1', 'https://a.localhost'])
    expect.soft(proxyAt(url, names), url).toBeUndefined();
  expect(proxyAt('https://h.example', { ...names, no_proxy: '', NO_PROXY: 'h.example' })).toBeUndefined();
  expect(proxyAt('https://h.example', { ...names, no_proxy: 'b.example', NO_PROXY: '*' })).toBeDefined();
});

test('NO_PROXY names hosts with all below them, addresses, ranges and ports', () => {
  for (const [list, url, direct] of [
    ['*', 'https://a.example', true],
    ['a.example', 'https://a.example', true],
    ['A.Example.', 'https://a.example', true],
    ['a.example', 'https://b.a.example', true],
    ['.a.example', 'https://a.example', true],
    ['a.example', 'https://ba.example', false],
    ['x, a.example', 'https://a.example', true],
    ['x a.example', 'https://a.example', true],
    ['a.example:8443', 'https://a.example', false],
    ['a.example:443', 'https://a.example', true],
    ['192.0.2.7', 'http://192.0.2.7', true],
    ['192.0.2.0/24', 'http://192.0.2.7', true],
    ['192.0.3.0/24', 'http://192.0.2.7', false],
    ['0.2.7', 'http://192.0.2.7', false],
    ['2001:db8::/32', 'http://[2001:db8::7]', true],
    ['[2001:db8::7]', 'http://[2001:db8::7]', true],
    ['192.0.2.0/99,/8,', 'http://192.0.2.7', false],
    ['', 'https://a.example', false],
  ] as const)
    expect.soft(isDirect(list, url), `${list}: ${url}`).toBe(direct);
});

test('a proxy that cannot be one is refused in one line, and no line and no output shows its password', () => {
  for (const wrong of ['socks5://u:hunter2hunter2@p:1', 'http://', 'http://u:hunter2hunter2@p:99999', '//:'])
    expect
      .soft(() => liveAt('https://h.example', { HTTPS_PROXY: wrong }))
      .toThrow(/^HTTPS_PROXY is not the URL of an HTTP proxy\. Give one such as (?!.*hunter2)[^\n]+\.$/);
  const live = liveAt('https://h.example', { HTTPS_PROXY: 'http://me:a%20long%2Bword@p:1' });
  expect(live?.route?.proxy).toEqual({
    url: 'http://p:1',
    setBy: 'HTTPS_PROXY',
    authorization: `Basic ${btoa('me:a long+word')}`,
  });
  const shown = live && redactor(live.credentials)(`a long+word, a%20long%2Bword, ${btoa('me:a long+word')}`);
  expect(shown).toBe('<proxy password>, <proxy password>, <proxy password>');
});

test('https goes through a tunnel, alone, in a burst and with two headers of one name', async () => {
  process.env[TRUST_ALL] = '0';
  const target = await tlsServer(certificates.ofOtherHost);
  const proxy = await proxyServer({ login: 'me:secret', port: portOf(target) });
  const transport = transportBy('https://other.example', proxy.url.replace('//', '//me:secret@'));
  const twice = addedHeader('X-API-Key', 'second', 'a second key').apply(rightRequest);
  for (const request of [rightRequest, rightRequest, twice])
    expect.soft(await transport.send(request)).toMatchObject({ status: 200, body: '{}' });
  const burst = await Promise.all(await transport.together([rightRequest, twice, rightRequest]));
  for (const { outcome } of burst) expect.soft(outcome).toMatchObject({ status: 200 });
  expect(new Set(proxy.asked())).toEqual(new Set(['CONNECT other.example:443']));
  // The second request used the connection of the first again.
  expect([target.requests(), proxy.asked().length]).toEqual([6, 5]);
});

test('plain http goes through it with the whole URL, alone and in a burst', async () => {
  const target = await answering(({ url, headers }, response) =>
    response.end(JSON.stringify({ url, host: headers.host, login: headers['proxy-authorization'] })),
  );
  const proxy = await proxyServer({ login: 'me:secret', port: portOf(target) });
  const transport = transportBy('http://other.example/api', proxy.url.replace('//', '//me:secret@'));
  const alone = await transport.send(rightRequest);
  const burst = await Promise.all(await transport.together([rightRequest, rightRequest]));
  const json = { url: `/api${rightRequest.path}`, host: 'other.example' };
  for (const outcome of [alone, ...burst.map((one) => one.outcome)])
    expect.soft(outcome).toMatchObject({ status: 200, json });
  expect(new Set(proxy.asked())).toEqual(new Set([`POST http://other.example/api${rightRequest.path}`]));
});

const deaf = () => connecting((socket) => socket.on('data', () => socket.end('no HTTP\r\n\r\n')));

for (const [what, proxyUrl, words] of [
  [
    'asks for a password',
    async () => (await proxyServer({ login: 'a:b', port: 1 })).url,
    /asks for a user and a password \(407\)\. Write them into https?_proxy/,
  ],
  [
    'refuses the password',
    async () => (await proxyServer({ login: 'a:b', port: 1 })).url.replace('//', '//a:wrongword@'),
    /does not take the user and the password \(407\)\. Check them in https?_proxy/,
  ],
  [
    'does not run',
    closedUrl,
    /cannot be used: no program listens on this port \(ECONNREFUSED\)\. Check https?_proxy/,
  ],
  ['speaks no HTTP', async () => (await deaf()).url, /cannot be used|cannot be read|no HTTP/],
] as const)
  test(`a proxy that ${what} is named without its password, and the target is not blamed`, async () => {
    const url = await proxyUrl();
    for (const target of ['https://other.example', 'http://other.example']) {
      const transport = transportBy(target, url);
      const outcome: unknown = await transport.send(rightRequest).catch((error: unknown) => error);
      expect.soft(outcome).toMatchObject({ message: expect.stringMatching(words) });
      expect.soft(String(outcome)).not.toContain('wrongword');
    }
  });

test('a proxy that does not connect says so, by its status', async () => {
  for (const [refuses, words, proxy] of [
    [
      403,
      /does not let the run connect to other\.example:443 \(403\)\. Let it through there, or .* NO_PROXY/,
      'refuses',
    ],
    [502, /cannot connect to other\.example:443 \(502\)\. Check TARGET_URL, or .* NO_PROXY/, 'lost'],
  ] as const) {
    const { url } = await proxyServer({ refuses, port: 1 });
    const transport = transportBy('https://other.example', url);
    const outcome: unknown = await transport.send(rightRequest).catch((error: unknown) => error);
    expect.soft(outcome).toMatchObject({ proxy, unseen: true, message: expect.stringMatching(words) });
    const [together] = await Promise.all(await transport.together([rightRequest]));
    expect.soft(together?.outcome).toMatchObject({ proxy, message: expect.stringMatching(words) });
  }
});

test('a run through a proxy judges the target behind it, and one that is refused ends with 3 and one line', async ({
  folder,
}) => {
  const { port } = await reference();
  const proxy = await proxyServer({ login: 'me:a-long-password', port });
  const HTTP_PROXY = proxy.url.replace('//', '//me:a-long-password@');
  const variables = { ...pointAt('http://staging.example', ownCredentials), HTTP_PROXY, TARGET_RATE: 'off' };
  const words = ['run', '--grep', '@limit-20th-accepted|@concurrency-one-url-once'];
  const judged = await command(words, { folder, variables });
  expect(judged.stdout).toContain(`Judging http://staging.example through the proxy ${proxy.url} by`);
  expect(judged.stdout).toMatch(/Verdict {7}(?:PARTIAL|INCONCLUSIVE)/);
  expect(judged.stdout + judged.stderr).not.toMatch(/a-long-password|FAIL/);
  expect(proxy.asked().length).toBeGreaterThan(accounts.length);
  const refused = await command(['run'], { variables: { ...variables, HTTP_PROXY: proxy.url } });
  expectOneLine(refused, 3, /^The proxy http:\/\/127\.0\.0\.1:\d+ asks for a user and a password \(407\)\./);
  const TARGET_URL = 'https://staging.example';
  const lost = await command(['run'], {
    variables: { ...variables, TARGET_URL, https_proxy: await closedUrl() },
  });
  expectOneLine(lost, 3, /^The proxy http:\/\/127\.0\.0\.1:\d+ cannot be used: .* Check https_proxy\.$/m);
});
