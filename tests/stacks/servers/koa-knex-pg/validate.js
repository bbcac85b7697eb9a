import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { badRequest } from './errors.js';
import { faulty } from './fault.js';
import { isConfigId } from './ids.js';

const MAX_URL = 2000;

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

export function accountId(body) {
  let { account_id: value } = body;
  if (faulty('string-cast') && value !== undefined) value = String(value);
  if (typeof value !== 'string' || value === '') throw badRequest('account_id is required.');
  // PostgreSQL stores no NUL in a text.
  if (value.includes('\0') && !faulty('nul-reaches-postgres')) throw badRequest('account_id has a NUL character.');
  return value;
}

export function configId(body) {
  const { config_id: value } = body;
  if (faulty('undefined-binding')) return value;
  if (typeof value !== 'string' || !isConfigId(value)) throw badRequest('config_id is required (whc_...).');
  return value;
}

export function configUrl(body) {
  if (!isObject(body.config)) throw badRequest('config is required.');
  const { url } = body.config;
  if (typeof url !== 'string') throw badRequest('config.url is required.');
  const startsRight = faulty('https-not-anchored') ? /https:\/\//.test(url) : url.startsWith('https://');
  if (!startsRight) throw badRequest('config.url must start with https://.');
  if (url.length > MAX_URL) throw badRequest(`config.url is longer than ${MAX_URL} characters.`);
  if (url.includes('\0')) throw badRequest('config.url has a NUL character.');
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    throw badRequest('config.url cannot be parsed.');
  }
  // Webhooks go to names only, so that nobody aims them at our own network.
  if (isIP(parsed.hostname) || parsed.hostname.startsWith('[') || parsed.username || parsed.password) {
    throw badRequest('config.url must have a host name, and neither a user nor a password.');
  }
  return { url, urlKey: createHash('sha256').update(parsed.href, 'utf8').digest('hex') };
}
