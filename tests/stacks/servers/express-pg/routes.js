import { Router } from 'express';
import * as configs from './configs.js';
import { faulty } from './faults.js';
import { accountIdOf, configIdOf, parametersOf, urlOf } from './validate.js';

export const paths = [
  '/webhook.config.create',
  '/webhook.config.list',
  '/webhook.config.get',
  '/webhook.config.update',
  '/webhook.config.delete',
];

export function configRoutes() {
  // The guard compares whole paths, so the router must not be more generous than the guard is.
  const router = faulty('default-routing') ? Router() : Router({ caseSensitive: true, strict: true });

  router[faulty('any-verb') ? 'all' : 'post']('/webhook.config.create', async (req, res) => {
    const body = parametersOf(req);
    const id = await configs.create(accountIdOf(body), urlOf(body));
    if (faulty('created-201')) res.status(201);
    res.success({ config_id: id });
  });

  router.post('/webhook.config.list', async (req, res) => {
    res.success({ configs: await configs.list(accountIdOf(parametersOf(req))) });
  });

  router.post('/webhook.config.get', async (req, res) => {
    const body = parametersOf(req);
    res.success(await configs.get(accountIdOf(body), configIdOf(body)));
  });

  router.post('/webhook.config.update', async (req, res) => {
    const body = parametersOf(req);
    await configs.update(accountIdOf(body), configIdOf(body), urlOf(body));
    res.success({});
  });

  router.post('/webhook.config.delete', async (req, res) => {
    const body = parametersOf(req);
    await configs.remove(accountIdOf(body), configIdOf(body));
    res.success({});
  });

  return router;
}
