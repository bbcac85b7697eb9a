/**
 * All tests of a run in one file, in the order in which they shall run: Playwright runs the tests of one
 * project in the order of their files, and starts new workers for another project.
 */
import { MANAGEMENT } from '../../fixtures/contract/catalogue.ts';
import { isOfClaims, LATE, tagsOf } from '../../fixtures/session/requirement.ts';
import { currentProgram } from '../../fixtures/session/program.ts';
import { inOrder } from '../../fixtures/targets/declared.ts';
import { conformanceTest as test } from '../../fixtures/test.ts';
import { everyTest, type FromSpec } from './every-spec.ts';

const program = currentProgram();
if (program?.is === 'run') {
  const { info, gentle } = program.run;
  const asked = everyTest.filter(
    ({ details }) =>
      isOfClaims(details, info.claims) && !(gentle && tagsOf(details).some((tag) => LATE.includes(tag))),
  );
  for (const group of grouped(inOrder(asked, { isAlone: !info.claims.includes(MANAGEMENT) }))) declare(group);
}

/** Neighbours of one file, and of one `describe` in it. */
function grouped(tests: readonly FromSpec[]): readonly (readonly FromSpec[])[] {
  const groups: FromSpec[][] = [];
  for (const one of tests) {
    const [before] = groups.at(-1) ?? [];
    if (before?.file === one.file && before.group === one.group) groups.at(-1)?.push(one);
    else groups.push([one]);
  }
  return groups;
}

function declare(group: readonly FromSpec[]): void {
  const [{ file, group: together } = { file: '', group: undefined }] = group;
  test.describe(file, () => {
    if (together !== undefined) test.describe.configure({ mode: 'default' });
    for (const { title, details, body } of group) test(title, details, body);
  });
}
