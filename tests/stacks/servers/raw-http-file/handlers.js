import { badRequest } from './errors.js';
import { faulty } from './fault.js';
import { writable } from './log.js';
import * as store from './store.js';

function text(value, name) {
  if (typeof value !== 'string') throw badRequest(`${name} must be a string.`);
  return value;
}

function configUrl({ config }) {
  // typeof null is 'object' too.
  const isObject = faulty('typeof-null') ? typeof config === 'object' : typeof config === 'object' && config !== null;
  if (!isObject) throw badRequest('config must be an object.');
  const url = text(config.url, 'config.url');
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    throw badRequest('config.url is not a URL.');
  }
  const isHttps = faulty('protocol-of-parsed-url') ? parsed.protocol === 'https:' : /^https:\/\//i.test(url);
  if (!isHttps) throw badRequest('config.url must start with https://.');
  return faulty('query-cut') ? parsed.origin + parsed.pathname : url;
}

let current = {};

export const handlers = {
  async create(body) {
    const request = { accountId: text(body.account_id, 'account_id'), url: configUrl(body) };
    current = request;
    // A file that takes no more records must fail this request too, before anything is promised.
    await writable();
    const { accountId, url } = faulty('request-in-module-variable') ? current : request;
    return { config_id: await store.create(accountId, url) };
  },

  async list(body) {
    const configs = await store.list(text(body.account_id, 'account_id'));
    if (!configs) throw badRequest('account_id is not known.');
    return { configs };
  },

  async get(body) {
    return store.get(text(body.account_id, 'account_id'), text(body.config_id, 'config_id'));
  },

  async update(body) {
    await store.update(text(body.account_id, 'account_id'), text(body.config_id, 'config_id'), configUrl(body));
    return faulty('data-undefined') ? undefined : {};
  },

  async delete(body) {
    await store.remove(text(body.account_id, 'account_id'), text(body.config_id, 'config_id'));
    return faulty('data-undefined') ? undefined : {};
  },
};
