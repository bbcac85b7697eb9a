import { readdirSync } from 'node:fs';
import { MANAGEMENT } from '../../fixtures/contract/catalogue.ts';
import { conformanceTest as test, declared } from '../../fixtures/test.ts';
import { COUNTING, requirementOf, WRONG_CREDENTIALS } from '../../fixtures/session/requirement.ts';
import { currentProgram } from '../../fixtures/session/program.ts';
import { isAsked, matrixPlan } from '../../fixtures/targets/matrix.ts';

const folder = new URL('../conformance/', import.meta.url);
for (const file of readdirSync(folder)) {
  if (file.endsWith('.spec.ts')) await import(new URL(file, folder).href);
}

const program = currentProgram();
const request = program?.is === 'matrix' ? program.request : undefined;
const { anew: targets, whole } = request ? matrixPlan(request) : { anew: [], whole: false };
const accounts = request?.accounts;
/** The tests in their order, as in a run on such a target; see {@link COUNTING}. */
function inOrder(isAlone: boolean): typeof declared {
  const withTag = (wanted: string): typeof declared =>
    declared.filter(({ details: { tag = [] } }) => tag.includes(wanted));
  const late = withTag(WRONG_CREDENTIALS);
  const counting = withTag(COUNTING);
  const others = declared.filter((one) => !late.includes(one) && !counting.includes(one));
  return isAlone ? [...others, ...counting, ...late] : [...counting, ...others, ...late];
}

for (const target of targets) {
  test.describe(target.name, () => {
    // One worker runs them one after another, because they share the accounts of the target.
    test.describe.configure({ mode: 'default' });
    test.use({ embedded: target.name });
    const isAlone = accounts === undefined && !target.judgedBy.includes(MANAGEMENT);
    for (const { title, details, body } of inOrder(isAlone)) {
      if (isAsked(target, requirementOf(details), whole)) test(title, details, body);
    }
  });
}
