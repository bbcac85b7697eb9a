import { everyRefusal } from '../../fixtures/gallery.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import type { RequirementId } from '../../specs/types.ts';

/** What holds of a success. */
const ofSuccess: readonly RequirementId[] = [
  'response-status-200',
  'response-meta-status',
  'response-data-present',
  'response-errors-absent',
  'response-config-id-form',
];
for (const id of ofSuccess) {
  test(...contract(id), async ({ account, judge, freshHost }) => {
    const answer = await account.create(`https://${freshHost()}/`);
    expect(answer).toBeAcceptedAsControl();
    expect([answer]).toKeepEnvelope(judge);
  });
}

/** What holds of every answer. */
const ofAll: readonly RequirementId[] = [
  'response-json-object',
  'response-meta-object',
  'response-trace-id-form',
  'response-version',
  'response-media-type',
];
for (const id of ofAll) {
  test(...contract(id), async ({ api, account, judge, freshHost }) => {
    const success = await account.create(`https://${freshHost()}/`);
    expect([success, ...(await everyRefusal(api, account, freshHost()))]).toKeepEnvelope(judge);
  });
}

test(...contract('response-trace-id-differs'), async ({ api, account, freshHost }) => {
  const answers = [
    await account.create(`https://${freshHost()}/`),
    ...(await everyRefusal(api, account, freshHost())),
  ];
  expect(answers).toDiffer('meta', 'trace_id');
});

test(...contract('response-config-id-unique'), async ({ account, freshHost }) => {
  const answers = [];
  while (answers.length < account.slots) {
    const answer = await account.create(`https://${freshHost()}/`);
    expect(answer).toBeAcceptedAsControl();
    answers.push(answer);
  }
  expect(answers).toDiffer('data', 'config_id');
});
