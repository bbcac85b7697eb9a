/** A run that is given a limit of minutes. */
import { expect } from '@playwright/test';
import { conform, verdictsOf } from './gates-run.ts';
import { pointWhollyAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';

test('a run that has taken its minutes ends in order: inconclusive, cleaned up, and it says so', async () => {
  const { url } = await reference({}, ['acc_1', 'acc_2']);
  const variables = { ...pointWhollyAt(url, ['acc_1', 'acc_2']), TARGET_MAX_MINUTES: '0.08' };
  const ended = await conform(variables);
  const why = 'it has taken the 0.08 min of TARGET_MAX_MINUTES.';
  expect(ended).toMatchObject({ code: 3, report: { verdict: 'inconclusive', partial: true, ended: why } });
  expect(ended.stderr).toContain(`The run ends here: ${why}`);
  expect(ended.report).not.toHaveProperty('left');
  expect([...verdictsOf(ended).values()]).not.toContain('fail');
});
