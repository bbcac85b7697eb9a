import { DOCUMENTED_VOICE } from '../../fixtures/contract/voice.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import type { Run } from '../../fixtures/session/run.ts';
import { ownCredentials } from './gates-targets.ts';

/** A run that nobody has started, with its files in a folder. */
export function madeUpRun(folder: string): Run {
  return {
    info: {
      suiteVersion: '1',
      contractDigest: '',
      runId: 'made-up',
      target: { name: 'made up', url: 'http://127.0.0.1:1' },
      claims,
      seed: 1,
      reportDir: folder,
    },
    credentials: ownCredentials,
    accountIds: [],
    held: [],
    namedIds: [],
    accountsEmpty: false,
    burst: 8,
    timeoutMs: 1,
    patienceMs: 1,
    voice: DOCUMENTED_VOICE,
    oneConnection: false,
    journals: [],
    launcher: process.pid,
    gentle: false,
    verbose: false,
    ledgerDir: folder,
    selection: false,
  };
}
