import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { bodyLimit } from 'hono/body-limit';
import { some } from 'hono/combine';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { validator } from 'hono/validator';
import { z } from 'zod';
import { signed } from './auth.js';
import { fault } from './faults.js';
import { Problem, badRequest } from './problem.js';
import * as schemas from './schemas.js';
import { ulid } from './ulid.js';

const VERSION = '2025-03-24';

const meta = (status) => ({ status, trace_id: `trc_${ulid()}`, version: VERSION });

const ok = (c, data) => c.json({ meta: meta('SUCCESS'), data });

const failed = (c, status, code, message, more = {}) =>
  c.json({ meta: meta('ERROR'), errors: [{ code, message, ...more }] }, status);

/** Reads the body, and hands on what the schema makes of it. */
function json(schema) {
  if (fault('uncaught-json')) {
    return createMiddleware(async (c, next) => {
      c.req.addValidatedData('json', parse(schema, await c.req.json()));
      await next();
    });
  }
  return validator('json', (value, c) => {
    if (fault('validator-default-answer')) {
      const result = schema.safeParse(value);
      return result.success ? result.data : c.json(result, 400);
    }
    return parse(schema, value);
  });
}

function parse(schema, value) {
  const result = schema.safeParse(value);
  if (!result.success) throw badRequest(z.prettifyError(result.error));
  return result.data;
}

/** Answers refused requests from memory for a while, as clients in a loop send the same again and again. */
function refusalsRemembered() {
  const refusals = new Map();
  return createMiddleware(async (c, next) => {
    const key = `${c.req.path} ${await c.req.text()}`;
    const known = refusals.get(key);
    if (known && known.until > Date.now()) return known.response.clone();
    await next();
    if (c.res.status === 400) refusals.set(key, { response: c.res.clone(), until: Date.now() + 10_000 });
  });
}

function onError(err, c) {
  if (err instanceof HTTPException && fault('exception-as-text')) return err.getResponse();
  if (err instanceof Problem) return failed(c, err.status, err.code, err.message, err.more);
  // The validator throws this one for malformed JSON.
  if (err instanceof HTTPException && err.status === 400) return failed(c, 400, 'BAD_REQUEST', err.message);
  console.error(err);
  return failed(c, 500, 'INTERNAL_ERROR', 'Internal error');
}

export function createApp({ repository, credentials }) {
  const app = new Hono({ strict: !fault('loose-slashes') });

  const listRoute = () =>
    app.post('/webhook.config.list', json(schemas.list), (c) =>
      ok(c, { configs: repository.list(c.req.valid('json').account_id) }),
    );

  // Hono runs middleware and handlers in the order in which they are registered.
  if (fault('list-before-auth')) listRoute();

  app.use(
    fault('bearer-accepted')
      ? some(bearerAuth({ token: credentials.authToken }), signed(credentials))
      : signed(credentials),
  );
  app.use(
    bodyLimit({
      maxSize: 512 * 1024,
      onError: (c) => {
        // The rest of the body stays unread, so the connection is of no more use.
        c.header('Connection', 'close');
        return failed(c, 413, 'PAYLOAD_TOO_LARGE', 'The body is too large');
      },
    }),
  );
  if (fault('refusals-remembered')) app.use(refusalsRemembered());

  app[fault('every-verb') ? 'all' : 'post']('/webhook.config.create', json(schemas.create), async (c) => {
    const body = c.req.valid('json');
    return ok(c, { config_id: await repository.create(body.account_id, body.config.url, body) });
  });

  listRoute();

  app.post('/webhook.config.get', json(schemas.get), (c) => {
    const { account_id, config_id } = c.req.valid('json');
    return ok(c, repository.get(account_id, config_id));
  });

  app.post('/webhook.config.update', json(schemas.update), async (c) => {
    const { account_id, config_id, config } = c.req.valid('json');
    await repository.update(account_id, config_id, config.url);
    return ok(c, {});
  });

  app.post('/webhook.config.delete', json(schemas.remove), async (c) => {
    const { account_id, config_id } = c.req.valid('json');
    await repository.remove(account_id, config_id);
    return ok(c, {});
  });

  app.notFound((c) => failed(c, 400, 'BAD_REQUEST', `No method ${c.req.method} ${c.req.path}`));
  app.onError(onError);

  return app;
}
