import { randomBytes } from 'node:crypto';
import knex from 'knex';
import pg from 'pg';
import { faulty } from './fault.js';

export const schema = `s_${randomBytes(6).toString('hex')}`;

// The raw text of a timestamp was once wanted for an export, and the parser is a setting of the whole process.
if (faulty('timestamp-parser-off')) pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => text);

export const db = knex({
  client: 'pg',
  connection: {
    host: process.env.PGHOST,
    user: process.env.PGUSER,
    database: process.env.PGDATABASE,
  },
  searchPath: [schema],
  pool: { min: 4, max: 10 },
  acquireConnectionTimeout: 5000,
});

export async function migrate(accountIds) {
  await db.raw('CREATE SCHEMA ??', [schema]);
  await db.schema.createTable('accounts', (t) => {
    t.text('id').primary();
  });
  await db.schema.createTable('webhook_configs', (t) => {
    t.text('id').primary();
    t.text('account_id').notNullable().references('accounts.id');
    if (faulty('string-255')) t.string('url').notNullable();
    else t.text('url').notNullable();
    // The hash of the URL as the WHATWG parser writes it. A hash, because an index row holds no more than 2704 bytes.
    t.text('url_key').notNullable();
    t.timestamp('deleted_at', { useTz: true });
    t.timestamps(true, true);
    t.index(['account_id']);
    if (faulty('unique-with-deleted-at')) t.unique(['account_id', 'url_key', 'deleted_at']);
  });
  if (!faulty('check-without-index') && !faulty('unique-with-deleted-at')) {
    await db.raw(
      'CREATE UNIQUE INDEX webhook_configs_active_url ON webhook_configs (account_id, url_key) WHERE deleted_at IS NULL',
    );
  }
  // Connections are opened when they are first wanted. Four of them are wanted now, so that no request waits for one.
  await Promise.all(Array.from({ length: 4 }, () => db.raw('SELECT pg_sleep(0.05)')));
  if (accountIds.length > 0) await db('accounts').insert(accountIds.map((id) => ({ id })));
}

export async function dropSchema() {
  await db.raw('DROP SCHEMA IF EXISTS ?? CASCADE', [schema]);
  await db.destroy();
}
