/** Refused credentials are tried a few times only; a target that answers without the envelope is judged. */
import { expect } from '@playwright/test';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { isJsonObject, parseJson, type Json } from '../../fixtures/wire/json.ts';
import type { HttpAnswer } from '../../fixtures/reference/http.ts';
import { mutants } from '../../fixtures/reference/mutants.ts';
import { rulesOf } from '../../fixtures/reference/mutant.ts';
import { conform, expectOneLine, verdictsOf } from './gates-run.ts';
import { allAccounts, ownCredentials, pointAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';

test('a target whose answers lack meta gives its own word: it is judged, and breaks the envelope only', async () => {
  const withoutMeta = ({ body, ...answer }: HttpAnswer): HttpAnswer => {
    const json: Json | undefined = typeof body === 'string' ? parseJson(body) : undefined;
    if (!isJsonObject(json)) return { ...answer, body };
    const { meta: _, ...rest } = json;
    return { ...answer, body: JSON.stringify(rest) };
  };
  const { url } = await reference({ deliver: withoutMeta });
  const ended = await conform(pointAt(url), ['response.spec.ts', 'url.spec.ts']);
  expect(ended).toMatchObject({ code: 1, stderr: '', report: { verdict: 'nonconformant', suiteErrors: [] } });
});

for (const claimed of claims.map((_, index) => claims.slice(0, index + 1)))
  test(`wrong credentials end a run that claims ${claimed.join()} with 3 before a key of 20 attempts is locked`, async () => {
    let refused = 0;
    const deliver = (answer: HttpAnswer): HttpAnswer => {
      if (answer.status === 401) refused += 1;
      return answer;
    };
    const { url } = await reference({ deliver }, allAccounts);
    const ended = await conform({
      ...pointAt(url, { ...ownCredentials, authToken: 'aTokenOfAnotherOrganisation' }),
      TARGET_ACCOUNT_IDS: allAccounts.join(','),
      TARGET_CLAIMS: claimed.join(','),
    });
    const line = /^The target answered 401 .*TARGET_API_KEY.*TARGET_SECRET_KEY.*TARGET_AUTH_TOKEN/;
    expectOneLine(ended, 3, line);
    expect(refused).toBeGreaterThan(5);
    expect(refused).toBeLessThan(20);
  });

test('a target that keys its signature with the text of the Secret Key knows the credentials: it is judged', async () => {
  const mutant = mutants.find(({ name }) => name === 'secret-key-not-decoded');
  if (mutant === undefined) throw new Error('There is no such mutant any more.');
  const { url } = await reference(rulesOf(mutant));
  const ended = await conform(pointAt(url), ['--grep', '@authentication-sign']);
  expect(ended).toMatchObject({ code: 1, stderr: '', report: { verdict: 'nonconformant' } });
  expect(verdictsOf(ended).get('authentication-signed-accepted')).toBe('fail');
});
