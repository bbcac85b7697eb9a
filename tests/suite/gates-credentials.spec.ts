/**
 * A target that refuses the credentials is told so and not worn out; one that gives its own word without the
 * envelope is judged.
 */
import { expect, test } from '@playwright/test';
import { planFor } from '../../fixtures/session/plan.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { isJsonObject, parseJson, type Json } from '../../fixtures/wire/json.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import type { HttpAnswer } from '../../fixtures/reference/http.ts';
import { mutants } from '../../fixtures/reference/mutants.ts';
import { rulesOf } from '../../fixtures/reference/mutant.ts';
import { contractRules } from '../../fixtures/reference/rules.ts';
import { startServer } from '../../fixtures/reference/start.ts';
import { conform, temporaryFolder, verdictsOf, type GateRun, type Variables } from './gates-run.ts';
import { accounts, ownCredentials, pointAt } from './gates-targets.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

async function run(variables: Variables, args: readonly string[] = []): Promise<GateRun> {
  const folder = temporaryFolder();
  try {
    return await conform(folder.path, variables, args);
  } finally {
    folder.remove();
  }
}

test('a target whose answers lack meta gives its own word: it is judged, and breaks the envelope only', async () => {
  const withoutMeta = ({ body, ...answer }: HttpAnswer): HttpAnswer => {
    const json: Json | undefined = typeof body === 'string' ? parseJson(body) : undefined;
    if (!isJsonObject(json)) return { ...answer, body };
    const { meta: _, ...rest } = json;
    return { ...answer, body: JSON.stringify(rest) };
  };
  const rules = { ...contractRules, deliver: withoutMeta };
  const server = await startServer({ accounts, credentials: ownCredentials, rules });
  try {
    const ended = await run(pointAt(server.url), ['response.spec.ts', 'url.spec.ts']);
    expect(ended).toMatchObject({
      code: 1,
      stderr: '',
      report: { verdict: 'nonconformant', suiteErrors: [] },
    });
  } finally {
    await server.close();
  }
});

for (const claimed of claims.map((_, index) => claims.slice(0, index + 1)))
  test(`wrong credentials end a run that claims ${claimed.join()} with 3 before a key of 20 attempts is locked`, async () => {
    const ids = accountIds(planFor(claims).accounts);
    let refused = 0;
    const rules = {
      ...contractRules,
      deliver: (answer: HttpAnswer) => {
        if (answer.status === 401) refused += 1;
        return answer;
      },
    };
    const server = await startServer({ accounts: ids, credentials: ownCredentials, rules });
    const others = { ...ownCredentials, authToken: 'aTokenOfAnotherOrganisation' };
    try {
      const ended = await run({
        ...pointAt(server.url, others),
        TARGET_ACCOUNT_IDS: ids.join(','),
        TARGET_CLAIMS: claimed.join(','),
      });
      expect({ code: ended.code, report: ended.report }).toEqual({ code: 3, report: undefined });
      expect(ended.stderr).toMatch(
        /^The target answered 401 .*TARGET_API_KEY.*TARGET_SECRET_KEY.*TARGET_AUTH_TOKEN[^\n]+\n$/,
      );
      expect(refused).toBeGreaterThan(5);
      expect(refused).toBeLessThan(20);
    } finally {
      await server.close();
    }
  });

test('a target that keys its signature with the text of the Secret Key knows the credentials: it is judged', async () => {
  const mutant = mutants.find(({ name }) => name === 'secret-key-not-decoded');
  if (mutant === undefined) throw new Error('There is no such mutant any more.');
  const server = await startServer({ accounts, credentials: ownCredentials, rules: rulesOf(mutant) });
  try {
    const ended = await run(pointAt(server.url), ['--grep', '@authentication-sign']);
    expect(ended).toMatchObject({ code: 1, stderr: '', report: { verdict: 'nonconformant' } });
    expect(verdictsOf(ended).get('authentication-signed-accepted')).toBe('fail');
  } finally {
    await server.close();
  }
});
