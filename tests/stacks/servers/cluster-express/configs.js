import { errors } from './errors.js';
import { faulty } from './fault.js';
import { ask, replica, tell } from './ipc.js';

const MAX_CONFIGS = 20;
const LIST_CACHE_MS = 2000;
const GET_CACHE_MS = 30_000;
const FULL_CACHE_MS = 30_000;

// All of these are memory of one worker. They belong to faults; the right server keeps nothing here.
const created = new Map();
const urls = new Set();
const getCache = new Map();
const listCache = new Map();
const fullUntil = new Map();
let lastId = 0;

function remembered(cache, key) {
  const entry = cache.get(key);
  return entry && entry.until > Date.now() ? entry.value : undefined;
}

export async function create(accountId, url) {
  const request = { accountId, url };
  if (faulty('full-account-cached') && fullUntil.get(accountId) > Date.now()) throw errors.limit();
  if (faulty('limit-counter-in-worker')) {
    if ((created.get(accountId) ?? 0) >= MAX_CONFIGS) throw errors.limit();
    request.limitChecked = true;
  }
  if (faulty('url-set-in-worker')) {
    if (urls.has(`${accountId} ${url}`)) throw errors.duplicate();
    request.urlChecked = true;
  }
  if (faulty('id-counter-in-worker')) {
    lastId += 1;
    request.configId = `whc_${String(lastId).padStart(26, '0')}`;
  }
  if (faulty('exists-then-insert')) {
    if (await ask('exists', request)) throw errors.duplicate();
    if ((await ask('count', request)) >= MAX_CONFIGS) throw errors.limit();
    request.urlChecked = true;
  }
  if (faulty('count-then-insert')) {
    if ((await ask('count', request)) >= MAX_CONFIGS) throw errors.limit();
    if (await ask('exists', request)) throw errors.duplicate();
    request.limitChecked = true;
  }
  try {
    const configId = await ask('create', request);
    created.set(accountId, (created.get(accountId) ?? 0) + 1);
    urls.add(`${accountId} ${url}`);
    return configId;
  } catch (error) {
    if (error.details?.sub_code === 'MAX_WEBHOOK_URL_LIMIT') fullUntil.set(accountId, Date.now() + FULL_CACHE_MS);
    throw error;
  }
}

export async function list(accountId) {
  if (faulty('replica-lags')) return replica[accountId] ?? [];
  if (!faulty('list-cached')) return ask('list', { accountId });
  const cached = remembered(listCache, accountId);
  if (cached) return cached;
  const value = await ask('list', { accountId });
  listCache.set(accountId, { value, until: Date.now() + LIST_CACHE_MS });
  return value;
}

export async function get(accountId, configId) {
  if (faulty('replica-lags')) {
    const config = replica[accountId]?.find((c) => c.config_id === configId);
    if (!config) throw errors.unknownConfig();
    return config;
  }
  if (!faulty('get-cached-in-worker')) return ask('get', { accountId, configId });
  const key = `${accountId} ${configId}`;
  const cached = remembered(getCache, key);
  if (cached) return cached;
  const value = await ask('get', { accountId, configId });
  getCache.set(key, { value, until: Date.now() + GET_CACHE_MS });
  return value;
}

export async function update(accountId, configId, url) {
  getCache.delete(`${accountId} ${configId}`);
  if (faulty('update-puts-whole-record')) {
    const config = await ask('get', { accountId, configId });
    if (await ask('exists', { accountId, url, except: configId })) throw errors.duplicate();
    await ask('put', { accountId, config: { ...config, url, updated_at: new Date().toISOString() } });
    return;
  }
  await ask('update', { accountId, configId, url });
}

export async function remove(accountId, configId) {
  getCache.delete(`${accountId} ${configId}`);
  if (faulty('delete-without-waiting')) {
    tell('remove', { accountId, configId });
    return;
  }
  await ask('remove', { accountId, configId });
  if (created.has(accountId)) created.set(accountId, created.get(accountId) - 1);
}
