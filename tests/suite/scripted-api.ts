/** An API whose target answers by a script. */
import { mkdirSync } from 'node:fs';
import { test } from '@playwright/test';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
import { Api } from '../../fixtures/session/api.ts';
import { Recorder } from '../../fixtures/session/recorder.ts';
import { redactor } from '../../fixtures/wire/redact.ts';
import type { NoAnswerError } from '../../fixtures/wire/transport.ts';
import { envelopeCheck } from '../../fixtures/contract/envelope.ts';
import { credentials, documented, exampleOf } from './answers-made-up.ts';
import { sessionIn } from './session-in.ts';

/** The difference from an accepted create, or an error in place of the answer. */
export type Scripted = Partial<Answer> | NoAnswerError | TypeError;

let ledgers = 0;

/**
 * The target repeats the last line of its script. `acc_1` is an account of the run that was empty and holds
 * its marker.
 */
export function scripted(...script: readonly Scripted[]) {
  return scriptedFor(false, script);
}

/** The same; with `canManage`, the target claims management. See `Voice` and `Repeats` for the options. */
export async function scriptedFor(
  canManage: boolean,
  script: readonly Scripted[],
  {
    hasAccepted = false,
    isShared = () => false,
    accounts = ['acc_1'],
  }: {
    hasAccepted?: boolean;
    isShared?: (answer: Answer) => boolean;
    accounts?: readonly string[];
  } = {},
) {
  const { methods, method } = await documented();
  const redact = redactor(credentials);
  const recorder = new Recorder('url-https-accepted', redact);
  ledgers += 1;
  const folder = test.info().outputPath(`ledger-${ledgers}`);
  mkdirSync(folder, { recursive: true });
  const session = sessionIn(folder);
  const { ledger, traffic } = session;
  for (const id of accounts) {
    ledger.write(id, { kind: 'found', count: 0 });
    ledger.write(id, { kind: 'create', configId: 'whc_marker', url: markerUrl(id) });
  }
  let sent = 0;
  const api = new Api({
    ...session,
    voice: { ...session.voice, hasAccepted },
    credentials,
    recorder,
    methods,
    redact,
    namedIds: accounts,
    canManage,
    repeats: { has: () => false, isShared },
    envelope: envelopeCheck(methods),
    transport: {
      close: () => undefined,
      together: () => Promise.reject(new Error('No script has a burst.')),
      send: (request) => {
        // A neighbour of a disturbed request; it is always answered.
        if (request.body === '{}' && request.label === undefined)
          return Promise.resolve({ ...exampleOf(method, 'BAD_REQUEST'), request });
        const line = script[Math.min(sent, script.length - 1)];
        sent += 1;
        if (line instanceof Error) return Promise.reject(line);
        return Promise.resolve({ ...exampleOf(method, 'accepted'), ...line, request });
      },
    },
  });
  /** The URLs of an account in the ledger, without its marker. */
  const urls = (accountId = 'acc_1'): readonly string[] =>
    ledger
      .belief(accountId)
      .active.map(({ url }) => url)
      .filter((url) => url !== markerUrl(accountId));
  return { api, recorder, ledger, traffic, urls, sent: () => sent };
}
