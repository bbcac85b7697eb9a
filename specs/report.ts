/**
 * The form of `conformance.json`. `schemas/conformance.schema.json` describes it for other programs; a test
 * compares the two.
 */
import type {
  Disturbance,
  Finding,
  KnownFailure,
  Left,
  LeftOut,
  Level,
  Observation,
  RunVerdict,
  Stray,
  Verdict,
} from './types.ts';

/** A finding as the report shows it. */
export interface Failure extends Omit<Finding, 'requirement'> {
  /** The command that runs the test again that found it. */
  readonly again: string;
}

/**
 * What became of a known failure. `known`: it still fails, and does not gate. `expired`: it still fails, and
 * gates again. `mended`: it passes, so the entry has to go. `not judged`: this run gave no verdict on it.
 */
export type KnownState = 'known' | 'expired' | 'mended' | 'not judged';

export interface KnownFailureReport extends KnownFailure {
  readonly state: KnownState;
}

export interface RequirementReport {
  readonly id: string;
  readonly area: string;
  readonly level: Level;
  readonly claim: string;
  readonly text: string;
  readonly source: { readonly page: string; readonly part: string };
  readonly verdict: Verdict;
  /** How long its test took. */
  readonly durationMs: number;
  /** Why there is no verdict; for inconclusive, excluded and not-claimed. */
  readonly reason?: string;
  readonly alternatives?: readonly string[];
  readonly observed: readonly Pick<Observation, 'case' | 'taken'>[];
  /** The cases that were not judged: something in front of the application answers them. */
  readonly leftOut: readonly LeftOut[];
  /** The number of all failures; `failures` has only five, each one once. */
  readonly failureCount: number;
  readonly failures: readonly Failure[];
}

export interface Report {
  readonly schemaVersion: 4;
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
  /** Whether tests of claimed requirements were left out or not reached. */
  readonly partial: boolean;
  /** Why the target seems to keep no state. */
  readonly noState?: string;
  /** Why the target seems to mix up accounts. */
  readonly mixesAccounts?: string;
  /** What the histories of calls have tried. Only `--verbose` shows it; it is not in `conformance.json`. */
  readonly tried?: string;
  /** Why the run ended early. */
  readonly ended?: string;
  /** Each entry of `--known-failures`; missing without it. */
  readonly knownFailures?: readonly KnownFailureReport[];
  /** What the network did to requests of the tests, each kind with its count, most frequent first. */
  readonly disturbances: readonly Disturbance[];
  /** Configurations in accounts that the user did not name. */
  readonly strays: readonly Stray[];
  /** What the run has left in the accounts of the user, or taken away; undefined when it is nothing. */
  readonly left?: readonly Left[];
  /** Faults of the suite, not of the target, one line each. */
  readonly suiteErrors: readonly string[];
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly requirements: readonly RequirementReport[];
}
