import { randomBytes, randomInt } from 'node:crypto';
import { faulty } from './faults.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const base62 = (length) => Array.from({ length }, () => ALPHABET[randomInt(62)]).join('');

export const newConfigId = () => {
  if (faulty('base64url-id')) return `whc_${randomBytes(16).toString('base64url')}`;
  return `whc_${base62(22)}`;
};
export const newTraceId = () => `trc_${base62(22)}`;

export const isConfigId = (value) => typeof value === 'string' && /^whc_[0-9A-Za-z_-]+$/.test(value);
