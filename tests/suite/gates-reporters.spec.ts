/** A judged failure is expected while its test runs. No reporter of Playwright may count it as passed. */
import { expect } from '@playwright/test';
import { memberOf, parseJson, type Json } from '../../fixtures/wire/json.ts';
import { conform, verdictsOf } from './gates-run.ts';
import { pointAt } from './gates-targets.ts';
import { test } from './programs.ts';
import { answering } from './tiny-server.ts';

/** All values of a member, however deep they stand. */
function valuesOf(value: Json | undefined, name: string): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = memberOf(value, name);
  return [
    ...(own === undefined ? [] : [own]),
    ...Object.values(value).flatMap((child: Json) => valuesOf(child, name)),
  ];
}

test('a reporter that the user adds counts judged failures as failures, and no worker is replaced for one', async () => {
  const target = await answering((_request, response) => response.end('{}'));
  const args = ['url.spec.ts', 'error.spec.ts', '--workers=2', '--add-reporter=json'];
  const run = await conform(pointAt(target.url), args);
  expect(run).toMatchObject({ code: 1, report: { verdict: 'nonconformant', suiteErrors: [] } });
  const printed = parseJson(run.stdout.slice(run.stdout.indexOf('{\n'), run.stdout.lastIndexOf('\n}') + 2));
  const judged = [...verdictsOf(run)].filter(
    ([id, verdict]) => /^(url|error)-/.test(id) && verdict !== 'excluded' && verdict !== 'not-claimed',
  );
  const kept = judged.filter(([, verdict]) => verdict === 'pass');
  expect(judged.length - kept.length).toBeGreaterThan(5);
  expect(memberOf(printed, 'stats')).toMatchObject({
    expected: kept.length,
    unexpected: judged.length - kept.length,
  });
  expect(new Set(valuesOf(printed, 'workerIndex')).size).toBeLessThanOrEqual(2);
  expect(JSON.stringify(valuesOf(printed, 'annotations'))).not.toContain('"fail"');
});

test('-x ends a run at the first failure, with the exit code of a wrong target', async () => {
  const target = await answering((_request, response) => response.end('{}'));
  const run = await conform(pointAt(target.url), ['url.spec.ts', '-x']);
  expect(run).toMatchObject({
    code: 1,
    report: { verdict: 'nonconformant', partial: true, suiteErrors: [] },
  });
});
