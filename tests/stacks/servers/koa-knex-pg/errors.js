import { faulty } from './fault.js';

export class ApiError extends Error {
  constructor(status, code, message, details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.isApiError = true;
  }
}

export const badRequest = (message) => new ApiError(400, 'BAD_REQUEST', message);
export const unauthorized = () => new ApiError(401, 'UNAUTHORIZED', 'The request could not be authenticated.');
export const configNotFound = () => new ApiError(404, 'ENTITY_NOT_FOUND', 'The webhook configuration does not exist.');
export const accountNotFound = () =>
  new ApiError(faulty('account-not-found-404') ? 404 : 400, 'ENTITY_NOT_FOUND', 'The account does not exist.');
export const ruleViolation = (subCode, message) =>
  new ApiError(400, 'SYSTEM_RULE_VIOLATION', message, { entity_type: 'Webhook Config', sub_code: subCode });
export const urlExists = () => ruleViolation('URL_ALREADY_EXISTS', 'The account has this URL already.');
export const limitReached = () => ruleViolation('MAX_WEBHOOK_URL_LIMIT', 'The account has 20 configurations already.');
