import { isAccepted } from '../../fixtures/contract/answers.ts';
import { everyRefusal } from '../../fixtures/checks/gallery.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import type { RequirementId } from '../../specs/types.ts';

const ofErrors: readonly RequirementId[] = [
  'error-errors-present',
  'error-data-absent',
  'error-meta-status',
  'error-code-form',
  'error-code-documented',
  'error-message-form',
  'error-sub-code',
  'error-entity-type-names',
  'error-entity-type-spelling',
  'error-fields-place',
];
for (const id of ofErrors) {
  test(
    ...contract(id, async ({ api, account, freshHost }) => {
      const answers = await everyRefusal(api, account, freshHost());
      if (answers.every(isAccepted))
        throw api.recorder.giveUp(
          'the target accepts what it has to refuse, so it has sent no error to judge',
        );
      expect(answers).toKeepEnvelope();
    }),
  );
}
