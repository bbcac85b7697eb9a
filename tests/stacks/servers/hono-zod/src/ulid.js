import { getRandomValues } from 'node:crypto';

// Crockford's alphabet has no I, L, O and U.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten characters of time and sixteen of chance. */
export function ulid(now = Date.now()) {
  let time = '';
  for (let rest = now, i = 0; i < 10; i += 1) {
    time = ALPHABET[rest % 32] + time;
    rest = Math.floor(rest / 32);
  }
  const chance = getRandomValues(new Uint8Array(16));
  return time + Array.from(chance, (byte) => ALPHABET[byte % 32]).join('');
}

export const CONFIG_ID = /^whc_[0-9A-HJKMNP-TV-Z]{26}$/i;

/** Crockford's alphabet is read in either case. */
export const canonicalId = (id) => `whc_${id.slice(4).toUpperCase()}`;
