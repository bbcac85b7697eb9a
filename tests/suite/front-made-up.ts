/** An answer that is not the API's: a gateway, a wall against bots or a wrong address gives it. */
export interface MadeUp {
  readonly kind: string;
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Made = readonly [status: number, body: string, headers?: Readonly<Record<string, string>>];

const html = (title: string, text = ''): string =>
  `<!DOCTYPE html>\n<html><head><meta charset="utf-8">\n<title>${title}</title></head><body><h1>${title}</h1>${text}</body></html>`;

const ALPN =
  'Unknown ALPN Protocol, expected `h2` to be available.\nIf this is a HTTP request: The server was not configured with the `allowHTTP1` option';
const INCAPSULA = '<html><head><script src="/_Incapsula_Resource?SWJIYLWA=1"></script></head></html>';
const DENIED =
  '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
const PLAIN_TO_TLS = "<p>You're speaking plain HTTP to an SSL-enabled server port.</p>";
const MOVED = 'https://api.test/v1/webhook.config.create?a=secret#b';

const byKind: Readonly<Record<string, Readonly<Record<string, Made>>>> = {
  'client certificate': {
    'nginx without a client certificate': [400, html('400 No required SSL certificate was sent')],
    'nginx with a certificate it does not know': [400, html('400 The SSL certificate error')],
    'an application service that wants a certificate': [
      403,
      html('403 - Forbidden: Client Certificate Required'),
    ],
  },
  'http:// to a port of https://': {
    'http:// to nginx on 443': [400, html('400 The plain HTTP request was sent to HTTPS port')],
    'http:// to a server in Go on 443': [
      400,
      'Client sent an HTTP request to an HTTPS server.\n',
      { 'content-type': '' },
    ],
    'http:// to Apache on 443': [400, html('400 Bad Request', PLAIN_TO_TLS)],
  },
  'HTTP/2 only': {
    'Node that speaks HTTP/2 only': [403, ALPN, { 'content-type': 'text/plain' }],
    'a server that asks for an upgrade to h2c': [426, '', { upgrade: 'h2c' }],
  },
  password: {
    'a password (Basic)': [401, html('401 Authorization Required'), authenticate('Basic realm="Staging"')],
    'a password (Digest)': [401, '', authenticate('Digest realm="s", nonce="n"')],
    'a password (Negotiate, NTLM)': [401, html('Unauthorized'), authenticate('Negotiate, NTLM')],
  },
  'password of a proxy': {
    'a proxy with a password': [
      407,
      html('ERR: Cache Access Denied'),
      { 'proxy-authenticate': 'Basic realm="proxy"' },
    ],
  },
  'network with a login': { 'a network with a login': [511, html('Welcome to the hotel')] },
  'headers too large': {
    'Node with 16 kB of headers at most': [431, ''],
    'nginx with small buffers': [400, html('400 Request Header Or Cookie Too Large')],
  },
  'bot wall': {
    'a challenge of Cloudflare': [403, html('Just a moment...'), { 'cf-mitigated': 'challenge' }],
    'a block of Cloudflare': [403, html('Attention Required! | Cloudflare')],
    'a wall of Imperva': [200, INCAPSULA],
    'a wall of F5': [200, html('Request Rejected', 'Your support ID is: 1234567890')],
    'a wall of Akamai': [403, html('Access Denied', 'Reference #18.1 https://errors.edgesuite.net/18.1')],
  },
  refusal: {
    'a gateway that refuses': [403, html('403 Forbidden')],
    'a gateway that refuses without a word': [401, '', authenticate('Bearer')],
    'a store of files': [403, DENIED, { 'content-type': 'application/xml' }],
  },
  redirect: {
    'a redirect to https': [301, html('301 Moved Permanently'), { location: MOVED }],
    'a redirect within the host': [308, '', { location: '/webhook.config.create/' }],
  },
  'redirect to a login': {
    'a redirect to a login': [302, '', { location: 'https://login.idp.test/authorize?client_id=1' }],
  },
  'redirect that leads nowhere': { 'a redirect without a target': [302, ''] },
  login: {
    'a login page': [200, html('Sign in &middot; Staging')],
    'a form for a password': [200, html('Staging', '<input class="x" type="password">')],
  },
  'nobody home': {
    'the page of nginx': [200, html('Welcome to nginx!')],
    'the page of Apache': [200, html('Apache2 Ubuntu Default Page: It works')],
    'a parked domain': [200, html('staging.test is for sale')],
    'an application that is gone': [404, html('No such app')],
    'another host of a load balancer': [421, html('421 Misdirected Request')],
  },
  'tunnel without an end': {
    'a tunnel that is closed': [404, html('ngrok'), { 'ngrok-error-code': 'ERR_NGROK_3200' }],
  },
  maintenance: { 'a page on maintenance': [200, html('Down for maintenance')] },
  'nothing there': {
    'another base path': [404, html('404 Not Found')],
    'Go without that path': [404, '404 page not found\n', { 'content-type': 'text/plain; charset=utf-8' }],
    'a page that takes no POST': [405, html('405 Not Allowed')],
  },
  failure: { 'a crash': [500, html('500 Internal Server Error')] },
  'broken JSON': {
    'JSON that is cut off': [200, '{"meta":{"status":"SUCC', { 'content-type': 'application/json' }],
  },
  'nothing said': { 'nothing (204)': [204, '', { 'content-type': '' }], 'nothing (200)': [200, ''] },
  'another page': {
    'an application in one page': [200, html('My App')],
    hello: [200, 'hello', { 'content-type': '' }],
  },
};

function authenticate(scheme: string): Readonly<Record<string, string>> {
  return { 'www-authenticate': scheme };
}

export const fronts: Readonly<Record<string, MadeUp>> = Object.fromEntries(
  Object.entries(byKind).flatMap(([kind, made]) =>
    Object.entries(made).map(([what, [status, body, headers = {}]]) => [
      what,
      { kind, status, body, headers },
    ]),
  ),
);
