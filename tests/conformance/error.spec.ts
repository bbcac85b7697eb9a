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
      expect(await everyRefusal(api, account, freshHost())).toKeepEnvelope();
    }),
  );
}
