import { mistake } from './faults.js';

/** An error class in the manner of Fastify's own: with a code, and with the status that the error handler looks for. */
const createError = (code, text, statusCode) =>
  class extends Error {
    code = code;
    statusCode = statusCode;

    constructor(message = text) {
      super(message);
    }
  };

export const Unauthorized = createError('UNAUTHENTICATED', 'The credentials are missing or not right', 401);
export const UnknownMethod = createError(
  'BAD_REQUEST',
  'There is no such method',
  mistake('not-found-404') ? 404 : 400,
);
export const UnknownAccount = createError('ENTITY_NOT_FOUND', 'The account does not exist', 400);
export const UnknownConfig = createError('ENTITY_NOT_FOUND', 'The webhook configuration does not exist', 404);

const RuleViolation = createError('SYSTEM_RULE_VIOLATION', 'A rule of the system forbids this', 400);
const TooMany = createError('SYSTEM_RULE_VIOLATION', 'A rule of the system forbids this', 429);

export function ruleViolation(subCode, message) {
  const tooMany = subCode === 'MAX_WEBHOOK_URL_LIMIT' && mistake('limit-429');
  const error = tooMany ? new TooMany(message) : new RuleViolation(message);
  return Object.assign(error, { entityType: 'Webhook Config', subCode });
}
