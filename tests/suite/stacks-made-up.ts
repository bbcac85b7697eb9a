import type { Stack, StackFault } from '../../fixtures/cli/stacks/bench.ts';
import { readExpected, type Expectations } from '../../fixtures/cli/stacks/expected.ts';
import type { Judged } from '../../fixtures/cli/judging-process.ts';
import type { Json } from '../../fixtures/wire/json.ts';

/** A fault of a made-up server. */
export function faultNamed(name: string): StackFault {
  return { name, rule: 'a rule', what: `It does | ${name}.`, source: '', request: 'create: 500 | 400' };
}

/** A server that exists in no folder. */
export function stackNamed(name: string, faults: readonly string[], needs: readonly string[] = []): Stack {
  return {
    name,
    folder: `/nowhere/${name}`,
    title: `Title of ${name}`,
    needs,
    faults: faults.map(faultNamed),
  };
}

/** How a run ended that gave these verdicts; other failures were found by the requirement's own test. */
export function judgedWith(
  verdicts: Readonly<Record<string, string>>,
  more: Partial<Judged> & { readonly verdict?: string; readonly foundElsewhere?: readonly string[] } = {},
): Judged {
  const { verdict = 'nonconformant', foundElsewhere = [], ...others } = more;
  const finder = (id: string): string => (foundElsewhere.includes(id) ? 'http-other-verb-refused' : id);
  const requirements: Json = Object.entries(verdicts).map(([id, one]) => ({
    id,
    verdict: one,
    failures: one === 'fail' ? [{ again: `npm run conformance -- --grep @${finder(id)}` }] : [],
  }));
  return {
    code: verdict === 'conformant' ? 0 : 1,
    hung: false,
    seconds: 12.3,
    report: { verdict, suiteErrors: [], requirements },
    lastLines: [],
    lastError: '',
    ...others,
  };
}

/** What the made-up servers are expected to be caught under, as in `expected.json`. */
export const expectedJson = {
  a: { one: ['limit-slot-freed'], two: { missed: 'too rare' } },
  b: { one: ['url-path-accepted', 'response-media-type'] },
};

export const stacks = [stackNamed('a', ['one', 'two', 'three']), stackNamed('b', ['one'], ['postgres'])];
export const expectations: Expectations = readExpected(expectedJson, 'e');
