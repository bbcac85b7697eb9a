import Router from '@koa/router';
import * as configs from './configs.js';
import { faulty } from './fault.js';
import * as validate from './validate.js';

const METHODS = {
  'webhook.config.create': async (body) => {
    const accountId = validate.accountId(body);
    const target = validate.configUrl(body);
    return { config_id: await configs.create(accountId, target, body.config) };
  },
  'webhook.config.list': async (body) => ({ configs: await configs.list(validate.accountId(body)) }),
  'webhook.config.get': async (body) => configs.get(validate.accountId(body), validate.configId(body)),
  'webhook.config.update': async (body) => {
    const accountId = validate.accountId(body);
    const id = validate.configId(body);
    await configs.update(accountId, id, validate.configUrl(body));
    return {};
  },
  'webhook.config.delete': async (body) => {
    await configs.remove(validate.accountId(body), validate.configId(body));
    return {};
  },
};

export const paths = Object.keys(METHODS).map((name) => `/${name}`);

// Strict: a path with a slash behind is another path. @koa/router takes both unless told so.
export const router = new Router({ strict: !faulty('router-not-strict'), sensitive: true });

for (const [name, handler] of Object.entries(METHODS)) {
  const verb = faulty('router-all') ? 'all' : 'post';
  router[verb](`/${name}`, async (ctx) => {
    const body = faulty('query-merged') ? { ...ctx.query, ...ctx.request.body } : ctx.request.body;
    const data = await handler(body);
    if (faulty('delete-204') && name === 'webhook.config.delete') {
      ctx.status = 204;
      return;
    }
    ctx.succeed(data);
  });
}
