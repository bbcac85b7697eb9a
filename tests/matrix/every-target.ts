import { MANAGEMENT } from '../../fixtures/contract/catalogue.ts';
import { conformanceTest as test } from '../../fixtures/test.ts';
import { requirementOf } from '../../fixtures/session/requirement.ts';
import { currentProgram } from '../../fixtures/session/program.ts';
import { inOrder } from '../../fixtures/targets/declared.ts';
import { isAsked, matrixPlan } from '../../fixtures/targets/matrix.ts';
import { everyTest } from '../run/every-spec.ts';

const program = currentProgram();
const request = program?.is === 'matrix' ? program.request : undefined;
const { anew: targets, whole } = request ? matrixPlan(request) : { anew: [], whole: false };
const accounts = request?.accounts;

for (const target of targets) {
  test.describe(target.name, () => {
    // One worker runs them one after another, because they share the accounts of the target.
    test.describe.configure({ mode: 'default' });
    test.use({ embedded: target.name });
    const isAlone = accounts === undefined && !target.judgedBy.includes(MANAGEMENT);
    for (const { title, details, body } of inOrder(everyTest, { isAlone })) {
      if (isAsked(target, requirementOf(details), whole)) test(title, details, body);
    }
  });
}
