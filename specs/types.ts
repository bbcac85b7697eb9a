/**
 * The form of the data in this folder, and of what a test hands to a report, as TypeScript sees it.
 * Types only, nothing runs here: `fixtures` and `reports` both read them and so need not know each other.
 */
import type catalogue from './requirements.json';

/**
 * The id of a requirement, `<area>-<fact>`: a key of `requirements.json`, so that an unknown id does not
 * compile.
 */
export type RequirementId = keyof (typeof catalogue)['requirements'];

export type Level = 'MUST' | 'SHOULD';

/** One sentence of the contract; `requirements.schema.json` says what each member means. */
export interface Requirement {
  readonly level: Level;
  readonly area: string;
  readonly claim: string;
  readonly text: string;
  readonly source: { readonly page: string; readonly part: string };
  /** The answers the contract leaves open; any of them is kept, the one taken is written down as observed. */
  readonly alternatives?: readonly string[];
  /** Refusals of a right create that break it; any other refusal breaks another requirement. */
  readonly brokenBy?: readonly string[];
  /**
   * It tries all together what other requirements say one by one: a mutant that breaks one of those may break
   * it too.
   */
  readonly across?: boolean;
  /** Why it cannot be judged. A requirement with this member has no test. */
  readonly excluded?: string;
}

/** What a requirement got in one run; `warn` is a failed SHOULD. */
export type Verdict = 'pass' | 'fail' | 'warn' | 'inconclusive' | 'excluded' | 'not-claimed';

/** What a whole run says of its target. */
export type RunVerdict = 'conformant' | 'nonconformant' | 'inconclusive';

/**
 * A request and its answer as they may be shown: credentials and signatures are replaced by what they are.
 */
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

/** One breach of one requirement, as a test or a passing answer showed it. */
export interface Finding {
  readonly requirement: RequirementId;
  /** The labelled fault of the request, or the step of a scenario, that led to it. */
  readonly case?: string;
  /** Why it is reported under this requirement although the test of another one found it. */
  readonly because?: string;
  readonly received: string;
  readonly documented: string;
  readonly exchange?: Exchange;
  /** The shrunk input of a property test, with the seed and the path that replay it. */
  readonly counterexample?: string;
  /** The shortest history that shows it, as lines for a shell. */
  readonly calls?: readonly string[];
  readonly seed?: number;
  readonly path?: string;
}

/** Which alternative the target took, for one case of a requirement that has `alternatives`. */
export interface Observation {
  readonly requirement: RequirementId;
  readonly case: string;
  readonly taken: string;
}

/** A create that was confirmed, for checks over the whole run. */
export interface Confirmed {
  readonly configId: string;
  readonly accountId: string;
  readonly url: string;
}

/** A create that was accepted for an account that nobody named. */
export interface Stray {
  /** The account as the request named it. */
  readonly accountId: string;
  readonly url: string;
  readonly configId?: string;
  /** Whether it was deleted again at once. */
  readonly deleted: boolean;
}

/**
 * All that one test saw, attached to its result as JSON under the name `evidence`. It goes to the reporter,
 * which lives as long as the run: what spans tests is judged there, so it does not matter how often
 * Playwright replaces a worker.
 */
export interface Evidence {
  readonly requests: number;
  /**
   * How often the test compared an answer with the contract; a test that passes with 0 has proved nothing.
   */
  readonly judged: number;
  /** Breaches, of the test's own requirement or of another that an answer happened to break. */
  readonly findings: readonly Finding[];
  readonly observed: readonly Observation[];
  /** Why no verdict was possible: throttled, timed out, unreachable. */
  readonly inconclusive: readonly string[];
  /**
   * Answers that leave open whether a create was applied although it was sent again (503); findings after one
   * are doubtful.
   */
  readonly disturbed: readonly string[];
  readonly confirmed: readonly Confirmed[];
  readonly strays: readonly Stray[];
  readonly traceIds: readonly string[];
}

/** What is known of a run before its first test. */
export interface RunInfo {
  readonly suiteVersion: string;
  /** What the user calls the run, so that a CI job can tell the report of this run from an earlier one. */
  readonly label?: string;
  /** SHA-256 over the files of `specs/` that carry the contract, in hex. */
  readonly contractDigest: string;
  readonly runId: string;
  readonly target: { readonly name: string; readonly url: string };
  readonly claims: readonly string[];
  readonly seed: number;
  /** Folder that takes the reports; absolute. */
  readonly reportDir: string;
}

/**
 * What a matrix run knows beforehand of one of its targets, a reference server changed in one rule or not at
 * all.
 */
export interface MatrixTarget {
  readonly name: string;
  readonly kind: 'reference' | 'variant' | 'mutant';
  /** What is different about it, in a sentence. */
  readonly about: string;
  /** The requirements that must fail on a mutant; none for the others. */
  readonly catchers: readonly RequirementId[];
  /** What it claims to do. */
  readonly claims: readonly string[];
  /**
   * The claims among them whose tests it is judged by: a mutant is not asked where nothing of what is
   * replaced can show.
   */
  readonly judgedBy: readonly string[];
  /** What a whole run must say of it. */
  readonly verdict: RunVerdict;
  /** The rules that are replaced, in the order of their change. */
  readonly replaced: readonly ReplacedRule[];
}

/** A rule of the reference server that one of its mutants or variants replaces. */
export interface ReplacedRule {
  readonly rule: string;
  /** What replaces it, as source text. */
  readonly by: string;
  /** The file that holds the rule, from the project's folder. */
  readonly file: string;
  /** First and last line of the rule there, counted from 1. */
  readonly lines: readonly [first: number, last: number];
}
