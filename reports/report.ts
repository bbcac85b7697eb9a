/** What the renderers of a report share. */
import { commandOf, quoted } from '../specs/commands.ts';
import type { Failure, Report, RequirementReport } from '../specs/report.ts';
import { NO_ACCOUNT } from '../specs/no-account.ts';
import type { Evidence, Keeping, Left, RunInfo } from '../specs/types.ts';
import { cut, plural } from './text.ts';

export type { Failure, Report, RequirementReport };

/** The outcome of one conformance test. */
export interface TestOutcome {
  /** The id in its annotation. Any string, because a test may name an unknown requirement. */
  readonly requirement: string;
  readonly status: 'passed' | 'failed' | 'timedOut' | 'interrupted' | 'skipped';
  /** How long the test took. */
  readonly durationMs: number;
  /** Undefined when the test left none that can be read. */
  readonly evidence: Evidence | undefined;
  /** The first lines of the first error, without colours. */
  readonly error: string | undefined;
}

/** What is known about a run after its last test. */
export interface FinishedRun extends RunInfo {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /**
   * Whether the user selected tests. A requirement without a test is then "not run", and otherwise a fault of
   * the suite.
   */
  readonly selection: boolean;
  /** Whether the run was gentle: then tests are left out. */
  readonly gentle?: boolean;
  /** The requirements whose tests the run planned. Without an outcome, the run was stopped before. */
  readonly planned?: readonly string[];
  /** Why the run ended early; undefined when it did not. */
  readonly ended?: string | undefined;
  /** What the run has left in the accounts of the user. */
  readonly left?: readonly Left[];
  /** What the lists behind the tests show of what the target has confirmed. */
  readonly keeping?: Keeping;
  /** Errors outside of tests, one line each, such as a spec file that does not load. */
  readonly errors?: readonly string[];
}

/** The target as people call it. A verdict without it could be read as the verdict on another server. */
export function judgedName({ name, url }: Report['target']): string {
  if (name === 'reference') return 'the embedded reference server';
  return name === 'live' ? url : name;
}

/**
 * The command that judges the same target again. It names the URL, so that it cannot judge another target
 * that the environment names.
 *
 * @param options as a shell takes them
 */
export function againCommand(
  { name, url, flags = [] }: RunInfo['target'],
  ...options: readonly string[]
): string {
  const words =
    name === 'reference' ? [...flags, ...options] : [`--url ${quoted(url)}`, ...flags, ...options];
  return commandOf(name === 'reference' ? 'demo' : 'run', words.length === 0 ? undefined : words.join(' '));
}

/** How many requirements are claimed and not excluded, and how many of them have a verdict. */
export function coverage(report: Report): { readonly judged: number; readonly claimed: number } {
  const { pass, fail, warn, inconclusive } = report.counts;
  return { judged: pass + fail + warn, claimed: pass + fail + warn + inconclusive };
}

/** The reason begins like this when a test was left out or not reached. */
export const NOT_RUN = 'Not run';

/** The reason of a requirement whose test a gentle run leaves out. */
export const LEFT_OUT_GENTLY = `${NOT_RUN}: left out by --gentle.`;

const SHOWN_ID = 80;

/**
 * The configurations in accounts that the user did not name: a heading, and a line for each that is left,
 * with what to do. `conformance.json` has them all.
 */
export function strayLines({ strays }: Report): readonly [heading: string, ...lines: string[]] | undefined {
  if (strays.length === 0) return undefined;
  const there = strays.filter(({ deleted }) => !deleted);
  const still =
    there.length === 0 ? 'the target says that all are deleted again' : `${there.length} still there`;
  const lines = there.map(({ accountId, url, configId }) => {
    const isNone = accountId === NO_ACCOUNT;
    const account = JSON.stringify(cut(accountId, SHOWN_ID));
    const name = isNone ? 'no account' : `account ${account}`;
    const named = `${name}: ${url}${configId === undefined ? '' : ` (${configId})`}`;
    if (isNone)
      return `${named}: STILL THERE, in an account that the target chose: look for it there and delete it.`;
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

const STATES: Readonly<Record<Left['state'], string>> = {
  stays: 'stays',
  remains: 'was not deleted',
  missing: 'was there before the run, and is not any more',
  unknown: 'nobody knows what it holds',
};

/** So many configurations of an account are named; `conformance.json` has them all. */
const SHOWN_LEFT = 3;

/** What the run has left in the accounts of the user, or taken away: a heading, and a line for each. */
export function leftLines({ left = [] }: Report): readonly [heading: string, ...lines: string[]] | undefined {
  if (left.length === 0) return undefined;
  const all = left.every(({ state }) => state === 'stays')
    ? `Left in the accounts, because create alone deletes nothing: ${plural(left.length, 'configuration')}`
    : 'The accounts are not as before the run. Delete what is left with the verb cleanup';
  const groups = new Map<string, Left[]>();
  for (const one of left) {
    const key = `account ${cut(one.accountId, SHOWN_ID)}: ${STATES[one.state]}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const lines = [...groups].map(([key, these]) => {
    const named = these.flatMap(({ url, configId }) =>
      url === undefined ? [] : [configId === undefined ? url : `${url} (${configId})`],
    );
    const more = named.length > SHOWN_LEFT ? `, and ${named.length - SHOWN_LEFT} more` : '';
    return named.length === 0 ? key : `${key}: ${named.slice(0, SHOWN_LEFT).join(', ')}${more}`;
  });
  return [all, ...lines];
}

/** A line for each kind of disturbance, with its count. */
export function disturbanceLines({ disturbances }: Report): readonly string[] {
  return disturbances.map(({ kind, count }) => `${count} × ${kind}`);
}

/** A line for each case that was not judged. */
export function leftOutLines({ requirements }: Report): readonly string[] {
  return requirements.flatMap(({ id, leftOut }) => leftOut.map((one) => `${id}: ${one.case}: ${one.reason}`));
}

/** The heading of the disturbances. */
export const DISTURBANCES = 'Disturbed by something between the suite and the application, and asked again';

/** The heading of the cases that were not judged. */
export const LEFT_OUT = 'Cases that were not judged';

/** Whether a test of the requirement ran, or another test found a failure of it. */
export function wasJudged({ verdict, reason }: RequirementReport): boolean {
  if (verdict === 'excluded' || verdict === 'not-claimed') return false;
  return !reason?.startsWith(NOT_RUN);
}

/**
 * A line for each reason with its requirements. A partial run has dozens of them under one reason, so they
 * are only counted.
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
