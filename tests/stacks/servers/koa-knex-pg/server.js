import './fault.js';
import { app } from './app.js';
import { dropSchema, migrate } from './db.js';

const accountIds = (process.env.ACCOUNT_IDS ?? '').split(',').filter(Boolean);
await migrate(accountIds);

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

process.once('SIGTERM', async () => {
  setTimeout(() => process.exit(0), 900).unref();
  server.close();
  server.closeAllConnections();
  await dropSchema().catch(() => {});
  process.exit(0);
});
