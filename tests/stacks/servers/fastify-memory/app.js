import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { UnknownMethod } from './errors.js';
import { mistake } from './faults.js';
import { authentication } from './plugins/auth.js';
import * as schemas from './schemas.js';

const VERSION = '2025-03-24';

const success = (request, data) => ({
  meta: { status: 'SUCCESS', trace_id: traceId(request), version: VERSION },
  data,
});

const traceId = (request) => (mistake('default-request-id') ? `trc_${request.id}` : request.id);

function onError(error, request, reply) {
  const status = error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 500;
  if (status === 500) request.log.error(error);
  reply.code(status).send({
    meta: { status: 'ERROR', trace_id: traceId(request), version: VERSION },
    errors: [
      {
        code: codeOf(error, status),
        message: status === 500 ? 'Something went wrong' : error.message,
        entity_type: error.entityType,
        sub_code: error.subCode,
      },
    ],
  });
}

/** Errors of Fastify itself have codes that are no business of the client's. */
function codeOf(error, status) {
  if (status === 500) return 'INTERNAL_ERROR';
  if (error.code && !error.code.startsWith('FST_')) return error.code;
  if (status === 413) return 'PAYLOAD_TOO_LARGE';
  if (status === 415) return 'UNSUPPORTED_MEDIA_TYPE';
  return 'BAD_REQUEST';
}

function onNotFound(request) {
  throw new UnknownMethod(`There is no method ${request.method} ${request.url}`);
}

function routes(store) {
  return async function configRoutes(api) {
    api.post('/webhook.config.create', { schema: schemas.create }, async (request) => {
      const { account_id: accountId, config } = request.body;
      return success(request, { config_id: await store.create(accountId, config.url) });
    });

    api.post('/webhook.config.list', { schema: schemas.list }, async (request) =>
      success(request, { configs: store.list(request.body.account_id) }),
    );

    if (mistake('get-list-route')) {
      api.get('/webhook.config.list', async (request) =>
        success(request, { configs: store.list(request.query.account_id) }),
      );
    }

    api.post('/webhook.config.get', { schema: schemas.get }, async (request) =>
      success(request, store.get(request.body.account_id, request.body.config_id)),
    );

    api.post('/webhook.config.update', { schema: schemas.update }, async (request) => {
      const { account_id: accountId, config_id: configId, config } = request.body;
      const nothing = store.update(accountId, configId, config.url);
      return success(request, mistake('undefined-data') ? nothing : {});
    });
  };
}

const deleteRoute = (store) =>
  async function deleteRoute(api) {
    api.post('/webhook.config.delete', { schema: schemas.remove }, async (request) => {
      store.remove(request.body.account_id, request.body.config_id);
      return success(request, {});
    });
  };

function parseByChunks(request, payload, done) {
  let text = '';
  payload.on('data', (chunk) => (text += chunk));
  payload.on('end', () => parse(text, done));
}

function parseFirstChunk(request, payload, done) {
  let parsed = false;
  payload.once('data', (chunk) => {
    parsed = true;
    parse(chunk.toString(), done);
  });
  payload.once('end', () => parsed || parse('', done));
}

function parse(text, done) {
  try {
    done(null, JSON.parse(text));
  } catch (error) {
    done(Object.assign(error, { statusCode: 400 }));
  }
}

export function buildApp({ store, credentials, logger = false }) {
  const app = Fastify({
    logger,
    forceCloseConnections: true,
    bodyLimit: mistake('small-body-limit') ? 512 : 1024 * 1024,
    routerOptions: { ignoreDuplicateSlashes: mistake('ignore-duplicate-slashes') },
    ...(mistake('default-request-id') ? {} : { genReqId: () => `trc_${randomUUID().replaceAll('-', '')}` }),
    // Fastify would make strings of numbers and single values of arrays, which is meant for query strings.
    ajv: { customOptions: mistake('coerce-types') ? {} : { coerceTypes: false } },
  });

  if (mistake('chunk-concat')) app.addContentTypeParser('application/json', parseByChunks);
  if (mistake('first-chunk-only')) app.addContentTypeParser('application/json', parseFirstChunk);

  if (!mistake('error-handler-encapsulated')) app.setErrorHandler(onError);
  app.setNotFoundHandler(onNotFound);

  // The hook guards what is registered inside this plugin, and nothing beside it.
  app.register(async function methods(api) {
    api.addHook('onRequest', authentication(credentials));
    api.register(routes(store));
    if (!mistake('hook-outside-plugin')) api.register(deleteRoute(store));
  });
  if (mistake('hook-outside-plugin')) app.register(deleteRoute(store));
  if (mistake('error-handler-encapsulated')) {
    app.register(async function errors(scope) {
      scope.setErrorHandler(onError);
    });
  }

  return app;
}
