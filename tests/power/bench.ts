import { LIMIT } from '../../fixtures/contract/belief.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RequirementId } from '../../specs/types.ts';
import { Account } from '../../fixtures/session/account.ts';
import { openRepeats } from '../../fixtures/session/repeats.ts';
import { openTraffic } from '../../fixtures/session/traffic.ts';
import { DOCUMENTED_VOICE } from '../../fixtures/contract/voice.ts';
import { openLedger } from '../../fixtures/session/ledger.ts';
import { planFor } from '../../fixtures/session/plan.ts';
import { hostsFor, markerUrl } from '../../fixtures/generate/urls.ts';
import { Api } from '../../fixtures/session/api.ts';
import { Recorder } from '../../fixtures/session/recorder.ts';
import { redactor } from '../../fixtures/wire/redact.ts';
import { openTransport } from '../../fixtures/wire/transport.ts';
import { envelopeCheck } from '../../fixtures/contract/envelope.ts';
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { loadMethods, type Methods } from '../../fixtures/contract/openapi.ts';
import { requirementOf } from '../../fixtures/session/requirement.ts';
import { publishedCredentials as credentials } from '../../fixtures/reference/credentials.ts';
import { DEFAULT_BURST } from '../../fixtures/targets/settings.ts';
import { declared } from '../../fixtures/test.ts';

// `declared` collects the tests of the spec, as in a matrix run.
await import(new URL('../conformance/concurrency.spec.ts', import.meta.url).href);

/** The requirements that a run judges by creates that arrive together. */
const bursts = requirementIds.filter(
  (id) => catalogue[id].area === 'concurrency' && catalogue[id].claim === 'create',
);
const plan = planFor(['create']);
const rooms = [...new Set(bursts.map((id) => plan.first.get(id)?.account))];

/** How many accounts the bursts of one run use. */
export const ACCOUNTS = rooms.length;

/** The target of the bursts. */
export interface BurstTarget {
  readonly baseUrl: string;
  readonly accountIds: readonly string[];
  readonly claims: readonly string[];
  readonly seed: number;
}

const TIMEOUT_MS = 10_000;

/** Runs the tests of a run that send bursts; returns the requirements that they find broken. */
export async function burstsOf(target: BurstTarget): Promise<ReadonlySet<RequirementId>> {
  const { baseUrl, accountIds, claims, seed } = target;
  const methods: Methods = await loadMethods();
  const ledgerDir = mkdtempSync(path.join(tmpdir(), 'power-'));
  const transport = openTransport({ baseUrl, timeoutMs: TIMEOUT_MS });
  const ledger = openLedger(ledgerDir);
  const redact = redactor(credentials);
  const session = {
    credentials,
    transport,
    methods,
    envelope: envelopeCheck(methods),
    redact,
    ledger,
    traffic: openTraffic(ledgerDir),
    repeats: openRepeats(ledgerDir),
    voice: DOCUMENTED_VOICE,
    timeoutMs: TIMEOUT_MS,
    patienceMs: 0,
  };
  const broken = new Set<RequirementId>();
  try {
    for (const { details, body } of declared) {
      const id = requirementOf(details);
      if (!bursts.includes(id)) continue;
      const recorder = new Recorder(id, redact);
      const api = new Api({ ...session, recorder, namedIds: accountIds, canManage: false });
      const freshHost = hostsFor(`${seed}`, id);
      const accountOf = async (index: number | undefined): Promise<Account> => {
        const accountId = accountIds[rooms.indexOf(index)] ?? '';
        const lease = { account: 0, slots: LIMIT, whole: true };
        if (ledger.touched(accountId).size === 0) {
          ledger.write(accountId, { kind: 'found', count: 0 });
          await api.create(accountId, markerUrl(accountId));
        }
        return new Account(accountId, lease, api, freshHost);
      };
      const account = await accountOf(plan.first.get(id)?.account);
      const second = await accountOf(plan.second.get(id)?.account ?? plan.first.get(id)?.account);
      const run = { burst: DEFAULT_BURST, info: { claims, seed } };
      const show = (): void => {};
      await Promise.resolve(
        Reflect.apply(body, undefined, [{ account, second, api, run, freshHost, show }]),
      ).catch((error: unknown) => {
        if (recorder.evidence().findings.length === 0 && recorder.givenUp === undefined) throw error;
      });
      for (const { requirement } of recorder.evidence().findings) broken.add(requirement);
    }
  } finally {
    transport.close();
    rmSync(ledgerDir, { recursive: true });
  }
  return broken;
}
