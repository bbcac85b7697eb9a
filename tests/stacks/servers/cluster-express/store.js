import { errors } from './errors.js';
import { faulty } from './fault.js';
import { ulid } from './ids.js';

const MAX_CONFIGS = 20;

function urlKey(url) {
  if (faulty('url-key-decoded')) return decodeURIComponent(url);
  if (faulty('url-key-without-port') && URL.canParse(url)) {
    const { hostname, pathname, search } = new URL(url);
    return hostname + pathname + search;
  }
  return url;
}

/** All of it is synchronous. It runs in the primary, and each worker asks for it by a message. */
export function createStore(accountIds) {
  const accounts = new Map(accountIds.map((id) => [id, new Map()]));

  const configsOf = (accountId) => accounts.get(accountId) ?? new Map();

  function accountOf(accountId) {
    const configs = accounts.get(accountId);
    if (!configs) throw errors.unknownAccount();
    return configs;
  }

  function find({ accountId, configId }) {
    const config = configsOf(accountId).get(configId);
    if (!config) throw errors.unknownConfig();
    return config;
  }

  function exists({ accountId, url, except }) {
    const key = urlKey(url);
    const searched = faulty('url-unique-everywhere')
      ? [...accounts.values()].flatMap((configs) => [...configs.values()])
      : [...configsOf(accountId).values()];
    return searched.some((config) => config.config_id !== except && urlKey(config.url) === key);
  }

  function count({ accountId }) {
    return accountOf(accountId).size;
  }

  function insert({ accountId, url, configId = `whc_${ulid()}` }) {
    const now = new Date().toISOString();
    accountOf(accountId).set(configId, { config_id: configId, url, created_at: now, updated_at: now });
    return configId;
  }

  return {
    exists,
    count,
    insert,

    create({ accountId, url, configId, limitChecked, urlChecked }) {
      if (!limitChecked && count({ accountId }) >= MAX_CONFIGS) throw errors.limit();
      if (!urlChecked && exists({ accountId, url })) throw errors.duplicate();
      return insert({ accountId, url, configId });
    },

    list: ({ accountId }) => [...configsOf(accountId).values()],

    get: find,

    update({ accountId, configId, url }) {
      const config = find({ accountId, configId });
      if (exists({ accountId, url, except: configId })) throw errors.duplicate();
      config.url = url;
      config.updated_at = new Date().toISOString();
      return {};
    },

    /** Writes a whole configuration. Used by the fault `update-puts-whole-record` only. */
    put({ accountId, config }) {
      accountOf(accountId).set(config.config_id, config);
      return {};
    },

    remove({ accountId, configId }) {
      find({ accountId, configId });
      accounts.get(accountId).delete(configId);
      return {};
    },

    dump: () => Object.fromEntries([...accounts].map(([id, configs]) => [id, [...configs.values()]])),
  };
}
