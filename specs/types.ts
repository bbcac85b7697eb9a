/**
 * Types of the data in this folder and of the evidence that tests pass to reports. They are here so that
 * `fixtures` and `reports` need not import each other.
 */
import type catalogue from './requirements.json';

/** A requirement id, `<area>-<fact>`: a key of `requirements.json`, so unknown ids do not compile. */
export type RequirementId = keyof (typeof catalogue)['requirements'];

export type Level = 'MUST' | 'SHOULD';

/** One sentence of the contract; `requirements.schema.json` explains each member. */
export interface Requirement {
  readonly level: Level;
  readonly area: string;
  readonly claim: string;
  readonly text: string;
  readonly source: { readonly page: string; readonly part: string };
  /** Answers that the contract leaves open. All are accepted; the taken one is recorded as observed. */
  readonly alternatives?: readonly string[];
  /** The refusals of a right create that break it; other refusals break other requirements. */
  readonly brokenBy?: readonly string[];
  /** It covers several other requirements together: a mutant that breaks one of them may break it too. */
  readonly across?: boolean;
  /** Why it cannot be judged. It has no test then. */
  readonly excluded?: string;
}

/** The verdict of one requirement; `warn` is a failed SHOULD. */
export type Verdict = 'pass' | 'fail' | 'warn' | 'inconclusive' | 'excluded' | 'not-claimed';

/** The verdict of the whole run. `nonconformant as known`: every broken MUST is a known failure. */
export type RunVerdict = 'conformant' | 'nonconformant' | 'nonconformant as known' | 'inconclusive';

/** An entry of `--known-failures`: a failure that does not gate until it expires. */
export interface KnownFailure {
  readonly requirement: RequirementId;
  readonly reason: string;
  readonly owner: string;
  /** The last day on which the failure does not gate, as `2027-01-31`, in UTC. */
  readonly expires: string;
}

