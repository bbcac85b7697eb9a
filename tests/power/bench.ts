import { LIMIT } from '../../fixtures/contract/belief.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RequirementId } from '../../specs/types.ts';
import { closeFilesIn } from '../../fixtures/session/appended.ts';
import { Account } from '../../fixtures/session/account.ts';
import { Attempts } from '../../fixtures/session/attempts.ts';
import { openRepeats } from '../../fixtures/session/repeats.ts';
import { isNoisy, openTraffic } from '../../fixtures/session/traffic.ts';
import { DOCUMENTED_VOICE } from '../../fixtures/contract/voice.ts';
import { openLedger } from '../../fixtures/session/ledger.ts';
import { planFor } from '../../fixtures/session/plan.ts';
import { hostsFor, markerUrl } from '../../fixtures/generate/urls.ts';
import { Api } from '../../fixtures/session/api.ts';
import { Recorder } from '../../fixtures/session/recorder.ts';
import { redactor } from '../../fixtures/wire/redact.ts';
import { openTransport } from '../../fixtures/wire/transport.ts';
import { envelopeCheck } from '../../fixtures/contract/envelope.ts';
import { catalogue, MANAGEMENT, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { loadMethods, type Methods } from '../../fixtures/contract/openapi.ts';
import { requirementOf } from '../../fixtures/session/requirement.ts';
import { publishedCredentials as credentials } from '../../fixtures/reference/credentials.ts';
import { DEFAULT_BURST } from '../../fixtures/targets/settings.ts';
import { everyTest } from '../run/every-spec.ts';
import { isOfKind } from './kinds.ts';

/** The requirements that a run judges by creates that arrive together. */
const bursts = requirementIds.filter(
  (id) => catalogue[id].area === 'concurrency' && catalogue[id].claim === 'create' && !isOfKind(id),
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

/** Runs the test of one kind of burst on two accounts; returns whether it finds its requirement broken. */
export async function findsKind(target: BurstTarget, id: RequirementId): Promise<boolean> {
  const broken = await found(target, [id], ([first = '', second = '']) => ({ first, second }));
  return broken.has(id);
}

const TIMEOUT_MS = 10_000;

/** Runs the tests of a run that send bursts; returns the requirements that they find broken. */
export function burstsOf(target: BurstTarget): Promise<ReadonlySet<RequirementId>> {
  return found(target, bursts, (accountIds, id) => {
    const first = plan.first.get(id)?.account;
    const second = plan.second.get(id)?.account ?? first;
    return { first: accountIds[rooms.indexOf(first)] ?? '', second: accountIds[rooms.indexOf(second)] ?? '' };
  });
}

/** The ids of the two accounts of a test. */
type Accounts = (
  accountIds: readonly string[],
  id: RequirementId,
) => { readonly first: string; readonly second: string };

/** Runs the tests of some requirements; returns the requirements that they find broken. */
async function found(
  target: BurstTarget,
  ids: readonly RequirementId[],
  accountsOf: Accounts,
): Promise<ReadonlySet<RequirementId>> {
  const { baseUrl, accountIds, claims, seed } = target;
  const canManage = ids.some((id) => catalogue[id].claim === MANAGEMENT);
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
    for (const { details, body } of everyTest) {
      const id = requirementOf(details);
      if (!ids.includes(id)) continue;
      const recorder = new Recorder(id, redact);
      const api = new Api({ ...session, recorder, namedIds: accountIds, canManage });
      const freshHost = hostsFor(`${seed}`, id);
      const accountOf = async (accountId: string): Promise<Account> => {
        const lease = { account: 0, slots: LIMIT, whole: true };
        if (ledger.touched(accountId).size === 0) {
          ledger.write(accountId, { kind: 'found', count: 0 });
          await api.create(accountId, markerUrl(accountId));
        }
        return new Account(accountId, lease, api, freshHost);
      };
      const ofTest = accountsOf(accountIds, id);
      const account = await accountOf(ofTest.first);
      const second = await accountOf(ofTest.second);
      const run = { burst: DEFAULT_BURST, info: { claims, seed } };
      const show = (): void => {};
      const once = async (): Promise<void> =>
        void (await Reflect.apply(body, undefined, [{ account, second, api, run, freshHost, show }]));
      await new Attempts(recorder, () => isNoisy(session.traffic)).make(once).catch((error: unknown) => {
        if (recorder.evidence().findings.length === 0 && recorder.givenUp === undefined) throw error;
      });
      for (const { requirement } of recorder.evidence().findings) broken.add(requirement);
    }
  } finally {
    transport.close();
    closeFilesIn(ledgerDir);
    rmSync(ledgerDir, { recursive: true });
  }
  return broken;
}
