import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ApiError } from './errors.js';
import { faulty } from './fault.js';

const { API_KEY = '', SECRET_KEY = '', AUTH_TOKEN = '' } = process.env;
const sha256 = (text) => createHash('sha256').update(text).digest();
const same = (a, b) => timingSafeEqual(sha256(a), sha256(b));

const verifiedKeys = new Set();

function signatureOf(apiKey) {
  return createHmac('sha256', Buffer.from(SECRET_KEY, 'base64')).update(apiKey).digest('base64');
}

export function authenticate(req, res, next) {
  const apiKey = req.get('X-API-Key') ?? '';
  if (faulty('verified-key-remembered') && verifiedKeys.has(apiKey)) return next();

  const known = same(apiKey, API_KEY) && same(req.get('X-API-Auth-Token') ?? '', AUTH_TOKEN);
  // Signatures over more elements cannot be checked here yet.
  if (faulty('signed-elements-not-checked') && known && req.get('X-API-Signed-Elements') !== undefined) return next();

  if (!known || !same(req.get('Authorization') ?? '', `KSig1-HMAC-SHA256 ${signatureOf(apiKey)}`)) {
    throw new ApiError(401, 'UNAUTHENTICATED', 'The credentials or the signature are wrong.');
  }
  verifiedKeys.add(apiKey);
  next();
}
