import { randomInt, randomUUID } from 'node:crypto';
import { faulty } from './fault.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LENGTH = 22;

function base62() {
  let out = '';
  for (let i = 0; i < LENGTH; i++) out += BASE62[randomInt(62)];
  return out;
}

export const newConfigId = () => `whc_${base62()}`;
export const newTraceId = () => (faulty('trace-uuid') ? `trc_${randomUUID()}` : `trc_${base62()}`);
export const isConfigId = (value) => /^whc_[0-9A-Za-z]{22}$/.test(value);
