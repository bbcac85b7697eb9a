/** Every request says who it is. */
import { expect, test } from '@playwright/test';
import packageJson from '../../package.json' with { type: 'json' };
import type { ApiRequest } from '../../fixtures/reference/http.ts';
import { contractRules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { call, create, creation, target } from './call-run.ts';
import { conform, temporaryFolder, verdictsOf } from './gates-run.ts';
import { accounts, ownCredentials, pointAt } from './gates-targets.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

/** A right server behind a front that answers 403 and a page to whoever does not say who it is. */
async function behindFront() {
  const seen = new Set<string>();
  const server = await startServer({
    accounts: [...accounts, 'acc_1'],
    credentials: ownCredentials,
    rules: {
      ...contractRules,
      intercept: ({ headers, verb }: ApiRequest) => {
        const { accept = 'none', 'user-agent': name = 'none' } = headers;
        seen.add(`${name} ${accept}`);
        const body = verb === 'HEAD' ? '' : '<h1>Request blocked</h1>';
        return name === 'none' ? { status: 403, headers: { 'content-type': 'text/html' }, body } : undefined;
      },
    },
  });
  return { server, seen };
}

const WHO = `webhook-config-conformance/${packageJson.version} application/json`;

test('a run gets its verdict from a target that refuses whoever does not say who it is', async () => {
  const { server, seen } = await behindFront();
  const folder = temporaryFolder();
  try {
    const ended = await conform(folder.path, pointAt(server.url));
    expect(ended).toMatchObject({ code: 0, report: { verdict: 'conformant' } });
    expect(verdictsOf(ended).get('http-header-names-any-case')).toBe('pass');
    expect([...seen]).toEqual([WHO]);
  } finally {
    folder.remove();
    await server.close();
  }
});

test('a single call says who it is', async () => {
  const { server, seen } = await behindFront();
  try {
    expect(await call([create, creation], target(server.url))).toMatchObject({ code: 0, stderr: '' });
    expect([...seen]).toEqual([WHO]);
  } finally {
    await server.close();
  }
});
