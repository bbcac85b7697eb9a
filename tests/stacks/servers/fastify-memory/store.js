import { randomBytes, randomUUID, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { UnknownAccount, UnknownConfig, ruleViolation } from './errors.js';
import { mistake } from './faults.js';

const LIMIT = 20;
const scryptAsync = promisify(scrypt);

const newSecret = (id) => scryptAsync(id, randomBytes(16), 32, { N: 2048 });
const newId = () => `whc_${randomUUID().replaceAll('-', '')}`;

/** Keeps the configurations of each account in the order in which they came. */
export class ConfigStore {
  #accounts;
  #used = new Map();

  constructor(accountIds) {
    // A plain object would "have" accounts called constructor and toString.
    this.#accounts = mistake('plain-object-accounts')
      ? objectLikeMap(accountIds)
      : new Map(accountIds.map((id) => [id, []]));
  }

  #configsOf(accountId, Missing) {
    const configs = this.#accounts.get(accountId);
    if (!configs) throw new Missing();
    return configs;
  }

  #refuseKnownUrl(configs, url) {
    if (configs.some((config) => config.url === url)) {
      throw ruleViolation('URL_ALREADY_EXISTS', 'The URL is registered for this account already');
    }
  }

  #isFull(accountId, configs) {
    if (mistake('counter-drift')) return (this.#used.get(accountId) ?? 0) >= LIMIT;
    return configs.length >= LIMIT;
  }

  async create(accountId, url) {
    const id = newId();
    // All waiting is done here: nothing may come between the checks and the push below.
    let secret = mistake('async-secret') ? null : await newSecret(id);
    const configs = this.#configsOf(accountId, UnknownAccount);
    this.#refuseKnownUrl(configs, url);
    if (this.#isFull(accountId, configs)) {
      throw ruleViolation('MAX_WEBHOOK_URL_LIMIT', `An account has at most ${LIMIT} active configurations`);
    }
    if (mistake('async-secret')) secret = await newSecret(id);
    const now = new Date();
    configs.push({ config_id: id, url, secret, created_at: now, updated_at: now });
    this.#used.set(accountId, (this.#used.get(accountId) ?? 0) + 1);
    return id;
  }

  list(accountId) {
    return this.#configsOf(accountId, UnknownConfig);
  }

  get(accountId, configId) {
    const config = this.#configsOf(accountId, UnknownConfig).find((each) => each.config_id === configId);
    if (!config) throw new UnknownConfig();
    return config;
  }

  update(accountId, configId, url) {
    const config = this.get(accountId, configId);
    if (mistake('assign-before-check')) {
      const others = this.list(accountId).filter((each) => each !== config);
      config.url = url;
      this.#refuseKnownUrl(others, url);
    } else {
      this.#refuseKnownUrl(this.list(accountId), url);
      config.url = url;
    }
    config.updated_at = new Date();
    if (mistake('update-as-replace')) config.config_id = newId();
  }

  remove(accountId, configId) {
    if (mistake('counter-drift')) this.#used.set(accountId, (this.#used.get(accountId) ?? 0) - 1);
    const configs = this.#configsOf(accountId, UnknownConfig);
    const index = configs.findIndex((config) => config.config_id === configId);
    if (index === -1 && !mistake('splice-minus-one')) throw new UnknownConfig();
    const [removed] = configs.splice(index, 1);
    if (!removed) throw new UnknownConfig();
  }
}

function objectLikeMap(accountIds) {
  const accounts = {};
  for (const id of accountIds) accounts[id] = [];
  return { get: (id) => accounts[id] };
}
