import type { Confirmed, Evidence, Finding, Slip } from '../specs/types.ts';
import { againCommand, type Failure, type Report, type TestOutcome } from './report.ts';

/** A finding and its origin. */
export interface ShownFinding {
  readonly finding: Finding;
  /** The requirement whose test found it; undefined for a finding of the whole run. */
  readonly shownBy: string | undefined;
}

const SHOWN = 5;
const TRACE_EXAMPLES = 3;
const WHOLE_RUN = 'The ids of all answers are compared at the end of the run.';
const WHOLE_RUN_ASKED = 'A request that got such an answer was sent again at once.';

/** All findings of a run: those of the tests, then those that no single test can see. */
export function findingsOf(results: readonly TestOutcome[]): readonly ShownFinding[] {
  const found = results.flatMap(({ requirement: shownBy, evidence }) =>
    (evidence?.findings ?? []).map((finding) => ({ finding, shownBy })),
  );
  const evidence = results.flatMap((result) => result.evidence ?? []);
  const acrossTests = [
    ...repeatedConfigIds(results),
    ...repeatedTraceIds(evidence.flatMap((each) => each.traceIds)),
    ...slipsIn(evidence),
  ].map((finding) => ({ finding, shownBy: undefined }));
  return [...found, ...acrossTests];
}

/**
 * Finds two configurations with one id. The same URL of the same account, confirmed twice with one id, is
 * left out: the server accepted a duplicate, which breaks the uniqueness of URLs and not of ids. If only
 * creates that arrive together share ids, the finding belongs to `concurrency-config-id-own`.
 */
function repeatedConfigIds(results: readonly TestOutcome[]): readonly Finding[] {
  const owners = new Map<string, Map<string, Confirmed>>();
  for (const { evidence } of results) {
    for (const each of evidence?.confirmed ?? []) {
      const known = owners.get(each.configId) ?? new Map<string, Confirmed>();
      owners.set(each.configId, known.set(JSON.stringify([each.accountId, each.url]), each));
    }
  }
  return [...owners].flatMap(([configId, configurations]): Finding[] => {
    const [first, second, ...others] = [...configurations.values()];
    if (!first || !second) return [];
    const more = others.length > 0 ? `, and for ${others.length} more` : '';
    return [
      {
        requirement: [first, second, ...others].every(({ together }) => together)
          ? 'concurrency-config-id-own'
          : 'response-config-id-unique',
        case: 'over the whole run',
        because: WHOLE_RUN,
        received: `${configId} for ${nameOf(first)} and again for ${nameOf(second)}${more}`,
        documented: 'a different config_id for each configuration',
      },
    ];
  });
}

function nameOf({ accountId, url }: Confirmed): string {
  return `${url} of account ${accountId}`;
}

function repeatedTraceIds(traceIds: readonly string[]): readonly Finding[] {
  const times = new Map<string, number>();
  for (const id of traceIds) times.set(id, (times.get(id) ?? 0) + 1);
  const repeated = [...times].filter(([, count]) => count > 1);
  if (repeated.length === 0) return [];
  const examples = repeated.slice(0, TRACE_EXAMPLES).map(([id, count]) => `${id} ${count} times`);
  const more =
    repeated.length > TRACE_EXAMPLES ? `, and ${repeated.length - TRACE_EXAMPLES} more trace ids again` : '';
  return [
    {
      requirement: 'response-trace-id-differs',
      case: 'over the whole run',
      because: WHOLE_RUN,
      received: `${examples.join(', ')}${more}`,
      documented: 'another meta.trace_id in every answer',
    },
  ];
}

/** The answers that came now and then only, one finding for each status, with its share of all answers. */
function slipsIn(evidence: readonly Evidence[]): readonly Finding[] {
  const slips = evidence.flatMap((each) => each.slips);
  const sent = evidence.reduce((sum, { requests }) => sum + requests, 0);
  return [...new Set(slips.map(({ status }) => status))].flatMap((status): Finding[] => {
    const alike = slips.filter((slip) => slip.status === status);
    const [first] = alike;
    if (first === undefined) return [];
    const count = alike.length;
    return [
      {
        requirement: 'http-no-server-error',
        case: 'over the whole run',
        because: WHOLE_RUN_ASKED,
        received: `${count} of ${sent.toLocaleString('en')} answers ${count === 1 ? 'was' : 'were'} ${status} to a right request: ${askedIn(alike)}`,
        documented: 'the documented answer each time; sent again, each of them got another one',
        exchange: first.exchange,
      },
    ];
  });
}

/** What was asked how often, such as `5 × webhook.config.create, 2 × webhook.config.list`. */
function askedIn(slips: readonly Slip[]): string {
  const counts = new Map<string, number>();
  for (const { asked } of slips) counts.set(asked, (counts.get(asked) ?? 0) + 1);
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([asked, count]) => `${count} × ${asked.replace(/^\//, '')}`)
    .join(', ');
}

/**
 * The findings of one requirement as the report shows them: each one once, those of its own test first, at
 * most five. A server without `meta` gives hundreds of equal findings.
 * @param target what was judged
 */
export function failuresOf(
  id: string,
  findings: readonly ShownFinding[],
  target: Report['target'],
): readonly Failure[] {
  const own = findings.filter((finding) => finding.shownBy === id);
  const others = findings.filter((finding) => finding.shownBy !== id);
  const distinct = new Map<string, Failure>();
  for (const finding of [...own, ...others]) {
    const { case: label, received, documented, counterexample, calls } = finding.finding;
    const key = JSON.stringify([label, received, documented, counterexample, calls]);
    if (!distinct.has(key)) distinct.set(key, failureOf(finding, target));
  }
  return [...distinct.values()].slice(0, SHOWN);
}

/** Copies the members one by one: other members of the evidence do not belong in the report. */
function failureOf({ finding, shownBy }: ShownFinding, target: Report['target']): Failure {
  const { because, received, documented, exchange, control, counterexample, calls, seed, path } = finding;
  const { steps, picture, explanation } = finding;
  return {
    ...(explanation === undefined ? {} : { explanation }),
    ...(finding.case === undefined ? {} : { case: finding.case }),
    ...(because === undefined ? {} : { because }),
    received,
    documented,
    ...(exchange === undefined ? {} : { exchange }),
    ...(control === undefined ? {} : { control }),
    ...(counterexample === undefined ? {} : { counterexample }),
    ...(calls === undefined ? {} : { calls }),
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
    ...(steps === undefined ? {} : { steps }),
    ...(picture === undefined ? {} : { picture }),
    again: againCommand(target, ...optionsOf(shownBy, seed)),
  };
}

/** Selects the test that found it, and not the test of the broken requirement, which may have passed. */
function optionsOf(shownBy: string | undefined, seed: number | undefined): readonly string[] {
  return [
    ...(seed === undefined ? [] : [`--seed ${seed}`]),
    ...(shownBy === undefined ? [] : [`--grep @${shownBy}`]),
  ];
}
