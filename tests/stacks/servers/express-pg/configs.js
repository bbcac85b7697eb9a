import { pool, transaction } from './db.js';
import { accountNotFound, configNotFound, ruleViolation } from './errors.js';
import { faulty } from './faults.js';
import { newConfigId } from './ids.js';

const MAX_ACTIVE = 20;
const UNIQUE_VIOLATION = '23505';

const urlExists = () => ruleViolation('URL_ALREADY_EXISTS', 'The account has a configuration with this URL already.');

const isUniqueViolation = (err) =>
  faulty('numeric-sqlstate') ? err.code === Number(UNIQUE_VIOLATION) : err.code === UNIQUE_VIOLATION;

/** Everything that changes an account's set of URLs waits here for its turn. */
async function lockAccount(client, accountId) {
  const lock = faulty('no-row-lock') ? '' : 'FOR UPDATE';
  const { rowCount } = await client.query(`SELECT id FROM accounts WHERE id = $1 ${lock}`, [accountId]);
  return rowCount === 1;
}

export function create(accountId, url) {
  return transaction(async (client) => {
    const exists = await lockAccount(client, accountId);
    // The foreign key would refuse an unknown account too, but only as an error of the database.
    if (!exists && !faulty('foreign-key-500')) throw accountNotFound();

    const onConflict = faulty('upsert-on-duplicate')
      ? 'ON CONFLICT (account_id, url) WHERE deleted_at IS NULL DO UPDATE SET updated_at = now()'
      : '';
    const inserted = await client
      .query(`INSERT INTO configs (id, account_id, url) VALUES ($1, $2, $3) ${onConflict} RETURNING id`, [
        newConfigId(),
        accountId,
        url,
      ])
      .catch((err) => {
        throw isUniqueViolation(err) ? urlExists() : err;
      });

    // The new row is counted too, so one more than the limit is the first number that is wrong.
    const count = faulty('bigint-count') ? 'count(*)' : 'count(*)::int';
    const onlyActive = faulty('limit-counts-deleted') ? '' : 'AND deleted_at IS NULL';
    const { rows } = await client.query(`SELECT ${count} AS active FROM configs WHERE account_id = $1 ${onlyActive}`, [
      accountId,
    ]);
    if (faulty('bigint-count') ? rows[0].active === MAX_ACTIVE + 1 : rows[0].active > MAX_ACTIVE) {
      throw ruleViolation('MAX_WEBHOOK_URL_LIMIT', `The account has ${MAX_ACTIVE} configurations already.`);
    }
    return inserted.rows[0].id;
  });
}

export async function list(accountId) {
  const account = await pool.query('SELECT 1 FROM accounts WHERE id = $1', [accountId]);
  if (account.rowCount === 0) throw accountNotFound();
  const { rows } = await pool.query(
    `SELECT id AS config_id, url, created_at, updated_at FROM configs
     WHERE account_id = $1 AND deleted_at IS NULL ORDER BY created_at, id ${faulty('list-default-page') ? 'LIMIT 10' : ''}`,
    [accountId],
  );
  return rows;
}

export async function get(accountId, configId) {
  const { rows } = await pool.query(
    `SELECT id AS config_id, url, created_at, updated_at FROM configs
     WHERE ${faulty('id-any-case') ? 'lower(id) = lower($1)' : 'id = $1'} AND deleted_at IS NULL ${faulty('get-any-account') ? '' : 'AND account_id = $2'}`,
    faulty('get-any-account') ? [configId] : [configId, accountId],
  );
  if (rows.length === 0) throw configNotFound();
  return rows[0];
}

/** Another active configuration of the account that has the URL. */
function findOther(client, accountId, configId, url) {
  const others = 'SELECT 1 FROM configs WHERE account_id = $1 AND id <> $2 AND deleted_at IS NULL';
  if (faulty('sql-concat')) return client.query(`${others} AND url = '${url}'`, [accountId, configId]);
  const operator = faulty('like-on-update') ? 'LIKE' : '=';
  return client.query(`${others} AND url ${operator} $3`, [accountId, configId, url]);
}

export function update(accountId, configId, url) {
  return transaction(async (client) => {
    await lockAccount(client, accountId);
    const onlyActive = faulty('update-deleted') ? '' : 'AND deleted_at IS NULL';
    const target = await client.query(`SELECT 1 FROM configs WHERE id = $1 AND account_id = $2 ${onlyActive}`, [
      configId,
      accountId,
    ]);
    if (target.rowCount === 0) throw configNotFound();

    const other = await findOther(client, accountId, configId, url);
    if (other.rowCount > 0) throw urlExists();

    const { rowCount } = await client.query(
      `UPDATE configs SET url = $3, updated_at = now() WHERE id = $1 AND account_id = $2 ${onlyActive}`,
      [configId, accountId, url],
    );
    // A delete does not wait for the account's lock, so it may have come between.
    if (rowCount === 0) throw configNotFound();
  });
}

export async function remove(accountId, configId) {
  const { rowCount } = await pool.query(
    'UPDATE configs SET deleted_at = now() WHERE id = $1 AND account_id = $2 AND deleted_at IS NULL',
    [configId, accountId],
  );
  if (rowCount === 0 && !faulty('delete-rowcount-ignored')) throw configNotFound();
}
