import { createHmac, timingSafeEqual } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { fault } from './faults.js';
import { unauthorized } from './problem.js';

const SCHEME = 'KSig1-HMAC-SHA256 ';

function sameBytes(a, b) {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

const same = (a, b) => sameBytes(Buffer.from(a), Buffer.from(b));

export function signed({ apiKey, secretKey, authToken }) {
  const signature = createHmac('sha256', Buffer.from(secretKey, 'base64')).update(apiKey).digest();

  function signatureIsRight(authorization) {
    if (!authorization.startsWith(SCHEME)) return false;
    const given = authorization.slice(SCHEME.length);
    if (fault('lenient-base64')) return sameBytes(Buffer.from(given, 'base64'), signature);
    if (fault('atob-500') && atob(given).length !== signature.byteLength) return false;
    // The text is compared, as Buffer.from forgives everything that is no base64.
    return same(given, signature.toString('base64'));
  }

  return createMiddleware(async (c, next) => {
    const authorization = c.req.header('Authorization') ?? '';
    const key = c.req.header('X-API-Key') ?? '';
    const token = c.req.header('X-API-Auth-Token') ?? '';
    const keyIsRight = fault('key-any-case') ? same(key.toLowerCase(), apiKey.toLowerCase()) : same(key, apiKey);

    if (!signatureIsRight(authorization) || !keyIsRight || !same(token, authToken)) throw unauthorized();
    await next();
  });
}
