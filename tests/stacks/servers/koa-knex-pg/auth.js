import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { unauthorized } from './errors.js';
import { faulty } from './fault.js';

const apiKey = process.env.API_KEY ?? '';
const authToken = process.env.AUTH_TOKEN ?? '';
const secret = Buffer.from(process.env.SECRET_KEY ?? '', 'base64');
const expected = `KSig1-HMAC-SHA256 ${createHmac('sha256', secret).update(apiKey, 'utf8').digest('base64')}`;

const digest = (text) => createHash('sha256').update(text, 'utf8').digest();

function same(given, wanted) {
  if (faulty('timing-safe-throws')) return timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
  // Digests are of one length, whatever was sent.
  return timingSafeEqual(digest(given), digest(wanted));
}

export async function authenticate(ctx, next) {
  const key = ctx.get('X-API-Key');
  const token = ctx.get('X-API-Auth-Token');
  const keyIsRight = faulty('api-key-lower-case') ? same(key.toLowerCase(), apiKey.toLowerCase()) : same(key, apiKey);
  // ctx.get() answers '' for a header that is not there.
  const tokenIsRight = faulty('auth-token-optional') ? !token || same(token, authToken) : same(token, authToken);
  if (!keyIsRight || !tokenIsRight || !same(ctx.get('Authorization'), expected)) throw unauthorized();
  await next();
}
