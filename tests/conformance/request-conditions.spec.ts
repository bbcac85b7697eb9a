import { answersToNoText } from '../../fixtures/checks/body-answers.ts';
import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { rightBody } from '../../fixtures/checks/right-requests.ts';
import { configurationsIn } from '../../fixtures/contract/configurations.ts';
import { replaced, textsIn } from '../../fixtures/contract/parameters.ts';
import { bodyOf } from '../../fixtures/contract/sent.ts';
import { operatorsFor, operatorsForAny, type Operator } from '../../fixtures/generate/operators.ts';
import { namesNoStranger } from '../../fixtures/generate/strangers.ts';
import { contract, expect, last, test } from '../../fixtures/test.ts';
import type { Account } from '../../fixtures/session/account.ts';
import type { Run } from '../../fixtures/session/run.ts';
import { otherBody } from '../../fixtures/wire/request.ts';

test(
  ...contract('request-operator-refused', async ({ api, account, createMethod, freshHost }) => {
    const url = `https://${freshHost()}/`;
    const request = api.createRequest(account.id, url);
    for (const [path, text] of textsIn(createMethod.requestSchema, bodyOf(request))) {
      const faults = operatorsFor(text)
        .map(({ label, value }) => ({ label, body: replaced(bodyOf(request), path, value) }))
        .filter(({ body }) => namesNoStranger(body, api.namedIds))
        .map(({ label, body }) => otherBody(JSON.stringify(body), `${path.join('.')}: ${label}`));
      await expectEachRefused(api, request, faults, ...answersToNoText(path.join('.')));
    }
    await account.control(url);
  }),
);

/**
 * Conditions in the place of a text. One that is true for any text could delete a configuration that somebody
 * else needs. So it replaces a config_id only where the account is known to hold nothing from before the run.
 * In place of an account_id it is safe, because the config_id beside it names a configuration of the run.
 */
function operatorsAt(
  path: readonly string[],
  text: string,
  { belief }: Account,
  { accountsEmpty }: Run,
): readonly Operator[] {
  const name = path.join('.');
  const isEmptyBefore = (belief.isCounted || accountsEmpty) && belief.others.length === 0;
  const isSafe = name === 'account_id' || (name === 'config_id' && isEmptyBefore);
  return [...operatorsFor(text), ...(isSafe ? operatorsForAny : [])];
}

test(
  ...last(
    contract('request-management-operator-refused', async ({ api, account, management, run, freshHost }) => {
      const url = `https://${freshHost()}/`;
      const configuration = await account.configuration();
      for (const method of management) {
        const right = rightBody(method, { account, configuration, url });
        for (const [path, text] of textsIn(method.requestSchema, right)) {
          for (const { label, value } of operatorsAt(path, text, account, run)) {
            const body = JSON.stringify(replaced(right, path, value));
            const fault = otherBody(body, `${method.name}: ${path.join('.')}: ${label}`);
            const answer = await api.send(fault.apply(api.request(method.name, right)));
            // An unknown account may also be listed as empty.
            if (configurationsIn(answer)?.length === 0) continue;
            await expect(answer).toAnswer(...answersToNoText(path.join('.'), 'ACCOUNT_NOT_FOUND'));
          }
        }
        await expect(await account.get(configuration.configId)).toShow(configuration);
      }
    }),
  ),
);
