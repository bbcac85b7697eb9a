import express from 'express';
import { authenticate } from './auth.js';
import * as configs from './configs.js';
import { ApiError, badRequest } from './errors.js';
import { faulty } from './fault.js';
import { ulid } from './ids.js';
import { parse } from './validate.js';

const VERSION = '2025-03-24';

const handlers = {
  async 'webhook.config.create'(body) {
    const { accountId, url } = parse(body, ['account_id', 'config']);
    return { config_id: await configs.create(accountId, url) };
  },
  async 'webhook.config.list'(body) {
    const { accountId } = parse(body, ['account_id']);
    return { configs: await configs.list(accountId) };
  },
  async 'webhook.config.get'(body) {
    const { accountId, configId } = parse(body, ['account_id', 'config_id']);
    return configs.get(accountId, configId);
  },
  async 'webhook.config.update'(body) {
    const { accountId, configId, url } = parse(body, ['account_id', 'config_id', 'config']);
    await configs.update(accountId, configId, url);
    return {};
  },
  async 'webhook.config.delete'(body) {
    const { accountId, configId } = parse(body, ['account_id', 'config_id']);
    await configs.remove(accountId, configId);
    return {};
  },
};

const meta = (status) => ({ status, trace_id: `trc_${ulid()}`, version: VERSION });

function serve(handler) {
  return async (req, res) => {
    // Express 5: `req.body` is undefined when there is no body.
    if (faulty('body-undefined')) {
      const { account_id } = req.body;
      if (account_id === undefined) throw badRequest('account_id is required.');
    }
    const data = await handler(req.body ?? {});
    res.status(faulty('created-201') && handler === handlers['webhook.config.create'] ? 201 : 200);
    res.json({ meta: meta('SUCCESS'), data });
  };
}

function acceptsJson(req, res, next) {
  const asked = req.get('Accept');
  const fits = faulty('accept-compared-exactly') ? asked === 'application/json' : req.accepts('json');
  next(fits ? undefined : new ApiError(406, 'NOT_ACCEPTABLE', 'Answers are application/json.'));
}

// Without `strict` Express takes a path with a slash behind for the same path.
const router = express.Router({ strict: !faulty('trailing-slash'), caseSensitive: true });
const before = [authenticate, acceptsJson, express.json({ limit: '256kb' })];

if (faulty('handler-by-name')) {
  router.post('/:method', before, (req, res, next) => {
    const handler = handlers[req.params.method];
    return handler ? serve(handler)(req, res) : next();
  });
} else {
  for (const [name, handler] of Object.entries(handlers)) {
    router
      .route(`/${name}`)
      .post(before, serve(handler))
      .all((req) => {
        throw badRequest(`${req.method} is not supported.`);
      });
  }
}

export const app = express();
app.disable('x-powered-by');
app.use(router);

// Four parameters: Express knows an error handler by their number.
app.use((error, req, res, next) => {
  if (res.headersSent) return next(error);
  let { status, code } = error;
  // body-parser's errors have a status (400, 413, 415) and no code.
  if (faulty('body-parser-status-lost') && !(error instanceof ApiError)) status = undefined;
  if (!(status >= 400 && status < 500)) {
    console.error(error);
    status = 500;
    code = 'INTERNAL_ERROR';
  }
  if (!(error instanceof ApiError) && status < 500) code = status === 400 ? 'BAD_REQUEST' : 'REQUEST_REFUSED';
  const message = status === 500 ? 'Internal error.' : error.message || undefined;
  res.status(status).json({ meta: meta('ERROR'), errors: [{ code, message, ...error.details }] });
});
