import { expect, test } from '@playwright/test';
import type { Finding } from '../../specs/types.ts';
import { Account } from '../../fixtures/session/account.ts';
import { hostsFor } from '../../fixtures/generate/urls.ts';
import { holds } from '../../fixtures/session/holds.ts';
import { Api } from '../../fixtures/session/api.ts';
import { Recorder } from '../../fixtures/session/recorder.ts';
import { redactor } from '../../fixtures/wire/redact.ts';
import { openTransport } from '../../fixtures/wire/transport.ts';
import { envelopeCheck } from '../../fixtures/contract/envelope.ts';
import { loadMethods } from '../../fixtures/contract/openapi.ts';
import { searchHistories } from '../../fixtures/checks/history/search.ts';
import { DEFAULT_SEED } from '../../fixtures/targets/settings.ts';
import { startEmbedded } from '../../fixtures/targets/embedded.ts';
import { sessionIn } from './session-in.ts';

const REQUIREMENT = 'history-any-explained';

/** Searches the histories of an embedded target as a run does; returns what it finds. */
async function search(name: string, seed: number): Promise<Finding | undefined> {
  const methods = await loadMethods();
  const embedded = await startEmbedded(name, methods);
  const { run } = embedded;
  const transport = openTransport({ baseUrl: run.info.target.url, timeoutMs: run.timeoutMs });
  try {
    const redact = redactor(run.credentials);
    const recorder = new Recorder(REQUIREMENT, redact);
    const envelope = envelopeCheck(methods);
    const session = { ...sessionIn(run.ledgerDir), ...run };
    const api = new Api({ ...session, canManage: true, transport, recorder, methods, envelope, redact });
    const freshHost = hostsFor(run.info.runId, REQUIREMENT);
    const lease = { account: 0, slots: 20, whole: true };
    const accounts = run.accountIds.slice(0, 2).map((id) => new Account(id, lease, api, freshHost));
    const [first, second] = accounts;
    if (first === undefined || second === undefined) throw new Error('A run has more accounts than that.');
    const failure = await searchHistories({
      shrinks: 600,
      accounts: [first, second],
      freshHost,
      holds: (arbitrary, body, options) => holds(arbitrary, body, { ...options, recorder, seed }),
      runs: 60,
    }).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    const [finding] = recorder.evidence().findings;
    if (failure !== undefined && finding === undefined) throw failure.error;
    return finding;
  } finally {
    transport.close();
    await embedded.close();
  }
}

/** The fewest calls that show a fault, counted by hand. */
const faults: Readonly<Record<string, number>> = {
  'update-keeps-the-old-url-taken': 3, // create a, update it to b, create a
  'create-ignores-updated-urls': 3, // create a, update it to b, create b
  'update-back-refused': 3, // create a, update it to b, and back to a
  'update-without-uniqueness': 3, // create a, create b, update it to a
  'deleted-comes-back-with-its-url': 4, // create a, delete it, create a, and look
  'delete-takes-the-one-before': 4, // create a, create b, delete b, and look: by then it has taken all that was there
  'delete-again-deletes-the-successor': 4, // create a, delete it, create a, delete the first again
  'deleted-takes-its-first-url-back': 4, // create a, update it to b, delete it, create a
  'delete-by-url': 4, // create a in both accounts, delete it in one, and look in the other
  'update-by-url': 4, // create a in both accounts, update it in one, and look in the other
  'update-after-delete-lost': 5, // create a, create b, delete a, update b, and look
  'second-update-writes-to-the-first': 5, // create a, create b, update a, update b, and look
};

for (const [name, calls] of Object.entries(faults)) {
  test(`the model finds ${name} and shrinks it to ${calls} calls`, async () => {
    const { calls: lines = [], explanation } = (await search(name, DEFAULT_SEED)) ?? {};
    expect(explanation).toBeUndefined();
    const sent = lines.filter((line) => !line.startsWith('#'));
    expect(sent, lines.join('\n')).toHaveLength(calls);
  });
}

test('the model explains every history of the reference server', async () => {
  expect(await search('reference', DEFAULT_SEED)).toBeUndefined();
});

test('a target that an earlier call has left wrong is told as such, with the history that failed first', async () => {
  const found = await search('delete-keeps-the-slot', DEFAULT_SEED);
  expect(found?.explanation).toMatch(
    /^The target was left wrong by an earlier call: account \w+ holds \d+ configurations and answers 400 .*MAX_WEBHOOK_URL_LIMIT to a fresh URL\. The history below failed first\.$/,
  );
  expect(found?.calls?.length).toBeGreaterThan(1);
});
