/** An answer that the client can do something about. */
export class ApiError extends Error {
  constructor(status, code, message, extra = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

export const badRequest = (message) => new ApiError(400, 'BAD_REQUEST', message);

export const ruleViolation = (subCode, message) =>
  new ApiError(400, 'SYSTEM_RULE_VIOLATION', message, { entity_type: 'Webhook Config', sub_code: subCode });

// A missing account is the caller's mistake (400), a missing configuration is a missing resource (404).
export const accountNotFound = () => new ApiError(400, 'ENTITY_NOT_FOUND', 'There is no such account.');
export const configNotFound = () => new ApiError(404, 'ENTITY_NOT_FOUND', 'There is no such webhook configuration.');
