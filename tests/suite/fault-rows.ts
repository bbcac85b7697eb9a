/** What every fault does to a single request, as a client and a target see it. */
import type { Ending } from './raw-client.ts';
import { ANSWER, BODY } from './raw-client.ts';

export interface FaultRow {
  readonly name: string;
  /** How often the request arrives at the target. */
  readonly arrived: number;
  /** What the client receives; the whole of it unless the pattern leaves its end open. */
  readonly received: RegExp;
  /** How the connection is afterwards. */
  readonly ending: Ending;
}

function row(name: string, arrived: number, received: RegExp, ending: Ending = 'open'): FaultRow {
  return { name, arrived, received, ending };
}

const exact = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`);
const binary = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');

/** The first bytes of everything that gzip packs. */
const GZIP = binary('1f8b');
const HTML = String.raw`Content-Type: text/html[^]*\r\n\r\n<html>`;
const html = (status: number, more = ''): RegExp =>
  new RegExp(`^HTTP/1\\.1 ${status} [^]*${HTML}[^]*${more}[^]*</html>\r\n$`);
const json = (status: number): RegExp =>
  new RegExp(`^HTTP/1\\.1 ${status} [^]*Content-Type: application/json\r\n\r\n\\{"message":"[A-Za-z ]+"\\}$`);
const empty = (status: number): RegExp => new RegExp(`^HTTP/1\\.1 ${status} [^]*\r\n\r\n$`);

/** The body as it is, and the first half of it. */
const WHOLE = BODY.replaceAll(/[{}]/g, String.raw`\$&`);
const HALF = BODY.slice(0, Math.floor(BODY.length / 2)).replaceAll(/[{}]/g, String.raw`\$&`);
const NOTHING = /^$/;
const lengthOf = (difference: number): string => `content-length: ${BODY.length + difference}\r\n`;
const framed = (framing: string, body: string): RegExp =>
  new RegExp(`^HTTP/1\\.1 200 [^]*${framing}(?:[^]*\r\n)?\r\n${body}$`, 'i');

export const faultRows: readonly FaultRow[] = [
  row('html-200', 0, html(200)),
  row('html-200-as-json', 0, /^HTTP\/1\.1 200 [^]*application\/json\r\n\r\n<html>/),
  row('login-page-200', 0, /^HTTP\/1\.1 200 [^]*text\/html[^]*<form/),
  row('login-302', 0, /^HTTP\/1\.1 302 [^]*Location: https:[^]*<html>/),
  row('redirect-301', 0, /^HTTP\/1\.1 301 [^]*Location: https:[^]*\r\n\r\n$/),
  row('page-400', 0, html(400, 'SSL certificate')),
  row('page-401', 0, /^HTTP\/1\.1 401 [^]*WWW-Authenticate: Basic[^]*<html>/),
  row('page-403', 0, html(403)),
  row('page-404', 0, html(404)),
  row('page-407', 0, /^HTTP\/1\.1 407 [^]*Proxy-Authenticate: Basic[^]*<html>/),
  row('page-408', 0, html(408)),
  row('page-429', 0, html(429)),
  row('page-429-retry', 0, /^HTTP\/1\.1 429 [^]*Retry-After: 1\r\n[^]*<html>/),
  row('page-500', 0, html(500)),
  row('page-502', 0, html(502)),
  row('page-503', 0, html(503)),
  row('page-503-retry', 0, /^HTTP\/1\.1 503 [^]*Retry-After: 1\r\n[^]*<html>/),
  row('page-504', 0, html(504)),
  row('captive-portal-511', 0, html(511)),
  row('page-520', 0, html(520)),
  row('page-522', 0, html(522)),
  row('empty-200', 0, empty(200)),
  row('empty-204', 0, empty(204)),
  row('empty-502', 0, empty(502)),
  row('gateway-json-403', 0, json(403)),
  row('gateway-json-429', 0, json(429)),
  row('gateway-json-500', 0, json(500)),
  row('gateway-json-502', 0, json(502)),
  row('gateway-json-503', 0, json(503)),
  row('page-502-carried-out', 1, html(502)),
  row('page-503-carried-out', 1, html(503)),
  row('page-504-carried-out', 1, html(504)),
  row('gateway-json-500-carried-out', 1, json(500)),
  row('half-body-length', 1, framed(lengthOf(0), HALF), 'closed'),
  row('half-body-chunked', 1, framed('transfer-encoding: chunked', `13\r\n${HALF}\r\n`), 'closed'),
  row('half-body-short-length', 1, framed('content-length: 19\r\n', HALF)),
  row('headers-only', 1, exact(ANSWER.slice(0, -BODY.length)), 'closed'),
  row('cut-headers', 1, /^HTTP\/1\.1 200 Fine\r\ncontent-TYPE:applica[^\r]*[^\n]*$/, 'closed'),
  row('cut-status-line', 1, /^HTTP\/1\.1 2$/, 'closed'),
  row('grown-body', 1, framed(lengthOf(0), `${WHOLE}<script[^]+`)),
  row('too-short-length', 1, framed(lengthOf(-10), WHOLE)),
  row('too-long-length', 1, framed(lengthOf(10), WHOLE)),
  row('second-answer', 1, new RegExp(`^HTTP/1\\.1 200 [^]*${WHOLE}HTTP/1\\.1 502 [^]*</html>\r\n$`)),
  row('rubbish-behind', 1, new RegExp(`^HTTP/1\\.1 200 [^]*${WHOLE}${binary('000d0a1503')}$`)),
  row('not-http', 0, /^SSH-2\.0-[^\r]+\r\n$/, 'closed'),
  row('tls-alert', 0, exact(binary('15030100020246')), 'closed'),
  row('http2-settings', 0, exact(binary('000012040000000000000300000064000400100000000600010000')), 'closed'),
  row('invalid-header', 1, framed('X Trace of proxy\r\n', WHOLE)),
  row(
    'no-blank-line',
    1,
    new RegExp(`^HTTP/1\\.1 200 [^]*\r\nContent-Length: ${BODY.length}\r\n${WHOLE}$`),
    'closed',
  ),
  row('header-200-kb', 1, framed('X-Debug: x{200000}\r\n', WHOLE)),
  row('endless-headers', 0, /^HTTP\/1\.1 200 OK\r\n(?:X-Padding: x{1000}\r\n){10}/),
  row('endless-body', 0, /^HTTP\/1\.1 200 [^]*chunked\r\n\r\n(?:4000\r\n {16384}\r\n){10}/),
  row('body-100-mb', 0, /^HTTP\/1\.1 200 [^]*Content-Length: 104857600\r\n\r\n {2000000}/),
  row('gzip-bomb', 0, new RegExp(`^HTTP/1\\.1 200 [^]*Content-Encoding: gzip\r\n\r\n${GZIP}`)),
  row('broken-gzip', 1, framed('content-encoding: gzip', `${GZIP}[^]{5,40}`)),
  row('plain-as-gzip', 1, framed('content-encoding: gzip', WHOLE)),
  row('gzip-unsaid', 1, new RegExp(`^(?![^]*encoding)HTTP/1\\.1 200 [^]*\r\n\r\n${GZIP}`, 'i')),
  row('bad-chunk-size', 1, framed('chunked', `xyz\r\n${WHOLE}\r\n0\r\n\r\n`), 'closed'),
  row('reset-unread', 0, NOTHING, 'reset'),
  row('reset-unforwarded', 0, NOTHING, 'reset'),
  row('reset-carried-out', 1, NOTHING, 'reset'),
  row('close-unforwarded', 0, NOTHING, 'closed'),
  row('close-carried-out', 1, NOTHING, 'closed'),
  row('silent-unforwarded', 0, NOTHING),
  row('silent-carried-out', 1, NOTHING),
  row('silent-in-headers', 1, /^HTTP\/1\.1 200 Fine\r\ncontent-TYPE:applica[^\r]*$/),
  row('silent-in-body', 1, exact(ANSWER.slice(0, -20))),
  row('slow-drip', 1, /^H$/),
  row('dead-after-answer', 1, exact(ANSWER)),
  row('delivered-twice-first', 2, exact(ANSWER)),
  row('delivered-twice-second', 2, exact(ANSWER)),
  // The first request of a path finds nothing in the cache.
  row('cached-answer', 1, exact(ANSWER)),
  row('cached-answer-unsaid', 1, exact(ANSWER)),
  row('cached-read', 1, exact(ANSWER)),
  row('cached-read-unsaid', 1, exact(ANSWER)),
  row('interim-100', 1, exact(`HTTP/1.1 100 Continue\r\n\r\n${ANSWER}`)),
  row('interim-102', 1, exact(`HTTP/1.1 102 Processing\r\n\r\n${ANSWER}`)),
  row('interim-103', 1, /^HTTP\/1\.1 103 [^\r]+\r\nLink: [^\r]+\r\n\r\nHTTP\/1\.1 200 Fine\r\n[^]*\{\}\}$/),
  row('delay', 1, exact(ANSWER)),
  row('closed-unsaid', 1, exact(ANSWER), 'closed'),
  row('half-open', 1, exact(ANSWER)),
];
