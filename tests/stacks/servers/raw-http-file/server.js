import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { authenticate } from './auth.js';
import { readJson } from './body.js';
import { HttpError, badRequest } from './errors.js';
import { faulty } from './fault.js';
import { handlers } from './handlers.js';
import { removeFile } from './log.js';

const PREFIX = '/webhook.config.';

function pathOf(req) {
  // With a base, the WHATWG parser takes //x/y for a host x and a path /y, and throws for a lone //.
  if (faulty('path-by-new-url')) return new URL(req.url, `http://${req.headers.host}`).pathname;
  // Some clients send the whole address in the request line.
  const path = req.url.replace(/^http:\/\/[^/?#]*/i, '').split('?', 1)[0];
  return faulty('path-decoded') ? decodeURIComponent(path) : path;
}

function findHandler(req) {
  const path = pathOf(req);
  const name = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : '';
  if (!Object.hasOwn(handlers, name)) throw badRequest('There is no such method.');
  if (req.method !== 'POST' && !faulty('verb-not-checked')) throw badRequest(`${req.method} is not supported.`);
  return handlers[name];
}

function send(res, status, envelope) {
  const json = JSON.stringify(envelope);
  res.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': faulty('content-length-in-characters') ? json.length : Buffer.byteLength(json),
  });
  res.end(json);
}

const meta = (status) => ({ status, trace_id: `trc_${randomUUID().replaceAll('-', '')}`, version: '2025-03-24' });

function sendError(res, error) {
  const known = error instanceof HttpError;
  if (!known) console.error(error);
  const { status, code, message, extra } = known ? error : new HttpError(500, 'INTERNAL_ERROR', 'Internal error.');
  const first = { code, message, ...extra };
  send(res, status, { meta: meta('ERROR'), errors: faulty('errors-not-an-array') ? first : [first] });
}

const server = http.createServer(async (req, res) => {
  try {
    const handler = findHandler(req);
    authenticate(req);
    const data = await handler(await readJson(req));
    send(res, 200, { meta: meta('SUCCESS'), data });
  } catch (error) {
    // A client that hung up gets no answer.
    if (!res.destroyed) sendError(res, error);
  }
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  removeFile();
  process.exit(0);
});