/** A request and its answer without secrets: credentials and signatures are replaced by their names. */
export interface Exchange {
  readonly request: {
    readonly verb: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** From the first byte sent to the last byte read, in milliseconds. */
  readonly durationMs: number;
}

/** A create, update or delete that the target carried out. */
export interface Step {
  readonly method: string;
  readonly accountId: string;
  readonly body: string;
  /** The config_id in the answer. */
  readonly issued?: string;
  /** Whether it arrived together with others. */
  readonly together?: true;
  /** How many configurations the account held before. */
  readonly held: number;
}

/** One requirement that the target broke, with what shows it. */
export interface Finding {
  readonly requirement: RequirementId;
  /** What explains everything that the test saw, in a sentence. It stands first. */
  readonly explanation?: string;
  /** The labelled fault of the request, or the step of a scenario. */
  readonly case?: string;
  /** Why the finding belongs to this requirement although the test of another one found it. */
  readonly because?: string;
  readonly received: string;
  readonly documented: string;
  readonly exchange?: Exchange;
  /** The account's marker, created again behind an unexpected refusal, and its answer. */
  readonly control?: Exchange;
  /** The shrunk input of a property; `seed` and `path` replay it. */
  readonly counterexample?: string;
  /** The shortest failing history as shell lines. */
  readonly calls?: readonly string[];
  readonly seed?: number;
  readonly path?: string;
  /** What the test had changed in its accounts before, in order. Only `report.html` shows it. */
  readonly steps?: readonly Step[];
  /** The drawing of a race, as SVG. Only `report.html` shows it. */
  readonly picture?: string;
}

/** The alternative that the target took in one case of a requirement with `alternatives`. */
export interface Observation {
  readonly requirement: RequirementId;
  readonly case: string;
  readonly taken: string;
}

/** What something between the suite and the application did to requests. */
export interface Disturbance {
  /** Such as `502 with a page` or `the connection was closed`. */
  readonly kind: string;
  readonly count: number;
}

/** A case that was not judged. */
export interface LeftOut {
  readonly case: string;
  readonly reason: string;
}

/** A confirmed create, for checks across the run. */
export interface Confirmed {
  readonly configId: string;
  readonly accountId: string;
  readonly url: string;
  /** Whether it arrived together with others. */
  readonly together?: true;
}

/** An accepted create for an account that the user did not name. */
export interface Stray {
  /** The account as the request named it. */
  readonly accountId: string;
  readonly url: string;
  readonly configId?: string;
  /** Whether it was deleted again at once. */
  readonly deleted: boolean;
}

/** An answer of the application that a right request got once, and not when it was sent again. */
export interface Slip {
  readonly status: number;
  /** The path of the request. */
  readonly asked: string;
  readonly exchange: Exchange;
}

/** What the lists behind the tests show of the configurations that the target has confirmed. */
export interface Keeping {
  /** How many were confirmed and not deleted. */
  readonly confirmed: number;
  /** Those that no list shows, as `whc_... (https://...)`. */
  readonly missing: readonly string[];
  /** Those that another account lists, with both accounts. */
  readonly elsewhere: readonly string[];
  /** Those that are listed beside a confirmed one with the same URL. */
  readonly twice: readonly string[];
}

/** A configuration that a run has left behind, or that it may have taken away. */
export interface Left {
  readonly accountId: string;
  /**
   * `stays`: nothing can be deleted with `create` alone. `remains`: it was not deleted. `missing`: the
   * account held it before the run, and holds it no more. `unknown`: nobody knows what the account holds.
   */
  readonly state: 'stays' | 'remains' | 'missing' | 'unknown';
  readonly url?: string;
  readonly configId?: string;
}

/**
 * What one test saw, attached to its result as JSON with the name `evidence`. The reporter lives as long as
 * the run and judges everything that spans tests, so replaced workers do not matter.
 */
export interface Evidence {
  readonly requests: number;
  /** How often the test compared an answer with the contract; a pass with 0 proves nothing. */
  readonly judged: number;
  /** Findings of the requirement of the test or of others. */
  readonly findings: readonly Finding[];
  readonly observed: readonly Observation[];
  /** Why no verdict was possible: throttled, timed out, unreachable. */
  readonly inconclusive: readonly string[];
  /** What the network did to requests of this test, each kind with its count. */
  readonly disturbances: readonly Disturbance[];
  /** The cases that were not judged because something in front of the application answered them. */
  readonly leftOut: readonly LeftOut[];
  readonly confirmed: readonly Confirmed[];
  readonly strays: readonly Stray[];
  readonly slips: readonly Slip[];
  readonly traceIds: readonly string[];
  /** What the histories have tried, as a sentence; only their test has it. Only `--verbose` shows it. */
  readonly tried?: string;
}

/** What is known of a run before its first test. */
export interface RunInfo {
  readonly suiteVersion: string;
  /** The user's name of the run, so that a CI job can tell its report from an earlier one. */
  readonly label?: string;
  /** SHA-256 over the files of `specs/` that define the contract, in hex. */
  readonly contractDigest: string;
  readonly runId: string;
  readonly target: {
    readonly name: string;
    readonly url: string;
    /** The flags that the user has set, as a shell takes them, for a command that judges the target again. */
    readonly flags?: readonly string[];
  };
  readonly claims: readonly string[];
  readonly seed: number;
  /** Why the target seems to keep no state, as a sentence; undefined where nothing shows it. */
  readonly noState?: string;
  /** What `--known-failures` lists; undefined without it. */
  readonly knownFailures?: readonly KnownFailure[];
  /** The formats of the report, of `report-files.json`; the usual ones if undefined. */
  readonly formats?: readonly string[];
  /** The absolute path of the report folder. */
  readonly reportDir: string;
}

/** A target of a matrix run: the reference server with or without changed rules. */
export interface MatrixTarget {
  readonly name: string;
  readonly kind: 'reference' | 'variant' | 'mutant';
  /** The difference in one sentence. */
  readonly about: string;
  /** The requirements that must fail on a mutant; empty for other targets. */
  readonly catchers: readonly RequirementId[];
  readonly claims: readonly string[];
  /** The claims whose tests judge it: a mutant is not judged by tests that cannot show its change. */
  readonly judgedBy: readonly string[];
  /** The expected verdict of a whole run. */
  readonly verdict: RunVerdict;
  /** The replaced rules in the order of their change. */
  readonly replaced: readonly ReplacedRule[];
}

/** A rule of the reference server that a mutant or variant replaces. */
export interface ReplacedRule {
  readonly rule: string;
  /** The replacement as source text. */
  readonly by: string;
  /** The file of the rule, relative to the project folder. */
  readonly file: string;
  /** The first and last line of the rule, counted from 1. */
  readonly lines: readonly [first: number, last: number];
}
