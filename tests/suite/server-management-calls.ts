/** How the tests of the reference server call list, get, update and delete. */
import { expect } from '@playwright/test';
import type { RunningServer } from '../../fixtures/reference/start.ts';
import { account, create, exchange, outcome } from './server-calls.ts';

export const a = 'https://a.example.com';
export const b = 'https://b.example.com';
export const c = 'https://c.example.com';

export const success = { outcome: '200 SUCCESS', data: {} };
export const badRequest = { outcome: '400 BAD_REQUEST' };
export const notFound = { outcome: '404 ENTITY_NOT_FOUND' };
export const exists = { outcome: '400 URL_ALREADY_EXISTS' };

/** The id of no configuration. */
export const nobody = { config_id: 'whc_0123456789abcdefABCDEF' };

/** The methods that name a configuration, and their other parameters. */
export const naming = Object.entries({ get: {}, update: { config: { url: b } }, delete: {} });

/** The `outcome` of an answer, and the `data` of a success. */
export interface Managed {
  readonly outcome: string;
  readonly data?: unknown;
}

/** Calls `webhook.config.<word>` on the first account unless the parameters name another. */
export async function manage(server: RunningServer, word: string, parameters: object = {}): Promise<Managed> {
  const body = JSON.stringify({ account_id: account, ...parameters });
  const answer = await exchange(server, body, { path: `/webhook.config.${word}` });
  const root: unknown = JSON.parse(answer.text);
  const data = typeof root === 'object' && root !== null && 'data' in root ? { data: root.data } : {};
  return { outcome: outcome(answer, expect.any(Object)), ...data };
}

/** Registers a URL and returns its `config_id`. */
export async function register(server: RunningServer, url: string, accountId?: string): Promise<string> {
  const answer = await exchange(server, create(url, accountId));
  expect(outcome(answer)).toBe('200 SUCCESS');
  return /"config_id":"(\w+)"/.exec(answer.text)?.[1] ?? '';
}

/** The URLs that the first account lists, separated by spaces. */
export async function urlsOf(server: RunningServer): Promise<string> {
  const listed = await manage(server, 'list');
  expect(listed.outcome).toBe('200 SUCCESS');
  return [...JSON.stringify(listed.data).matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url).join(' ');
}
