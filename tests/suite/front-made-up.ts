/**
 * Answers that are not the API's, as gateways, walls and wrong addresses give them; each with the name of its
 * kind.
 */
export interface MadeUp {
  readonly kind: string;
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const html = (title: string, text = ''): string =>
  `<!DOCTYPE html>\n<html><head><meta charset="utf-8">\n<title>${title}</title></head><body><h1>${title}</h1>${text}</body></html>`;

export const fronts: Readonly<Record<string, MadeUp>> = {
  'nginx without a client certificate': {
    kind: 'client certificate',
    status: 400,
    body: html('400 No required SSL certificate was sent'),
  },
  'nginx with a certificate it does not know': {
    kind: 'client certificate',
    status: 400,
    body: html('400 The SSL certificate error'),
  },
  'an application service that wants a certificate': {
    kind: 'client certificate',
    status: 403,
    body: html('403 - Forbidden: Client Certificate Required'),
  },
  'http:// to nginx on 443': {
    kind: 'http:// to a port of https://',
    status: 400,
    body: html('400 The plain HTTP request was sent to HTTPS port'),
  },
  'http:// to a server in Go on 443': {
    kind: 'http:// to a port of https://',
    status: 400,
    body: 'Client sent an HTTP request to an HTTPS server.\n',
    headers: { 'content-type': '' },
  },
  'http:// to Apache on 443': {
    kind: 'http:// to a port of https://',
    status: 400,
    body: html('400 Bad Request', "<p>You're speaking plain HTTP to an SSL-enabled server port.</p>"),
  },
  'Node that speaks HTTP/2 only': {
    kind: 'HTTP/2 only',
    status: 403,
    body: 'Unknown ALPN Protocol, expected `h2` to be available.\nIf this is a HTTP request: The server was not configured with the `allowHTTP1` option',
    headers: { 'content-type': 'text/plain' },
  },
  'a server that asks for an upgrade to h2c': {
    kind: 'HTTP/2 only',
    status: 426,
    body: '',
    headers: { upgrade: 'h2c' },
  },
  'a password (Basic)': {
    kind: 'password',
    status: 401,
    body: html('401 Authorization Required'),
    headers: { 'www-authenticate': 'Basic realm="Staging"' },
  },
  'a password (Digest)': {
    kind: 'password',
    status: 401,
    body: '',
    headers: { 'www-authenticate': 'Digest realm="s", nonce="n"' },
  },
  'a password (Negotiate, NTLM)': {
    kind: 'password',
    status: 401,
    body: html('Unauthorized'),
    headers: { 'www-authenticate': 'Negotiate, NTLM' },
  },
  'a proxy with a password': {
    kind: 'password of a proxy',
    status: 407,
    body: html('ERR: Cache Access Denied'),
    headers: { 'proxy-authenticate': 'Basic realm="proxy"' },
  },
  'a network with a login': { kind: 'network with a login', status: 511, body: html('Welcome to the hotel') },
  'Node with 16 kB of headers at most': { kind: 'headers too large', status: 431, body: '' },
  'nginx with small buffers': {
    kind: 'headers too large',
    status: 400,
    body: html('400 Request Header Or Cookie Too Large'),
  },
  'a challenge of Cloudflare': {
    kind: 'bot wall',
    status: 403,
    body: html('Just a moment...'),
    headers: { 'cf-mitigated': 'challenge' },
  },
  'a block of Cloudflare': { kind: 'bot wall', status: 403, body: html('Attention Required! | Cloudflare') },
  'a wall of Imperva': {
    kind: 'bot wall',
    status: 200,
    body: '<html><head><script src="/_Incapsula_Resource?SWJIYLWA=1"></script></head></html>',
  },
  'a wall of F5': {
    kind: 'bot wall',
    status: 200,
    body: html('Request Rejected', 'Your support ID is: 1234567890'),
  },
  'a wall of Akamai': {
    kind: 'bot wall',
    status: 403,
    body: html('Access Denied', 'Reference #18.1 https://errors.edgesuite.net/18.1'),
  },
  'a gateway that refuses': { kind: 'refusal', status: 403, body: html('403 Forbidden') },
  'a gateway that refuses without a word': {
    kind: 'refusal',
    status: 401,
    body: '',
    headers: { 'www-authenticate': 'Bearer' },
  },
  'a store of files': {
    kind: 'refusal',
    status: 403,
    body: '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
    headers: { 'content-type': 'application/xml' },
  },
  'a redirect to https': {
    kind: 'redirect',
    status: 301,
    body: html('301 Moved Permanently'),
    headers: { location: 'https://api.test/v1/webhook.config.create?a=secret#b' },
  },
  'a redirect to a login': {
    kind: 'redirect to a login',
    status: 302,
    body: '',
    headers: { location: 'https://login.idp.test/authorize?client_id=1' },
  },
  'a redirect within the host': {
    kind: 'redirect',
    status: 308,
    body: '',
    headers: { location: '/webhook.config.create/' },
  },
  'a redirect without a target': { kind: 'redirect that leads nowhere', status: 302, body: '' },
  'a login page': { kind: 'login', status: 200, body: html('Sign in &middot; Staging') },
  'a form for a password': {
    kind: 'login',
    status: 200,
    body: html('Staging', '<input class="x" type="password">'),
  },
  'the page of nginx': { kind: 'nobody home', status: 200, body: html('Welcome to nginx!') },
  'the page of Apache': {
    kind: 'nobody home',
    status: 200,
    body: html('Apache2 Ubuntu Default Page: It works'),
  },
  'a parked domain': { kind: 'nobody home', status: 200, body: html('staging.test is for sale') },
  'an application that is gone': { kind: 'nobody home', status: 404, body: html('No such app') },
  'another host of a load balancer': {
    kind: 'nobody home',
    status: 421,
    body: html('421 Misdirected Request'),
  },
  'a tunnel that is closed': {
    kind: 'tunnel without an end',
    status: 404,
    body: html('ngrok'),
    headers: { 'ngrok-error-code': 'ERR_NGROK_3200' },
  },
  'a page on maintenance': { kind: 'maintenance', status: 200, body: html('Down for maintenance') },
  'another base path': { kind: 'nothing there', status: 404, body: html('404 Not Found') },
  'Go without that path': {
    kind: 'nothing there',
    status: 404,
    body: '404 page not found\n',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  },
  'a page that takes no POST': { kind: 'nothing there', status: 405, body: html('405 Not Allowed') },
  'a crash': { kind: 'failure', status: 500, body: html('500 Internal Server Error') },
  'JSON that is cut off': {
    kind: 'broken JSON',
    status: 200,
    body: '{"meta":{"status":"SUCC',
    headers: { 'content-type': 'application/json' },
  },
  'nothing (204)': { kind: 'nothing said', status: 204, body: '', headers: { 'content-type': '' } },
  'nothing (200)': { kind: 'nothing said', status: 200, body: '' },
  'an application in one page': { kind: 'another page', status: 200, body: html('My App') },
  hello: { kind: 'another page', status: 200, body: 'hello', headers: { 'content-type': '' } },
};
