import { badRequest } from './errors.js';
import { parseConfigId } from './ids.js';

const MAX_URL = 2048;

const isPlainObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function onlyMembers(object, allowed, where) {
  for (const name of Object.keys(object)) {
    if (!allowed.includes(name)) throw badRequest(`Unknown member ${JSON.stringify(name)} in ${where}.`);
  }
}

/** Checks a body. `names` are the parameters of the method, and all of them are required. */
export function parse(body, names) {
  if (!isPlainObject(body)) throw badRequest('The body must be a JSON object.');
  onlyMembers(body, names, 'the body');
  const out = {};
  if (typeof body.account_id !== 'string' || body.account_id === '') throw badRequest('account_id is required.');
  out.accountId = body.account_id;
  if (names.includes('config_id')) {
    out.configId = parseConfigId(body.config_id);
    if (!out.configId) throw badRequest('config_id is required, as whc_ and a ULID.');
  }
  if (names.includes('config')) {
    if (!isPlainObject(body.config)) throw badRequest('config is required.');
    onlyMembers(body.config, ['url'], 'config');
    const { url } = body.config;
    if (typeof url !== 'string' || !url.startsWith('https://'))
      throw badRequest('config.url must start with https://.');
    if (url.length > MAX_URL) throw badRequest(`config.url may have ${MAX_URL} characters.`);
    out.url = url;
  }
  return out;
}
