/**
 * What a run says, as data: the form of `conformance.json`. `specs/schemas/conformance.schema.json` says the
 * same to other programs; a test holds the two together.
 */
import type {
  Evidence,
  Finding,
  Level,
  Observation,
  RunInfo,
  RunVerdict,
  Stray,
  Verdict,
} from '../specs/types.ts';
import { cut, plural } from './text.ts';

/** How one conformance test ended. */
export interface TestOutcome {
  /** The id its annotation names; any string, since a test may name what the catalogue does not have. */
  readonly requirement: string;
  readonly status: 'passed' | 'failed' | 'timedOut' | 'interrupted' | 'skipped';
  /** Undefined when the test left none, or none that can be read. */
  readonly evidence: Evidence | undefined;
  /** The first lines of its first error, without colours. */
  readonly error: string | undefined;
}

/** What is known of a run after its last test. */
export interface FinishedRun extends RunInfo {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /**
   * Whether the user picked tests: a requirement without a test is then `not run`, otherwise a hole in the
   * suite.
   */
  readonly selection: boolean;
  /**
   * Ids of the requirements whose tests were going to run; one without an outcome means that the run was
   * stopped.
   */
  readonly planned?: readonly string[];
  /** Errors outside any test, one line each: a spec file that does not load, say. */
  readonly errors?: readonly string[];
}

/** One breach as it is shown. */
export interface Failure extends Omit<Finding, 'requirement'> {
  /** The command that runs the test that showed it. */
  readonly again: string;
}

export interface RequirementReport {
  readonly id: string;
  readonly area: string;
  readonly level: Level;
  readonly claim: string;
  readonly text: string;
  readonly source: { readonly page: string; readonly part: string };
  readonly verdict: Verdict;
  /** Why there is no verdict; present for inconclusive, excluded and not-claimed. */
  readonly reason?: string;
  readonly alternatives?: readonly string[];
  readonly observed: readonly Pick<Observation, 'case' | 'taken'>[];
  /** All breaches, also those that `failures` leaves out because they repeat another or are too many. */
  readonly failureCount: number;
  readonly failures: readonly Failure[];
}

export interface Report {
  readonly schemaVersion: 2;
  readonly suiteVersion: string;
  readonly label?: string;
  readonly contractDigest: string;
  readonly target: { readonly name: string; readonly url: string };
  readonly claims: readonly string[];
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: number;
  readonly requests: number;
  readonly verdict: RunVerdict;
  /** True when tests of claimed requirements were left out or not reached. */
  readonly partial: boolean;
  /** What was registered for accounts that nobody named. */
  readonly strays: readonly Stray[];
  /** What went wrong in the suite rather than in the target, one line each. */
  readonly suiteErrors: readonly string[];
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly requirements: readonly RequirementReport[];
}

/**
 * What a run has judged, as people call it: a verdict without it could be taken for that of another server.
 */
export function judgedName({ name, url }: Report['target']): string {
  if (name === 'reference') return 'the embedded reference server';
  return name === 'live' ? url : name;
}

/** The command that judges a target again. */
export function commandFor({ name }: Report['target']): string {
  return name === 'reference' ? 'npm start' : 'npm run conformance';
}

/**
 * How many requirements the run was to judge (claimed and not excluded), and how many of them got a verdict.
 */
export function coverage(report: Report): { readonly judged: number; readonly claimed: number } {
  const { pass, fail, warn, inconclusive } = report.counts;
  return { judged: pass + fail + warn, claimed: pass + fail + warn + inconclusive };
}

/** How the reason begins where a test was left out or not reached. */
export const NOT_RUN = 'Not run';

/** An account id is shown up to so many characters. */
const SHOWN_ID = 80;

/**
 * What was registered for accounts that nobody named, as a heading and a line for each with what is to be
 * done; none when nothing was.
 */
export function strayLines({ strays }: Report): readonly [heading: string, ...lines: string[]] | undefined {
  if (strays.length === 0) return undefined;
  const left = strays.filter(({ deleted }) => !deleted).length;
  const still = left === 0 ? 'all deleted again' : `${left} still there`;
  const lines = strays.map(({ accountId, url, configId, deleted }) => {
    const account = cut(accountId, SHOWN_ID);
    const named = `account ${account}: ${url}${configId === undefined ? '' : ` (${configId})`}`;
    if (deleted) return `${named}: deleted again.`;
    const how =
      configId === undefined
        ? 'look for it in the target and delete it'
        : `call webhook.config.delete with account_id ${account} and config_id ${configId}, or delete it in the target`;
    return `${named}: STILL THERE, and the webhooks of that account go to it: ${how}.`;
  });
  return [
    `Registered for accounts that nobody named: ${plural(strays.length, 'configuration')}, ${still}`,
    ...lines,
  ];
}

/** Whether a test of the requirement ran, or a breach of it was seen all the same. */
export function wasJudged({ verdict, reason }: RequirementReport): boolean {
  if (verdict === 'excluded' || verdict === 'not-claimed') return false;
  return !reason?.startsWith(NOT_RUN);
}

/**
 * The requirements without verdict as lines, those with the same reason together: a partial run has dozens of
 * them, and their names say nothing then.
 */
export function withoutVerdict({ requirements }: Report): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { id, verdict, reason = '' } of requirements) {
    if (verdict === 'inconclusive') byReason.set(reason, [...(byReason.get(reason) ?? []), id]);
  }
  return [...byReason].map(([reason, ids]) => {
    const named =
      ids.length > 4 && reason.startsWith(NOT_RUN) ? `${ids.length} requirements` : ids.join(', ');
    return `${named}: ${reason}`;
  });
}
