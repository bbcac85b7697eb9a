export class HttpError extends Error {
  constructor(status, code, message, extra) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

export const badRequest = (message) => new HttpError(400, 'BAD_REQUEST', message);
export const notFound = (status, message) => new HttpError(status, 'ENTITY_NOT_FOUND', message);
export const violation = (sub_code, message) =>
  new HttpError(400, 'SYSTEM_RULE_VIOLATION', message, { entity_type: 'Webhook Config', sub_code });
