import { configIdsOfOtherForm, nearConfigIds } from '../../fixtures/generate/config-ids.ts';
import { shownUrl, urlOf, urlParts } from '../../fixtures/generate/valid-url.ts';
import type { Documented } from '../../fixtures/contract/answers.ts';
import { statedAnswers } from '../../fixtures/contract/answers.ts';
import { fieldsOf } from '../../fixtures/contract/configurations.ts';
import { jsonText, type Json } from '../../fixtures/wire/json.ts';
import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { otherConfigId, unknownConfigId } from '../../fixtures/checks/right-requests.ts';
import { contract, expect, property, test } from '../../fixtures/test.ts';

test(
  ...contract('get-as-registered', async ({ account }) => {
    const first = await account.configuration();
    const second = await account.configuration();
    for (const one of [first, second, first]) await expect(await account.get(one.configId)).toShow(one);
  }),
);

test(
  ...contract('get-as-listed', async ({ account, freshHost }) => {
    const { configId } = await account.configuration();
    const expectSame = async (): Promise<void> => {
      const listed = fieldsOf(await account.list(), configId);
      const answer = await account.get(configId);
      const shown = fieldsOf(answer, configId);
      const dates = ['created_at', 'updated_at'];
      await expect(answer).toSatisfy({
        isRight: listed && shown && dates.every((name) => shown[name] === listed[name]),
        received: jsonText(shown ?? null),
        documented: `as in the list, ${jsonText(listed ?? null)}`,
      });
    };
    await expectSame();
    const update = await account.update(configId, `https://${freshHost()}/`);
    await expect(update).toAnswerAsGround('accepted');
    await expectSame();
  }),
);

test(
  ...contract('get-unknown-refused', async ({ api, account, run }) => {
    const configuration = await account.configuration();
    const { fault, documented } = unknownConfigId(configuration, run.info.runId);
    const right = account.request('get', { config_id: configuration.configId });
    await expectEachRefused(api, right, [fault], ...documented);
  }),
);

test(
  ...contract('get-other-form-refused', async ({ api, account }) => {
    const { configId } = await account.configuration();
    const right = account.request('get', { config_id: configId });
    for (const miss of configIdsOfOtherForm(configId, account.issued)) {
      const answer = await api.send(otherConfigId(miss).apply(right));
      // A server that reports all errors together may also report that the configuration does not exist.
      const isToldBeside = statedAnswers(answer, api.methodOf(answer)).includes('BAD_REQUEST');
      const documented: readonly Documented[] = [
        'BAD_REQUEST',
        ...(isToldBeside ? ['ACCOUNT_NOT_FOUND' as const] : []),
      ];
      await expect(answer).toAnswer(...documented);
    }
  }),
);

test(
  ...contract('get-near-miss-refused', async ({ api, account, run }) => {
    const { configId } = await account.configuration();
    const right = account.request('get', { config_id: configId });
    for (const miss of nearConfigIds(configId, account.issued, run.info.runId)) {
      await expect(await api.send(otherConfigId(miss).apply(right))).toTakeAlternative(miss.label);
    }
  }),
);

test(
  ...property('get-url-as-registered', async ({ account, freshHost, holds }) => {
    await holds(
      urlParts,
      async (parts) => {
        const added = await account.configuration(urlOf(parts, freshHost()));
        await expect(await account.get(added.configId)).toShow(added);
      },
      { ...account.perSlot, show: shownUrl },
    );
  }),
);

test(
  ...contract('get-updated-at-at-first', async ({ api, account }) => {
    const { configId } = await account.configuration();
    for (const answer of [await account.get(configId), await account.list()]) {
      const fields = fieldsOf(answer, configId);
      const { created_at: createdAt, updated_at: updatedAt } = fields ?? {};
      await expect(answer).toSatisfy({
        isRight: fields && isDate(updatedAt) ? updatedAt === undefined || updatedAt === createdAt : undefined,
        received: `updated_at ${jsonText(updatedAt ?? null)}, created_at ${jsonText(createdAt ?? null)}`,
        documented: 'no updated_at before the first update, or the same as created_at',
      });
      api.recorder.observe({
        requirement: api.recorder.requirement,
        case: api.methodOf(answer).name,
        taken: updatedAt === undefined ? 'left out' : 'equal to created_at',
      });
    }
  }),
);

/** Other requirements judge the form of the date. */
function isDate(value: Json | undefined): boolean {
  return value === undefined || typeof value === 'string';
}
