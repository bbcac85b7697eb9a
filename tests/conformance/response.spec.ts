import { everyRefusal } from '../../fixtures/checks/gallery.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import type { RequirementId } from '../../specs/types.ts';

const ofSuccess: readonly RequirementId[] = [
  'response-status-200',
  'response-meta-status',
  'response-data-present',
  'response-errors-absent',
  'response-config-id-form',
];
for (const id of ofSuccess) {
  test(
    ...contract(id, async ({ account, freshHost }) => {
      const answer = await account.create(`https://${freshHost()}/`);
      await expect(answer).toAnswerAsGround('accepted');
      expect([answer]).toKeepEnvelope();
    }),
  );
}

const ofAll: readonly RequirementId[] = [
  'response-json-object',
  'response-meta-object',
  'response-trace-id-form',
  'response-media-type',
];
for (const id of ofAll) {
  test(
    ...contract(id, async ({ api, account, freshHost }) => {
      const success = await account.create(`https://${freshHost()}/`);
      expect([success, ...(await everyRefusal(api, account, freshHost()))]).toKeepEnvelope();
    }),
  );
}

test(
  ...contract('response-version', async ({ api, account, freshHost }) => {
    const plain = api.createRequest(account.id, account.marker);
    const headers = plain.headers.filter(({ name }) => name !== 'X-API-Version');
    const answers = [
      await account.create(`https://${freshHost()}/`),
      await api.send({ ...plain, headers }),
      ...(await everyRefusal(api, account, freshHost())),
    ];
    expect(answers).toKeepEnvelope();
  }),
);

test(
  ...contract('response-trace-id-differs', async ({ api, account, freshHost }) => {
    // Each refusal twice, because equal requests need different trace ids too.
    const host = freshHost();
    const answers = [
      await account.create(`https://${freshHost()}/`),
      ...(await everyRefusal(api, account, host)),
      ...(await everyRefusal(api, account, host)),
    ];
    expect(answers).toDiffer('meta', 'trace_id');
  }),
);

test(
  ...contract('response-config-id-unique', async ({ account, second, freshHost }) => {
    const host = freshHost();
    const url = `https://${host}/`;
    const answers = [await account.create(url), await second.create(url)];
    const others = [`https://${host}/other`, `https://${host}/other?than=before`].slice(0, account.slots - 1);
    // Another connection may lead to another process, which counts its ids for itself.
    for (const [index, other] of others.entries())
      answers.push(
        await account.api.send({ ...account.api.createRequest(account.id, other), over: index + 2 }),
      );
    for (const answer of answers) await expect(answer).toAnswerAsGround('accepted');
    expect(answers).toDiffer('data', 'config_id');
  }),
);

const ofConfigurations: readonly RequirementId[] = [
  'response-configuration-id',
  'response-configuration-url',
  'response-created-at',
  'response-updated-at',
];
for (const id of ofConfigurations) {
  test(
    ...contract(id, async ({ account, freshHost }) => {
      const { configId } = await account.configuration();
      const before = [await account.list(), await account.get(configId)];
      expect(before).toKeepEnvelope();
      // Some members appear or change their form only after an update.
      await expect(await account.update(configId, `https://${freshHost()}/`)).toAnswerAsGround('accepted');
      expect([await account.list(), await account.get(configId)]).toKeepEnvelope();
    }),
  );
}
