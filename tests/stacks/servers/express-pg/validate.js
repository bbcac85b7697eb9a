import { badRequest } from './errors.js';
import { faulty } from './faults.js';
import { isConfigId } from './ids.js';

// A btree entry holds at most a third of a page (2704 bytes), and the unique index holds account and URL.
const MAX_URL_BYTES = 2000;

// PostgreSQL's text type has no place for NUL.
const hasNul = (text) => !faulty('nul-to-postgres') && text.includes('\0');

const escapeHtml = (text) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#x27;');

/** The parameters of the call: the members of the body, and nothing else. */
export function parametersOf(req) {
  if (faulty('query-params-merged')) return { ...req.query, ...req.body };
  if (faulty('assign-proto')) return Object.assign({}, req.body);
  if (faulty('undefined-body')) return req.body;
  // Express 5 leaves the body undefined when there was none.
  return req.body === undefined ? {} : req.body;
}

export function accountIdOf({ account_id: accountId }) {
  if (typeof accountId !== 'string' || accountId === '' || hasNul(accountId)) {
    throw badRequest('account_id is required and must be a string.');
  }
  return accountId;
}

export function configIdOf({ config_id: configId }) {
  if (!isConfigId(configId)) throw badRequest('config_id is required and must look like whc_...');
  return configId;
}

export function urlOf({ config }) {
  if (typeof config !== 'object' || config === null) throw badRequest('config is required and must be an object.');
  const { url } = config;
  if (faulty('regexp-coerces-array')) {
    if (!/^https:\/\/./.test(url)) throw badRequest('config.url must start with https://.');
    return url;
  }
  if (typeof url !== 'string' || hasNul(url)) throw badRequest('config.url is required and must be a string.');
  if (!URL.canParse(url)) throw badRequest('config.url must be a URL.');
  const secure = faulty('protocol-only') ? new URL(url).protocol === 'https:' : url.startsWith('https://');
  if (!secure) throw badRequest('config.url must start with https://.');
  if (!faulty('long-url-index') && Buffer.byteLength(url) > MAX_URL_BYTES) throw badRequest('config.url is too long.');
  if (faulty('html-escape')) return escapeHtml(url);
  return url;
}
