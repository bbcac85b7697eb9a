import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Unauthorized } from '../errors.js';
import { mistake } from '../faults.js';

const digest = (text) => createHash('sha256').update(text).digest();

function equal(given, expected) {
  if (mistake('timing-safe-length')) return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  // timingSafeEqual throws on different lengths, and digests all have the same.
  return timingSafeEqual(digest(given), digest(expected));
}

/** Returns the hook that lets only the holder of the credentials pass. */
export function authentication({ apiKey, secretKey, authToken }) {
  const key = Buffer.from(secretKey, 'base64');
  const sign = (text) => createHmac('sha256', key).update(text).digest('base64');
  const known = new WeakSet();

  return async function authenticate(request) {
    if (mistake('auth-per-connection') && known.has(request.socket)) return;

    const { authorization = '', 'x-api-key': givenKey = '', 'x-api-auth-token': givenToken = '' } = request.headers;
    const keyIsRight = mistake('key-from-header') ? givenKey !== '' : equal(givenKey, apiKey);
    const signed = mistake('key-from-header') ? givenKey : apiKey;

    const unread = mistake('signed-elements-skipped') && request.headers['x-api-signed-elements'] !== undefined;
    const signatureIsRight = unread || equal(authorization, `KSig1-HMAC-SHA256 ${sign(signed)}`);

    if (!signatureIsRight || !keyIsRight || !equal(givenToken, authToken)) {
      throw new Unauthorized();
    }
    if (mistake('auth-per-connection')) known.add(request.socket);
  };
}
