import { fault } from './faults.js';
import { Mutex } from './mutex.js';
import { noAccount, noConfig, ruleViolation } from './problem.js';
import { ulid } from './ulid.js';

const MAX_ACTIVE = 20;
const CACHE_MS = 3000;

/** What two URLs have in common when they are the same to a browser. */
function urlKey(url) {
  if (fault('key-without-query')) return new URL(url).origin + new URL(url).pathname;
  if (fault('key-decoded')) return decodeURIComponent(url);
  return new URL(url).href;
}

const timestamp = () => (fault('epoch-dates') ? Date.now() : new Date().toISOString());

const view = ({ config_id, url, created_at, updated_at }) => ({ config_id, url, created_at, updated_at });

export class ConfigRepository {
  #journal;
  #mutex = new Mutex();
  /** Every configuration that ever was, by its id. */
  #byId = new Map();
  /** The ids of the active ones, by account. */
  #active = new Map();
  /** The id that took a URL, by account and URL; a deleted configuration keeps its URL for good. */
  #byUrl = new Map();
  #cache = new Map();

  constructor(accountIds, journal) {
    this.#journal = journal;
    for (const id of accountIds) {
      this.#active.set(id, new Set());
      this.#byUrl.set(id, new Map());
    }
  }

  #exclusive(accountId, task) {
    if (!this.#active.has(accountId)) throw noConfig();
    return fault('no-mutex') ? task() : this.#mutex.run(accountId, task);
  }

  #find(accountId, configId, { anyAccount = false, deletedToo = false } = {}) {
    const config = this.#byId.get(configId);
    if (!config || (config.deleted_at && !deletedToo)) throw noConfig();
    if (config.account_id !== accountId && !anyAccount) throw noConfig();
    return config;
  }

  #refuseTakenUrl(accountId, key, ownId) {
    const holder = this.#byUrl.get(accountId).get(key);
    if (holder !== undefined && holder !== ownId) {
      throw ruleViolation('URL_ALREADY_EXISTS', 'The account has a webhook configuration with this URL');
    }
  }

  async create(accountId, url, extra = {}) {
    if (!this.#active.has(accountId)) throw noAccount();
    return this.#exclusive(accountId, async () => {
      const active = this.#active.get(accountId);
      const key = urlKey(url);
      this.#refuseTakenUrl(accountId, key);
      if (fault('limit-off-by-one') ? active.size > MAX_ACTIVE : active.size >= MAX_ACTIVE) {
        throw ruleViolation('MAX_WEBHOOK_URL_LIMIT', `The account has ${MAX_ACTIVE} active webhook configurations`);
      }
      const now = timestamp();
      const config = { config_id: `whc_${ulid()}`, account_id: accountId, url, created_at: now, updated_at: now };
      if (fault('mass-assignment')) Object.assign(config, extra);
      await this.#journal.write({ created: config });
      this.#byId.set(config.config_id, config);
      this.#byUrl.get(accountId).set(key, config.config_id);
      active.add(config.config_id);
      return config.config_id;
    });
  }

  list(accountId) {
    const ids = [...(this.#active.get(accountId) ?? [])];
    return ids
      .map((id) => this.#byId.get(id))
      .filter((config) => !config.deleted_at)
      .map(view);
  }

  get(accountId, configId) {
    if (fault('cached-get')) return this.#cachedGet(accountId, configId);
    return view(this.#find(accountId, configId, { deletedToo: fault('get-shows-deleted') }));
  }

  #cachedGet(accountId, configId) {
    const key = `${accountId} ${configId}`;
    const hit = this.#cache.get(key);
    if (hit && hit.until > Date.now()) return hit.value;
    const value = view(this.#find(accountId, configId));
    this.#cache.set(key, { value, until: Date.now() + CACHE_MS });
    return value;
  }

  update(accountId, configId, url) {
    return this.#exclusive(accountId, async () => {
      const config = this.#find(accountId, configId);
      const urls = this.#byUrl.get(accountId);
      const key = urlKey(url);
      this.#refuseTakenUrl(accountId, key, configId);
      await this.#journal.write({ updated: configId, url });
      if (!fault('update-keeps-old-url')) urls.delete(urlKey(config.url));
      if (!fault('update-skips-index')) urls.set(key, configId);
      Object.assign(config, { url, updated_at: timestamp() });
    });
  }

  remove(accountId, configId) {
    return this.#exclusive(accountId, async () => {
      const config = this.#find(accountId, configId, { anyAccount: fault('delete-any-account') });
      await this.#journal.write({ deleted: configId });
      config.deleted_at = timestamp();
      if (!fault('slot-not-freed')) this.#active.get(config.account_id).delete(configId);
    });
  }
}
