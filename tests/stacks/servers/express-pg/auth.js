import { createHmac, timingSafeEqual } from 'node:crypto';
import { ApiError } from './errors.js';
import { faulty } from './faults.js';

const same = (given, expected) => {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Checks the three headers of the one credential set of this installation, on the listed paths. */
export function authenticate({ apiKey, secretKey, authToken, paths }) {
  const signature = createHmac('sha256', Buffer.from(secretKey, 'base64')).update(apiKey).digest('base64');
  const expected = { authorization: `KSig1-HMAC-SHA256 ${signature}`, key: apiKey, token: authToken };
  const guarded = new Set(paths);

  return (req, res, next) => {
    // Unknown addresses get their 400 without credentials, as they have nothing to protect.
    if (!guarded.has(req.path)) return next();

    const authorization = req.get('Authorization') ?? '';
    const key = req.get('X-API-Key') ?? '';
    const token = req.get('X-API-Auth-Token') ?? '';
    const tokenIsRight = faulty('optional-token') ? !token || same(token, expected.token) : same(token, expected.token);

    if (!same(authorization, expected.authorization) || !same(key, expected.key) || !tokenIsRight) {
      throw new ApiError(401, 'UNAUTHORIZED', 'The credentials are missing or wrong.');
    }
    next();
  };
}
