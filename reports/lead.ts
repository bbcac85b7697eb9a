import { CAME_AGAIN } from '../specs/disturbances.ts';
import type { RequirementId } from '../specs/types.ts';
import type { Failure, Report, RequirementReport } from './report.ts';
import { plural } from './text.ts';

/** A cache in the network gives fewer; one in the application answers each repeated request. */
const MANY_AGAIN = 50;

/** So many requirements with an answer of 5xx are told as one thing. */
const MANY_BROKEN_DOWN = 3;

/** So many requirements are named. */
const SHOWN = 6;

/** What the reader should know first, because most failures follow from it; undefined if nothing is known. */
export function firstReasonOf(report: Report): string | undefined {
  const { noState, mixesAccounts, disturbances, counts } = report;
  const again = disturbances.find(({ kind }) => kind === CAME_AGAIN)?.count ?? 0;
  const replays =
    again >= MANY_AGAIN && counts.fail > 0
      ? `${again} requests got the very answer to an earlier request, as from a cache in the target or in front of it. Most failures may follow from that.`
      : undefined;
  return noState ?? mixesAccounts ?? replays ?? otherSignatureIn(report) ?? breakdownsIn(report);
}

/** Requirements on signatures that no target may accept: each of their cases misreads the contract. */
const OTHER_SIGNATURES: ReadonlySet<string> = new Set<RequirementId>([
  'authentication-signature-key',
  'authentication-signature-message',
  'authentication-signature-algorithm',
  'authentication-signature-encoding',
]);

/** Says so where the target refuses the right signature and accepts another one. */
function otherSignatureIn({ requirements }: Report): string | undefined {
  const signed = requirements.find(
    ({ id }) => id === ('authentication-signed-accepted' satisfies RequirementId),
  );
  if (signed?.failures.some(({ received }) => received.startsWith('401')) !== true) return undefined;
  const other = requirements
    .filter(({ id }) => OTHER_SIGNATURES.has(id))
    .flatMap(({ failures }) => failures)
    .find(({ received, case: label }) => received.startsWith('200') && label !== undefined);
  return other === undefined
    ? undefined
    : `The target refuses the right signature and accepts another one: ${other.case ?? ''} Most failures follow from that.`;
}

/**
 * Says so where most failures are one answer of 5xx in place of the same documented status. The cause is not
 * in the requests then, of which each looks wrong in another way, but in an error that nothing catches. What
 * the target refuses as documented leads to it: a comparison that throws at another length than the right one
 * still refuses a wrong signature of the right length.
 */
function breakdownsIn({ requirements }: Report): string | undefined {
  const failed = requirements.filter(({ verdict }) => verdict === 'fail');
  const kinds = PLACES.map(({ status, where }) => {
    const isOfKind = ({ received, documented }: Failure): boolean =>
      FAULT.test(received) && documented.startsWith(status);
    const found = failed.flatMap(({ failures }) => failures.find(isOfKind) ?? []);
    return { status, where, found };
  });
  const largest = kinds.reduce((most, kind) => (kind.found.length > most.found.length ? kind : most));
  const { status, where, found } = largest;
  const [first] = found;
  if (first === undefined || found.length < MANY_BROKEN_DOWN || found.length * 2 < failed.length)
    return undefined;
  const contrast = status === '401' ? refusedRightly(requirements) : '';
  return `${found.length} of ${plural(failed.length, 'failure')}: the target answers ${first.received} ${where}. The cause is an error inside the target; its log says which one.${contrast}`;
}

const FAULT = /^5\d\d\b/;

/** How the requests are told that got 5xx in place of a status. */
const PLACES = [
  { status: '200', where: 'to right requests' },
  { status: '401', where: 'to wrong credentials, in place of 401' },
  { status: '400', where: 'to bad requests, in place of 400' },
] as const;

function refusedRightly(requirements: readonly RequirementReport[]): string {
  const kept = requirements.filter(
    ({ verdict, text }) => verdict === 'pass' && text.startsWith('Answers 401'),
  );
  if (kept.length === 0) return '';
  const shown = kept.slice(0, SHOWN).map(({ id }) => id);
  const more = kept.length > SHOWN ? `, and ${kept.length - SHOWN} more` : '';
  return ` Answered 401 as documented: ${shown.join(', ')}${more}.`;
}
