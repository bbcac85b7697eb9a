import { serve } from '@hono/node-server';
import { createApp } from './src/app.js';
import { openJournal } from './src/journal.js';
import { ConfigRepository } from './src/repository.js';

const { PORT, API_KEY = '', SECRET_KEY = '', AUTH_TOKEN = '', ACCOUNT_IDS = '' } = process.env;

const journal = await openJournal();
const repository = new ConfigRepository(ACCOUNT_IDS.split(',').filter(Boolean), journal);
const app = createApp({
  repository,
  credentials: { apiKey: API_KEY, secretKey: SECRET_KEY, authToken: AUTH_TOKEN },
});

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(PORT ?? 0) }, ({ port }) => {
  console.log(`listening on http://127.0.0.1:${port}`);
});

async function stop() {
  server.close();
  server.closeAllConnections();
  await journal.close();
  process.exit(0);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
