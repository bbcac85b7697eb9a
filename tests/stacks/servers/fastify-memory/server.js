import { buildApp } from './app.js';
import { checkFault } from './faults.js';
import { ConfigStore } from './store.js';

checkFault();

const env = process.env;
const accountIds = (env.ACCOUNT_IDS ?? '').split(',').filter((id) => id !== '');
const app = buildApp({
  store: new ConfigStore(accountIds),
  credentials: { apiKey: env.API_KEY ?? '', secretKey: env.SECRET_KEY ?? '', authToken: env.AUTH_TOKEN ?? '' },
});

const address = await app.listen({ host: '127.0.0.1', port: Number(env.PORT ?? 0) });
console.log(`listening on ${address}`);

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    app.close().finally(() => process.exit(0));
  });
}
