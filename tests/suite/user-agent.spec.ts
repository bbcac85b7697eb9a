/** Every request names the suite in its User-Agent. */
import { expect } from '@playwright/test';
import packageJson from '../../package.json' with { type: 'json' };
import type { ApiRequest } from '../../fixtures/reference/http.ts';
import { call, create, creation, target } from './call-run.ts';
import { conform, verdictsOf } from './gates-run.ts';
import { accounts, pointAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';

/** A right server behind a front that answers 403 and a page to requests without a User-Agent. */
async function behindFront() {
  const seen = new Set<string>();
  const intercept = ({ headers, verb }: ApiRequest) => {
    const { accept = 'none', 'user-agent': name = 'none', authorization } = headers;
    // Without credentials the suite also tries the names of health checks.
    if (authorization !== undefined) seen.add(`${name} ${accept}`);
    const body = verb === 'HEAD' ? '' : '<h1>Request blocked</h1>';
    return name === 'none' ? { status: 403, headers: { 'content-type': 'text/html' }, body } : undefined;
  };
  return { ...(await reference({ intercept }, [...accounts, 'acc_1'])), seen };
}

const WHO = `webhook-config-conformance/${packageJson.version} application/json`;

test('a run gets its verdict from a target that refuses requests without a User-Agent', async () => {
  const { url, seen } = await behindFront();
  const ended = await conform(pointAt(url));
  expect(ended).toMatchObject({ code: 0, report: { verdict: 'conformant' } });
  expect(verdictsOf(ended).get('http-header-names-any-case')).toBe('pass');
  // The tests of Accept send others.
  expect([...seen].filter((who) => !who.startsWith(`${WHO.split(' ')[0]} `))).toEqual([]);
  expect([...seen]).toContain(WHO);
});

test('a single call names the suite too', async () => {
  const { url, seen } = await behindFront();
  expect(await call([create, creation], target(url))).toMatchObject({ code: 0, stderr: '' });
  expect([...seen]).toEqual([WHO]);
});
