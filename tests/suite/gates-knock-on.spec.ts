/** What follows from a fault is told under its cause, and no other requirement is accused of it. */
import { expect } from '@playwright/test';
import type { Rules } from '../../fixtures/reference/rules.ts';
import { conform, failedIn, verdictsOf } from './gates-run.ts';
import { allAccounts, pointWhollyAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';

/** What a run of the tests of these requirements finds broken on a server. */
async function failedOn(rules: Partial<Rules>, ids: string) {
  const { url } = await reference(rules, allAccounts);
  const ended = await conform(pointWhollyAt(url), ['--grep', ids]);
  return { failed: failedIn(ended), verdicts: verdictsOf(ended), said: ended.stdout };
}

test('a server that refuses every signature breaks no requirement on calls at the same moment', async () => {
  const { failed, said } = await failedOn({ signingKey: (secret) => Buffer.from(secret) }, '@concurrency-');
  expect(failed, said).toEqual(['authentication-signed-accepted']);
});

test('a server that has never accepted a right signature is accused of that alone, also by tests without an account', async () => {
  const rules = { signingKey: (secret: string) => Buffer.from(secret) };
  const { failed, said } = await failedOn(rules, '@(list-|isolation-unknown-account)');
  expect(failed, said).toEqual(['authentication-signed-accepted']);
});

test('a server that refuses the signature of updates breaks no requirement on updates at the same moment', async () => {
  const { failed, said } = await failedOn(
    { stringToSign: (apiKey, { target }) => (target.endsWith('.update') ? `${apiKey}:` : apiKey) },
    '@concurrency-update-',
  );
  expect(failed, said).toEqual(['authentication-management-accepted']);
});

test('a method that finds nothing is not accused of refusing the credentials', async () => {
  const { failed, verdicts, said } = await failedOn(
    { findConfiguration: () => undefined },
    '@authentication-management-accepted',
  );
  expect(failed, said).toEqual(['get-as-registered']);
  expect(verdicts.get('authentication-management-accepted')).toBe('inconclusive');
});

test('a number in updated_at is of another form, and it is shown', async () => {
  const shown: Rules['listItem'] = ({ configId, url, createdAt, updatedAt = createdAt }) => ({
    config_id: configId,
    url,
    created_at: createdAt,
    updated_at: Date.parse(updatedAt),
  });
  const { failed, verdicts, said } = await failedOn(
    { listItem: shown, getData: shown },
    '@(update-updated-at|get-updated-at|get-as-listed|response-dates|response-updated-at)',
  );
  expect(failed, said).toEqual(['response-updated-at']);
  expect(verdicts.get('update-updated-at-shown')).toBe('pass');
});
