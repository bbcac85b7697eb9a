import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { faulty } from './faults.js';

const TIMESTAMPTZ = 1184;

// Each process has a schema of its own, so several of them can share one database.
const schema = `s_${randomBytes(8).toString('hex')}`;

export const pool = new pg.Pool({
  host: process.env.PGHOST,
  user: process.env.PGUSER,
  database: process.env.PGDATABASE,
  options: `-c search_path=${schema}`,
  max: 10,
  // Connections are kept, as opening one costs more than most queries.
  idleTimeoutMillis: 0,
  types: {
    getTypeParser: (oid, format) =>
      oid === TIMESTAMPTZ && faulty('raw-timestamp') ? (value) => value : pg.types.getTypeParser(oid, format),
  },
});

// An idle client that loses its server must not end the process.
pool.on('error', (err) => console.error('idle client', err.message));

function uniqueIndex() {
  if (faulty('unique-across-accounts')) return 'ON configs (url) WHERE deleted_at IS NULL';
  if (faulty('unique-lower')) return 'ON configs (account_id, lower(url)) WHERE deleted_at IS NULL';
  if (faulty('nulls-distinct')) return 'ON configs (account_id, url, deleted_at)';
  return 'ON configs (account_id, url) WHERE deleted_at IS NULL';
}

export async function migrate(accountIds) {
  await pool.query(`CREATE SCHEMA ${schema}`);
  await pool.query('CREATE TABLE accounts (id text PRIMARY KEY)');
  await pool.query(`
    CREATE TABLE configs (
      id text PRIMARY KEY,
      account_id text NOT NULL REFERENCES accounts (id),
      url ${faulty('varchar-255') ? 'varchar(255)' : 'text'} NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      deleted_at timestamptz
    )`);
  await pool.query(`CREATE UNIQUE INDEX configs_url_key ${uniqueIndex()}`);
  await pool.query('INSERT INTO accounts (id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [accountIds]);
  await warmUp();
}

/** Opens the pool's connections before the first request needs them. */
async function warmUp() {
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  for (const client of clients) client.release();
}

export async function close() {
  await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await pool.end();
}

const begin = () => {
  if (faulty('repeatable-read')) return 'BEGIN ISOLATION LEVEL REPEATABLE READ';
  if (faulty('serializable-no-retry')) return 'BEGIN ISOLATION LEVEL SERIALIZABLE';
  return 'BEGIN';
};

/** Runs the work in a transaction on one client; what it throws undoes everything. */
export async function transaction(work) {
  const client = await pool.connect();
  let broken;
  try {
    await client.query(begin());
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (err) {
    // A client that cannot roll back must not return to the pool.
    await client.query(faulty('commit-in-finally') ? 'COMMIT' : 'ROLLBACK').catch((failure) => (broken = failure));
    throw err;
  } finally {
    client.release(broken);
  }
}
