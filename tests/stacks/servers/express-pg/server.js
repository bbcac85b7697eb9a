import { createApp } from './app.js';
import { close, migrate } from './db.js';

const { PORT = '0', API_KEY = '', SECRET_KEY = '', AUTH_TOKEN = '', ACCOUNT_IDS = '' } = process.env;

await migrate(ACCOUNT_IDS.split(',').filter(Boolean));

const app = createApp({ apiKey: API_KEY, secretKey: SECRET_KEY, authToken: AUTH_TOKEN });
const server = app.listen(Number(PORT), '127.0.0.1', (err) => {
  if (err) throw err;
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

async function stop() {
  // The schema must not keep the process alive longer than a second.
  setTimeout(() => process.exit(1), 900).unref();
  server.close();
  server.closeAllConnections();
  await close().catch((err) => console.error(err.message));
  process.exit(0);
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
