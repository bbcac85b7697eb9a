import { readdirSync } from 'node:fs';
import { conformanceTest as test, declared } from '../../fixtures/test.ts';
import { EARLY, requirementOf } from '../../fixtures/session/requirement.ts';
import { currentProgram } from '../../fixtures/session/program.ts';
import { isAsked, matrixPlan } from '../../fixtures/targets/matrix.ts';

const folder = new URL('../conformance/', import.meta.url);
for (const file of readdirSync(folder)) {
  if (file.endsWith('.spec.ts')) await import(new URL(file, folder).href);
}

const isEarly = ({ details: { tag = [] } }: (typeof declared)[number]): boolean => tag.includes(EARLY);
const inOrder = [...declared.filter(isEarly), ...declared.filter((one) => !isEarly(one))];

const program = currentProgram();
const { targets, whole } =
  program?.is === 'matrix' ? matrixPlan(program.request) : { targets: [], whole: false };
for (const target of targets) {
  test.describe(target.name, () => {
    // One worker runs them one after another, because they share the accounts of the target.
    test.describe.configure({ mode: 'default' });
    test.use({ embedded: target.name });
    for (const { title, details, body } of inOrder) {
      if (isAsked(target, requirementOf(details), whole)) test(title, details, body);
    }
  });
}
