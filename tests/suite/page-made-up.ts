/** Reports that no run made, for the page: a pass, six failures of one cause, a race, a hostile target. */
import { drawHistory } from '../../fixtures/checks/bursts/picture.ts';
import { requirementIds } from '../../fixtures/contract/catalogue.ts';
import { catalogue } from '../../reports/catalogue.ts';
import type { Failure, Report, RequirementReport } from '../../reports/report.ts';
import { summarise } from '../../reports/summarise.ts';
import type { Exchange, Finding, RequirementId, Step } from '../../specs/types.ts';
import { failed, outcome, run } from './report-made-up.ts';

const LIMIT_REACHED = '400 SYSTEM_RULE_VIOLATION / Webhook Config / MAX_WEBHOOK_URL_LIMIT';

/** A right create that was accepted, as reports show it. */
export const exchange: Exchange = {
  request: {
    verb: 'POST',
    path: '/webhook.config.create',
    headers: {
      Authorization: 'KSig1-HMAC-SHA256 <signature>',
      'X-API-Key': '<API Key>',
      'X-API-Auth-Token': '<Auth Token>',
      'X-API-Version': '2025-03-24',
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    body: '{"account_id":"acc_1","config":{"url":"https://limit-1.conformance.example/21st"}}',
  },
  response: {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: '{"meta":{"status":"SUCCESS","trace_id":"trc_FuYoP1PfBfpL3xECZpyyT8"},"data":{"config_id":"whc_IwGC"}}',
  },
  durationMs: 2.6,
};

export const step = (path: string, more: Partial<Step> = {}): Step => ({
  method: 'webhook.config.create',
  accountId: 'acc_1',
  body: `{"account_id":"acc_1","config":{"url":"https://limit-1.conformance.example/${path}"}}`,
  held: 0,
  ...more,
});

/** A create above the limit that was accepted. */
const above = (requirement: RequirementId, more: Partial<Finding> = {}): Finding => ({
  requirement,
  received: '200 SUCCESS',
  documented: LIMIT_REACHED,
  exchange,
  steps: [step('first', { held: 19 }), step('21st', { held: 20 })],
  ...more,
});

export const race: Finding = {
  requirement: 'concurrency-one-url-once',
  received: '3 × 200 SUCCESS',
  documented: '1 × 200 SUCCESS, 2 × URL_ALREADY_EXISTS',
  because: 'No order of the creates that this test sent together explains the answers.',
  exchange,
  steps: [0, 1, 2].map(() => step('21st', { held: 1, together: true })),
  picture: drawHistory(
    [0, 1, 2].map((client) => ({
      client,
      label: 'create https://limit-1.conformance.example/21st',
      answer: '200 SUCCESS',
      startMs: client / 10,
      endMs: 4 + client,
      role: (['core', 'illegal', 'other'] as const)[client] ?? 'other',
    })),
  ),
};

/** A report of the whole catalogue, on a live target. */
export function reportWith(
  findings: readonly Finding[],
  open: Readonly<Record<string, string>> = {},
): Report {
  const results = requirementIds.flatMap((id) => {
    const { excluded, alternatives } = catalogue[id] ?? {};
    if (excluded !== undefined) return [];
    const own = findings.filter(({ requirement }) => requirement === id);
    if (own.length > 0) return [failed(id, { findings: own })];
    const reason = open[id];
    if (reason !== undefined) return [failed(id, { inconclusive: [reason] })];
    const observed = [{ requirement: id, case: 'a case', taken: 'BAD_REQUEST' }];
    return [outcome(id, alternatives === undefined ? {} : { observed })];
  });
  const target = { name: 'live', url: 'https://staging.conformance.example' };
  return summarise(catalogue, results, { ...run, target, claims: ['create', 'management'] });
}

export const passed = (): Report => reportWith([]);

const OVER: readonly RequirementId[] = [
  'uniqueness-duplicate-takes-no-slot',
  'limit-21st-refused',
  'limit-30th-refused',
  'limit-slot-freed',
  'limit-update-of-full',
];

/** Six requirements broken by one missing check, and two without a verdict because of it. */
export const sixFailures = (): Report =>
  reportWith(
    [
      ...OVER.map((id) => above(id)),
      above('concurrency-free-slots-only', {
        received: '8 × 200 SUCCESS',
        documented: '3 × 200 SUCCESS, 5 × MAX_WEBHOOK_URL_LIMIT',
      }),
    ],
    {
      'limit-refusal-stores-nothing': 'The precondition failed. See limit-30th-refused.',
      'effects-refusal-takes-no-slot': 'The account took too many; see limit-slot-freed.',
      'http-header-names-any-case': 'The target asked to wait.',
    },
  );

export const raced = (): Report => reportWith([race]);

const MEGABYTE = 2 ** 20;
const EVIL = `</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>"'><svg onload=alert(1)></style></pre></details>]]>\u202E\u2067\u0000\u001B\u{E0041}--><base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>`;

/** A megabyte of markup, ends of elements, marks that turn the text, and control characters. */
export const HOSTILE_TEXT = (EVIL + '&<>"\u202E\n'.repeat(MEGABYTE)).slice(0, MEGABYTE);

/**
 * A report in which every text that a target can choose is hostile and large, and every list is full.
 * @param length characters of each text
 * @param rows how many requirements it has
 */
export function hostile(length = MEGABYTE, rows = Infinity): Report {
  const text = HOSTILE_TEXT.slice(0, length);
  const headers = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`${index}${text}`, text]));
  const evil: Exchange = {
    request: { verb: text, path: text, headers, body: text },
    response: { status: 200, headers, body: text },
    durationMs: 1,
  };
  const failure: Failure = {
    explanation: text,
    case: text,
    received: text,
    documented: text,
    because: text,
    counterexample: text,
    calls: [text, text],
    steps: [step('a', { body: text, accountId: text })],
    exchange: evil,
    control: evil,
    seed: 1,
    path: text,
    again: text,
  };
  const verdicts = ['fail', 'warn', 'inconclusive', 'pass'] as const;
  const base = passed();
  const requirements = base.requirements.slice(0, rows).map((row, index): RequirementReport => {
    const verdict = row.verdict === 'excluded' ? 'excluded' : (verdicts[index % 4] ?? 'pass');
    const isBroken = verdict === 'fail' || verdict === 'warn';
    return {
      ...row,
      verdict,
      reason: text,
      observed: Array.from({ length: 20 }, () => ({ case: text, taken: text })),
      leftOut: [{ case: text, reason: text }],
      failureCount: isBroken ? 99 : 0,
      failures: isBroken ? Array.from({ length: 5 }, () => failure) : [],
    };
  });
  return {
    ...base,
    label: text,
    target: { name: 'live', url: text },
    claims: [text],
    verdict: 'nonconformant',
    ended: text,
    disturbances: [{ kind: text, count: 3 }],
    strays: [{ accountId: text, url: text, configId: text, deleted: false }],
    suiteErrors: [text],
    requirements,
  };
}
