import express from 'express';
import { authenticate } from './auth.js';
import { ApiError, badRequest } from './errors.js';
import { faulty } from './faults.js';
import { newTraceId } from './ids.js';
import { configRoutes, paths } from './routes.js';

const VERSION = '2025-03-24';

const meta = (status) => ({ status, trace_id: newTraceId(), version: VERSION });

function envelope(req, res, next) {
  res.success = (data) => res.json({ meta: meta('SUCCESS'), data });
  next();
}

function onlyJsonAccepted(req, res, next) {
  if (req.get('Accept') !== 'application/json') throw new ApiError(406, 'NOT_ACCEPTABLE', 'Accept application/json.');
  next();
}

function unknownMethod(req) {
  throw badRequest(`There is no method ${req.method} ${req.path}.`);
}

/** What the body parser and the router throw carries a status too; everything else is our mistake. */
function asApiError(err) {
  if (err instanceof ApiError) return err;
  const status = err.status ?? err.statusCode;
  if (faulty('error-status-ignored') || !(status >= 400 && status < 500)) {
    console.error(err);
    return new ApiError(500, 'INTERNAL_ERROR', 'Something went wrong.');
  }
  if (status === 413) return new ApiError(413, 'PAYLOAD_TOO_LARGE', 'The body is too large.');
  if (status === 415) return new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body is in no known encoding.');
  return badRequest('The body is not valid JSON.');
}

// Express tells an error handler by its four parameters.
// eslint-disable-next-line no-unused-vars
function errorHandler(err, req, res, next) {
  const { status, code, message, extra } = asApiError(err);
  const data = faulty('null-members') ? null : undefined;
  // JSON.stringify leaves out what is undefined.
  res.status(status).json({ meta: meta('ERROR'), data, errors: [{ code, message, ...extra }] });
}

export function createApp(credentials) {
  const app = express();
  app.disable('x-powered-by');
  app.use(envelope);
  if (faulty('accept-exact')) app.use(onlyJsonAccepted);
  app.use(authenticate({ ...credentials, paths }));
  // Clients forget the Content-Type, and there is nothing but JSON here.
  app.use(express.json({ type: () => true, limit: '256kb', strict: !faulty('strict-off-null') }));
  app.use(configRoutes());
  // The root and the icon that browsers ask for are nobody's method: Express answers them with its own page.
  app.all(/^\/(?!$|favicon\.ico$)/, unknownMethod);
  app.use(errorHandler);
  return app;
}
