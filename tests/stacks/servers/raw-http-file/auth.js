import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError } from './errors.js';
import { faulty } from './fault.js';

const { API_KEY = '', SECRET_KEY = '', AUTH_TOKEN = '' } = process.env;
const SCHEME = 'KSig1-HMAC-SHA256 ';
const signature = createHmac('sha256', Buffer.from(SECRET_KEY, 'base64')).update(API_KEY).digest();

function equal(given, expected) {
  if (faulty('length-in-characters')) {
    // Node reads header bytes as Latin-1, and a character above 127 is two bytes of UTF-8.
    return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  }
  if (faulty('ascii-masks-high-bit')) return Buffer.from(given, 'latin1').toString('ascii') === expected;
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

function signatureIsRight(authorization) {
  if (!authorization.startsWith(SCHEME)) return false;
  const sent = authorization.slice(SCHEME.length);
  if (faulty('base64-lenient')) {
    // Node's decoder stops at the padding and steps over what is no Base64.
    const bytes = Buffer.from(sent, 'base64');
    return bytes.length === signature.length && timingSafeEqual(bytes, signature);
  }
  return equal(sent, signature.toString('base64'));
}

function credentialsAreRight({ headers }) {
  return (
    signatureIsRight(headers.authorization ?? '') &&
    equal(headers['x-api-key'] ?? '', API_KEY) &&
    equal(headers['x-api-auth-token'] ?? '', AUTH_TOKEN)
  );
}

export function authenticate(req) {
  const { socket } = req;
  if (faulty('auth-per-connection') && socket.authenticated) return;
  if (!(faulty('connection-stays-refused') && socket.refused) && credentialsAreRight(req)) {
    socket.authenticated = true;
    return;
  }
  socket.refused = true;
  throw new HttpError(401, 'AUTHENTICATION_FAILED', 'Authentication failed.');
}
