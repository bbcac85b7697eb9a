/** The parts of an API that are kept in the folder of a run. */
import { DOCUMENTED_VOICE } from '../../fixtures/contract/voice.ts';
import { openLedger } from '../../fixtures/session/ledger.ts';
import { openRepeats } from '../../fixtures/session/repeats.ts';
import { openTraffic } from '../../fixtures/session/traffic.ts';

export function sessionIn(folder: string) {
  return {
    ledger: openLedger(folder),
    traffic: openTraffic(folder),
    repeats: openRepeats(folder),
    voice: DOCUMENTED_VOICE,
    patienceMs: 2000,
  };
}
