import { searchHistories } from '../../fixtures/checks/history/search.ts';
import { historiesFor } from '../../fixtures/session/slow.ts';
import { Tried } from '../../fixtures/generate/history/tried.ts';
import { property, test } from '../../fixtures/test.ts';

test(
  ...property('history-any-explained', async ({ account, second, freshHost, holds, run, recorder }) => {
    const { latencyMs = 0 } = run;
    const { runs, shrinks, most } = historiesFor(latencyMs);
    if (runs < most)
      recorder.leaveOut({
        case: `the last ${most - runs} of ${most} histories`,
        reason: `an answer takes ${Math.round(latencyMs)} ms`,
      });
    const tried = new Tried();
    const { seed } = run.info;
    const accounts = [account, second] as const;
    await searchHistories({ accounts, freshHost, holds, seed, runs, shrinks, tried }).finally(() =>
      recorder.noteTried(tried.sentence),
    );
  }),
);
