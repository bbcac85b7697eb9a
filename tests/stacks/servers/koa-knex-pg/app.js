import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import { authenticate } from './auth.js';
import { ApiError, badRequest } from './errors.js';
import { faulty } from './fault.js';
import { newTraceId } from './ids.js';
import { paths, router } from './routes.js';

const VERSION = '2025-03-24';
const CODES = { 400: 'BAD_REQUEST', 413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' };

// PostgreSQL's own complaints about a text that it cannot hold.
const TEXT_REFUSED = new Set(['22021', '22P05']);

function toApiError(error) {
  if (error.isApiError) return error;
  if (TEXT_REFUSED.has(error.code) && !faulty('nul-reaches-postgres'))
    return badRequest('A text has bytes that cannot be stored.');
  // http-errors: the body parser's errors carry the status that they want.
  if (error.status >= 400 && error.status < 500) {
    return new ApiError(error.status, CODES[error.status] ?? 'BAD_REQUEST', error.message);
  }
  // A body that says gzip and is not: zlib's errors have a code and no status.
  if (String(error.code).startsWith('Z_')) return badRequest('The body cannot be decompressed.');
  console.error(error);
  return new ApiError(500, 'INTERNAL_ERROR', 'Something went wrong.');
}

async function envelope(ctx, next) {
  const meta = (status) => ({ status, trace_id: newTraceId(), version: VERSION });
  ctx.succeed = (data) => {
    ctx.status = 200;
    ctx.body = { meta: meta('SUCCESS'), data };
  };
  try {
    await next();
    if (ctx.status === 404 && ctx.body == null) throw badRequest('There is no such method.');
  } catch (error) {
    const { status, code, message, details } = toApiError(error);
    ctx.status = status;
    ctx.body = { meta: meta('ERROR'), errors: [{ code, message, ...details }] };
  }
}

async function postOnly(ctx, next) {
  if (ctx.method === 'POST' || !paths.includes(ctx.path) || faulty('router-all')) return next();
  ctx.status = 405;
  ctx.set('Allow', 'POST');
  ctx.body = 'Method Not Allowed';
}

export const app = new Koa();

app.use(envelope);
app.use(postOnly);
app.use(authenticate);
app.use(
  bodyParser({
    enableTypes: ['json'],
    jsonLimit: '1mb',
    strict: !faulty('body-parser-not-strict'),
    onerror(error, ctx) {
      if (faulty('parse-error-422')) ctx.throw(422, 'body parse error');
      throw error;
    },
  }),
);
app.use(router.routes());
