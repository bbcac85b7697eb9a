import { HTTPException } from 'hono/http-exception';
import { fault } from './faults.js';

export class Problem extends HTTPException {
  constructor(status, code, message, more = {}) {
    super(status, { message });
    this.code = code;
    this.more = more;
  }
}

export const badRequest = (message) => new Problem(400, 'BAD_REQUEST', message);
export const unauthorized = () => new Problem(401, 'UNAUTHORIZED', 'Missing or wrong credentials');
export const noAccount = () => new Problem(400, 'ENTITY_NOT_FOUND', 'No such account');
export const noConfig = () =>
  new Problem(fault('one-not-found') ? 400 : 404, 'ENTITY_NOT_FOUND', 'No such webhook configuration');
export const ruleViolation = (subCode, message) =>
  new Problem(400, 'SYSTEM_RULE_VIOLATION', message, { entity_type: 'Webhook Config', sub_code: subCode });
