export class ApiError extends Error {
  constructor(status, code, message, details) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export const badRequest = (message) => new ApiError(400, 'BAD_REQUEST', message);

export const errors = {
  unknownAccount: () => new ApiError(400, 'ENTITY_NOT_FOUND', 'Account not found.'),
  unknownConfig: () => new ApiError(404, 'ENTITY_NOT_FOUND', 'Webhook config not found.'),
  limit: () => rule('MAX_WEBHOOK_URL_LIMIT', 'The maximum of 20 webhook configs is reached.'),
  duplicate: () => rule('URL_ALREADY_EXISTS', 'A webhook config with this URL exists.'),
};

function rule(subCode, message) {
  return new ApiError(400, 'SYSTEM_RULE_VIOLATION', message, { entity_type: 'Webhook Config', sub_code: subCode });
}
