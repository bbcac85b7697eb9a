import {
  answersToNoText,
  BAD_BODY,
  converting,
  NO_BODY,
  withoutBody,
} from '../../fixtures/checks/body-answers.ts';
import { expectReadOrRefusedBy } from '../../fixtures/checks/lenient.ts';
import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { rightBody, rightRequest } from '../../fixtures/checks/right-requests.ts';
import { configurationsIn } from '../../fixtures/contract/configurations.ts';
import { bodyFaults, type BodyFault } from '../../fixtures/generate/body-faults.ts';
import { namesNoStranger } from '../../fixtures/generate/strangers.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import { otherBody, type Fault } from '../../fixtures/wire/request.ts';
import type { RequirementId } from '../../specs/types.ts';

test(
  ...contract('request-management-json-lenient', ({ api, account, management }) =>
    expectReadOrRefusedBy(api, account, management),
  ),
);

const byKindOfManagement: readonly (readonly [RequirementId, BodyFault['kind']])[] = [
  ['request-management-absent', 'absent'],
  ['request-management-null', 'null'],
  ['request-management-type', 'type'],
];
for (const [id, kind] of byKindOfManagement) {
  test(
    ...contract(id, async ({ api, account, management, freshHost }) => {
      const configuration = await account.configuration();
      const url = `https://${freshHost()}/`;
      for (const method of management) {
        const right = rightBody(method, { account, configuration, url });
        const faults = bodyFaults(method.requestSchema, right).filter(
          (fault) => fault.kind === kind && namesNoStranger(fault.body, api.namedIds),
        );
        for (const { parameter, label, body } of faults) {
          const fault = otherBody(JSON.stringify(body), `${method.name}: ${label}`);
          const answer = await api.send(fault.apply(api.request(method.name, right)));
          // An unknown account may also be listed as empty.
          if (parameter === 'account_id' && kind === 'type' && configurationsIn(answer)?.length === 0)
            continue;
          const judged = expect(answer).toAnswer(
            ...(kind === 'type'
              ? answersToNoText(parameter, 'ACCOUNT_NOT_FOUND')
              : (['BAD_REQUEST'] as const)),
          );
          await (kind === 'type' ? converting(account, judged) : judged);
        }
      }
    }),
  );
}

test(
  ...contract('request-management-body', async ({ api, account, management, freshHost }) => {
    const configuration = await account.configuration();
    const url = `https://${freshHost()}/`;
    for (const method of management) {
      const request = rightRequest(api, method, { account, configuration, url });
      const text = request.body ?? '';
      await expectEachRefused(api, request, withoutBody, ...NO_BODY);
      const faults: readonly Fault[] = [
        otherBody('', 'an empty body'),
        otherBody(text.slice(0, -1), 'without its last brace'),
        otherBody(text.replace('":', '"'), 'without its first colon'),
        otherBody(`[${text}]`, 'an array holding the right body'),
        otherBody(JSON.stringify(text), 'the right body as JSON text'),
        otherBody('null', 'null'),
        otherBody('42', 'a number'),
      ];
      await expectEachRefused(api, request, faults, ...BAD_BODY);
    }
  }),
);
