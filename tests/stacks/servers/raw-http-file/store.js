import { randomBytes, randomUUID } from 'node:crypto';
import { notFound, violation } from './errors.js';
import { faulty } from './fault.js';
import * as log from './log.js';

const MAX_ACTIVE = 20;

const ids = (process.env.ACCOUNT_IDS ?? '').split(',').filter(Boolean);

// The index. It is built again from the file at start. `urls` keeps a deleted configuration's URL: it stays taken.
const newAccount = () => ({ configs: [], urls: new Map() });
const accounts = new Map(ids.map((id) => [id, newAccount()]));
const accountsAsObject = Object.fromEntries(ids.map((id) => [id, newAccount()]));

const activeEverywhere = () => [...accounts.values()].reduce((sum, { configs }) => sum + configs.length, 0);

function urlKey(url) {
  if (faulty('url-key-lower-case')) return url.toLowerCase();
  if (faulty('url-key-encoded')) return encodeURIComponent(url);
  return url;
}

export function findAccount(id) {
  return faulty('object-as-map') ? accountsAsObject[id] : accounts.get(id);
}

function newId(account) {
  if (faulty('id-from-length')) return `whc_${String(account.configs.length + 1).padStart(12, '0')}`;
  if (faulty('id-from-clock')) return `whc_${Date.now().toString(36)}`;
  if (faulty('id-base64url')) return `whc_${randomBytes(15).toString('base64url')}`;
  return `whc_${randomUUID().replaceAll('-', '')}`;
}

function now() {
  const text = new Date().toISOString();
  return faulty('date-without-millis') ? text.replace(/\.\d+Z$/, 'Z') : text;
}

const apply = {
  create({ account_id, config_id, url, at }) {
    const account = findAccount(account_id);
    if (!account) return;
    const same = account.configs.findIndex((config) => config.config_id === config_id);
    const config = { config_id, url, created_at: at };
    if (same === -1) account.configs.push(config);
    else account.configs[same] = config;
    account.urls.set(urlKey(url), config_id);
  },
  update({ account_id, config_id, url, at }) {
    const account = findAccount(account_id);
    const config = account?.configs.find((c) => c.config_id === config_id);
    if (!config) return;
    if (!faulty('old-url-stays-in-index')) account.urls.delete(urlKey(config.url));
    account.urls.set(urlKey(url), config_id);
    config.url = url;
    config.updated_at = at;
  },
  delete({ account_id, config_id }) {
    const account = findAccount(account_id);
    if (account) account.configs = account.configs.filter((c) => c.config_id !== config_id);
  },
};

for (const record of log.readAtStart()) apply[record.op]?.(record);

async function commit(record) {
  if (faulty('index-after-append')) {
    await log.append(record);
    apply[record.op](record);
    return;
  }
  // The index first and without a pause: what was checked just now still holds.
  apply[record.op](record);
  await log.append(record);
  if (faulty('snapshot-lost-update')) {
    const { op, at, ...row } = record;
    await log.changeSnapshot((rows) => {
      const others = rows.filter((r) => r.config_id !== row.config_id);
      return op === 'delete' ? others : [...others, { created_at: at, ...row }];
    });
  }
}

function refuseTaken(account, url) {
  if (account.urls.has(urlKey(url))) throw violation('URL_ALREADY_EXISTS', 'This URL is taken.');
}

function findConfig(account, configId) {
  const config = account?.configs.find((c) => c.config_id === configId);
  if (!config) throw notFound(404, 'No such webhook configuration.');
  return config;
}

export async function create(accountId, url) {
  const account = findAccount(accountId);
  if (!account) throw notFound(400, 'No such account.');
  refuseTaken(account, url);
  const count = faulty('limit-over-all-accounts') ? activeEverywhere() : account.configs.length;
  if (faulty('limit-off-by-one') ? count > MAX_ACTIVE : count >= MAX_ACTIVE) {
    throw violation('MAX_WEBHOOK_URL_LIMIT', `There are ${MAX_ACTIVE} configurations already.`);
  }
  const config_id = newId(account);
  await commit({ op: 'create', account_id: accountId, config_id, url, at: now() });
  return config_id;
}

export async function list(accountId) {
  if (faulty('snapshot-lost-update')) {
    const rows = await log.readSnapshot();
    return rows.filter((row) => row.account_id === accountId).map(({ account_id, ...config }) => config);
  }
  return findAccount(accountId)?.configs;
}

export async function get(accountId, configId) {
  const config = findConfig(findAccount(accountId), configId);
  // An append-only file has a record for each change, and the first one is the oldest.
  if (faulty('first-record-wins')) {
    const { url } = (await log.readAll()).find((record) => record.config_id === configId);
    return { ...config, url };
  }
  return config;
}

export async function update(accountId, configId, url) {
  const account = findAccount(accountId);
  findConfig(account, configId);
  refuseTaken(account, url);
  await commit({ op: 'update', account_id: accountId, config_id: configId, url, at: now() });
}

export async function remove(accountId, configId) {
  const account = findAccount(accountId);
  if (faulty('splice-minus-one') && account) {
    // findIndex answers -1 for what is not there, and splice counts -1 from the end.
    const [gone] = account.configs.splice(
      account.configs.findIndex((c) => c.config_id === configId),
      1,
    );
    if (!gone) throw notFound(404, 'No such webhook configuration.');
    await log.append({ op: 'delete', account_id: accountId, config_id: gone.config_id, at: now() });
    return;
  }
  findConfig(account, configId);
  await commit({ op: 'delete', account_id: accountId, config_id: configId, at: now() });
}
