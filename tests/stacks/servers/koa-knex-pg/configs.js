import { db } from './db.js';
import { accountNotFound, configNotFound, limitReached, urlExists } from './errors.js';
import { faulty } from './fault.js';
import { newConfigId } from './ids.js';

const MAX_ACTIVE = 20;
const TABLE = 'webhook_configs';

const UNIQUE_VIOLATION = '23505';

const active = (query) => query.whereNull('deleted_at');
const present = (row) => ({
  config_id: row.id,
  url: row.url,
  created_at: row.created_at,
  updated_at: row.updated_at,
});

async function refuseDuplicate(trx, accountId, { url, urlKey }) {
  let query = trx(TABLE).where({ account_id: accountId }).whereNull('deleted_at');
  if (faulty('or-where-not-grouped')) {
    query = query.where({ url }).orWhere({ url_key: urlKey });
  } else if (faulty('where-like')) {
    query = query.whereLike('url', url);
  } else {
    query = query.where((q) => q.where({ url }).orWhere({ url_key: urlKey }));
  }
  if (await query.first('id')) throw urlExists();
}

const translate = (error) => (error.code === UNIQUE_VIOLATION ? urlExists() : error);

export async function create(accountId, target, config) {
  if (!faulty('on-conflict-merge')) await refuseDuplicate(db, accountId, target);
  try {
    return await db.transaction(async (trx) => {
      // The lock on the account makes the creates of one account wait for each other, so the count holds.
      const account = faulty('count-without-lock')
        ? await trx('accounts').where({ id: accountId }).first()
        : await trx('accounts').where({ id: accountId }).forNoKeyUpdate().first();
      if (!account) throw accountNotFound();

      const countActive = async () => {
        const query = trx(TABLE).where({ account_id: accountId }).count('* as n').first();
        const { n } = faulty('limit-counts-deleted') ? await query : await active(query);
        return Number(n);
      };
      const row = { id: newConfigId(), account_id: accountId, url: target.url, url_key: target.urlKey };

      if (faulty('insert-outside-transaction')) {
        // `db` takes another connection of the pool: this insert is committed whatever becomes of `trx`.
        await db(TABLE).insert(row);
        if ((await countActive()) > MAX_ACTIVE) throw limitReached();
        return row.id;
      }
      if ((await countActive()) >= MAX_ACTIVE) throw limitReached();
      if (faulty('on-conflict-merge')) {
        const [saved] = await trx(TABLE)
          .insert(row)
          .onConflict(trx.raw('(account_id, url_key) WHERE deleted_at IS NULL'))
          .merge({ url: row.url, updated_at: trx.fn.now() })
          .returning('id');
        return saved.id;
      }
      if (faulty('mass-assignment')) {
        const [saved] = await trx(TABLE)
          .insert({ ...row, ...config })
          .returning('id');
        return saved.id;
      }
      await trx(TABLE).insert(row);
      return row.id;
    });
  } catch (error) {
    throw translate(error);
  }
}

export async function list(accountId) {
  const rows = await active(db(TABLE).where({ account_id: accountId })).orderBy('created_at');
  return rows.map(present);
}

export async function get(accountId, id) {
  const query = db(TABLE).where({ account_id: accountId });
  const byId = faulty('id-lower') ? query.whereRaw('lower(id) = lower(?)', [id]) : query.where({ id });
  const row = faulty('get-shows-deleted') ? await byId.first() : await active(byId).first();
  if (!row) throw configNotFound();
  return present(row);
}

export async function update(accountId, id, target) {
  // Nothing but a select stands between the account and a second row of the same URL here.
  if (faulty('check-without-index')) await refuseDuplicate(db, accountId, target);
  const changes = { url: target.url, url_key: target.urlKey, updated_at: db.fn.now() };
  const mine = faulty('update-by-id-only') ? { id } : { id, account_id: accountId };

  if (faulty('query-never-run')) {
    await get(accountId, id);
    // A query of knex runs when it is awaited, and this one is not.
    active(db(TABLE).where(mine)).update(changes);
    return;
  }
  try {
    await db.transaction(async (trx) => {
      // Without this lock two updates that exchange their URLs would wait for each other in the index.
      await trx('accounts').where({ id: accountId }).forNoKeyUpdate().first();
      const query = trx(TABLE).where(mine);
      const changed = await (faulty('update-ignores-deleted-at') ? query : active(query)).update(changes);
      if (changed === 0) throw configNotFound();
    });
  } catch (error) {
    throw faulty('update-violation-not-caught') ? error : translate(error);
  }
}

export async function remove(accountId, id) {
  const changed = await active(db(TABLE).where({ id, account_id: accountId })).update({ deleted_at: db.fn.now() });
  if (changed === 0 && !faulty('delete-ignores-row-count')) throw configNotFound();
}
