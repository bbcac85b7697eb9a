import { randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 48 bits of time and 80 bits of chance, in Crockford's base 32. */
export function ulid() {
  let number = BigInt(Date.now());
  for (const byte of randomBytes(10)) number = (number << 8n) | BigInt(byte);
  let out = '';
  for (let i = 0; i < 26; i++) {
    out = CROCKFORD[Number(number & 31n)] + out;
    number >>= 5n;
  }
  return out;
}

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/i;

/** The id as it was issued (a ULID in small letters is the same ULID), or undefined. */
export function parseConfigId(value) {
  if (typeof value !== 'string' || !value.startsWith('whc_') || !ULID.test(value.slice(4))) return undefined;
  return `whc_${value.slice(4).toUpperCase()}`;
}
