import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { rightBody } from '../../fixtures/checks/right-requests.ts';
import { type Documented } from '../../fixtures/contract/answers.ts';
import { replaced } from '../../fixtures/contract/parameters.ts';
import { bodyOf } from '../../fixtures/contract/sent.ts';
import { prototypeFaults } from '../../fixtures/generate/prototypes.ts';
import { contract, expect, last, test } from '../../fixtures/test.ts';
import { CREATE, type Method } from '../../fixtures/contract/openapi.ts';
import type { Api } from '../../fixtures/session/api.ts';
import type { JsonObject } from '../../fixtures/wire/json.ts';
import { otherBody } from '../../fixtures/wire/request.ts';

/**
 * Sends each fault, and then the same body without anything in the prototype: the fault may have left it
 * there.
 */
async function expectNothingInherited(
  api: Api,
  { name, requestSchema }: Method,
  right: JsonObject,
  ...documented: readonly Documented[]
): Promise<void> {
  for (const { parameter, label, text } of prototypeFaults(requestSchema, right)) {
    const absent = replaced(right, parameter.split('.'), undefined);
    const plain = otherBody(JSON.stringify(absent), `${name}: ${parameter} absent`);
    const isOfCreate = name === CREATE;
    await expect(await api.send(plain.apply(api.request(name, right)))).toAnswerAsGround(
      documented,
      isOfCreate ? 'request-parameter-absent' : 'request-management-absent',
    );
    const faults = [
      otherBody(text, `${name}: ${label}`),
      otherBody(JSON.stringify(absent), `${name}: ${parameter} absent, after ${label}`),
    ];
    await expectEachRefused(api, api.request(name, right), faults, ...documented);
  }
}

test(
  ...last(
    contract('request-prototype-ignored', async ({ api, account, createMethod, freshHost }) => {
      const url = `https://${freshHost()}/`;
      const right = bodyOf(api.createRequest(account.id, url));
      await expectNothingInherited(api, createMethod, right, 'BAD_REQUEST');
      await account.control(url);
    }),
  ),
);

test(
  ...last(
    contract('request-management-prototype-ignored', async ({ api, account, management, freshHost }) => {
      const configuration = await account.configuration();
      for (const method of management) {
        const right = rightBody(method, { account, configuration, url: `https://${freshHost()}/` });
        await expectNothingInherited(api, method, right, 'BAD_REQUEST');
      }
      await expect(await account.get(configuration.configId)).toShow(configuration);
    }),
  ),
);
