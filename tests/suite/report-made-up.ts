/** A small catalogue, and runs that never took place. */
import type { Catalogue } from '../../reports/catalogue.ts';
import type { FinishedRun, Report, RequirementReport, TestOutcome } from '../../reports/report.ts';
import { summarise } from '../../reports/summarise.ts';
import type { Evidence, Finding, Level, Requirement } from '../../specs/types.ts';

const row = (level: Level, area: string, more: Partial<Requirement> = {}): Requirement => ({
  level,
  area,
  claim: 'create',
  text: `Keeps a ${level} of ${area}.`,
  source: { page: 'webhook.config.create', part: 'Errors' },
  ...more,
});

/** Two MUST, two SHOULD, one with alternatives, one excluded, one of another claim. */
export const catalogue = {
  'url-http-refused': row('MUST', 'url'),
  'url-hostless': row('MUST', 'url', { alternatives: ['accepted', 'BAD_REQUEST'] }),
  'http-latency': row('SHOULD', 'http', { excluded: 'No figure is published.' }),
  'response-config-id-unique': row('MUST', 'response'),
  'response-trace-id-differs': row('SHOULD', 'response'),
  'http-header-names-any-case': row('SHOULD', 'http'),
  'list-empty': row('MUST', 'list', { claim: 'management' }),
} satisfies Catalogue;

export const JUDGED = [
  'url-http-refused',
  'url-hostless',
  'response-config-id-unique',
  'response-trace-id-differs',
  'http-header-names-any-case',
] as const;

export const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  requests: 3,
  judged: 2,
  findings: [],
  observed: [],
  inconclusive: [],
  disturbances: [],
  leftOut: [],
  confirmed: [],
  strays: [],
  slips: [],
  traceIds: [],
  ...more,
});

export const finding = (requirement: Finding['requirement'], more: Partial<Finding> = {}): Finding => ({
  requirement,
  received: 'HTTP 200',
  documented: 'HTTP 400, BAD_REQUEST',
  ...more,
});

/** A test that passed; `more` changes what its evidence holds, `ending` how it ended. */
export const outcome = (
  requirement: string,
  more: Partial<Evidence> = {},
  ending: Partial<TestOutcome> = {},
): TestOutcome => ({
  requirement,
  status: 'passed',
  durationMs: 12,
  evidence: evidence(more),
  error: undefined,
  ...ending,
});

/** A test that a matcher made fail. */
export const failed = (requirement: string, more: Partial<Evidence> = {}): TestOutcome =>
  outcome(requirement, more, { status: 'failed', error: 'JudgedFailure: Received HTTP 200' });

/** Passed tests for every judged requirement, except those that `instead` replaces. */
export const all = (...instead: readonly TestOutcome[]): readonly TestOutcome[] => [
  ...JUDGED.filter((id) => instead.every(({ requirement }) => requirement !== id)).map((id) => outcome(id)),
  ...instead,
];

export const run: FinishedRun = {
  suiteVersion: '0.1.0',
  contractDigest: 'a'.repeat(64),
  runId: 'r1',
  target: { name: 'made up', url: 'http://127.0.0.1:1/' },
  claims: ['create'],
  seed: 42,
  reportDir: '/nowhere',
  startedAt: '2025-01-02T03:04:05.678Z',
  durationMs: 1234,
  selection: false,
};

export const reportOf = (results: readonly TestOutcome[], more: Partial<FinishedRun> = {}): Report =>
  summarise(catalogue, results, { ...run, ...more });

export const rowOf = (report: Report, id: keyof typeof catalogue): RequirementReport => {
  const found = report.requirements.find((each) => each.id === id);
  if (found === undefined) throw new Error(`the report has no ${id}`);
  return found;
};

/** A hostile answer: terminal escapes, illegal XML, an end of CDATA, Markdown, half an emoji. */
export const HOSTILE = `\u0000\u001B[2J\u0085\uFFFE]]> "quotes" 'n' <b>&amp; | \`tick\` 😀 \uD83D \u202Eevil\r\nnext\tline`;

/** A run with everything at once. */
export const colourful = (): Report =>
  reportOf(
    [
      failed('url-http-refused', {
        findings: [
          finding('url-http-refused', {
            case: 'http://',
            received: HOSTILE,
            counterexample: HOSTILE,
            calls: [HOSTILE, 'npm run -s call -- webhook.config.list'],
            seed: 7,
            path: '0:1',
            exchange: {
              request: { verb: 'POST', path: '/webhook.config.create', headers: {}, body: HOSTILE },
              response: { status: 200, headers: { 'x-odd': HOSTILE }, body: HOSTILE.repeat(20) },
              durationMs: 1.5,
            },
          }),
        ],
      }),
      outcome('url-hostless', {
        strays: [
          { accountId: HOSTILE, url: 'https://a.example/', configId: HOSTILE, deleted: false },
          { accountId: 'acc_9', url: 'https://b.example/', deleted: true },
        ],
        observed: [{ requirement: 'url-hostless', case: 'https://', taken: HOSTILE }],
      }),
      failed('response-config-id-unique', { inconclusive: [`throttled ${HOSTILE}`] }),
      failed('http-header-names-any-case', { findings: [finding('http-header-names-any-case')] }),
    ],
    {
      selection: true,
      errors: [`a spec file does not load ${HOSTILE}`],
      target: { name: HOSTILE, url: 'http://h/' },
    },
  );
