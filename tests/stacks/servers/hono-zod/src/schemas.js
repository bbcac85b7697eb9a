import { isIP } from 'node:net';
import { z } from 'zod';
import { fault } from './faults.js';
import { CONFIG_ID, canonicalId } from './ulid.js';

const body = fault('mass-assignment') ? z.looseObject : z.strictObject;

const accountId = fault('coerced-string') ? z.coerce.string().min(1) : z.string().min(1);
const configId = z.string().regex(CONFIG_ID).transform(canonicalId);

// A server must not be made to call itself or its neighbours.
function isPublicName(url) {
  const { hostname, port, username, password } = new URL(url);
  if (fault('unanchored-blocklist')) return !/(localhost|127\.|10\.|192\.168\.|169\.254\.)/.test(url);
  if (fault('standard-port-only') && port !== '') return false;
  const isAddress = hostname.startsWith('[') || isIP(hostname) !== 0;
  return !isAddress && hostname !== 'localhost' && username === '' && password === '';
}

const text = fault('trimmed-url') ? z.string().trim() : z.string();
const secure = text.max(2048).startsWith('https://', { abort: true });
const parsable = fault('unparsable-500') ? secure : secure.refine(URL.canParse, { abort: true, error: 'Not a URL' });
const url = parsable.refine(isPublicName, { error: 'The host must be a public name' });

const config = body({ url });

export const create = body({ account_id: accountId, config });
export const list = body({ account_id: accountId });
export const get = body({ account_id: accountId, config_id: configId });
export const update = body({ account_id: accountId, config_id: configId, config });
export const remove = get;
