/** `plan` and `run --dry-run`: what a run will do, without doing it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { planLines } from '../../fixtures/cli/planning.ts';
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { memberOf, parseJson } from '../../fixtures/wire/json.ts';
import { expectedOf, requestsOf } from '../../fixtures/session/costs.ts';
import { command, leaveGreenReport } from './gates-run.ts';
import { pointAt, pointWhollyAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';
import { madeUpRun } from './run-made-up.ts';

const judged = requirementIds.filter((id) => catalogue[id].excluded === undefined);
const alone = judged.filter((id) => catalogue[id].claim === 'create');

/** What the tests send to a right target, without what is deleted after them. */
const ownRequests = judged.reduce((all, id) => all + requestsOf(id, true), 0);

test('the costs are those of the sample: measure them anew when the tests send more or less', () => {
  const sample = new URL('../../reports/sample/conformance.json', import.meta.url);
  const requests = Number(memberOf(parseJson(readFileSync(sample, 'utf8')), 'requests'));
  expect(Math.abs(ownRequests - requests) / requests).toBeLessThan(0.05);
  for (const id of judged) expect.soft(requestsOf(id, true), id).toBeGreaterThan(0);
  for (const id of alone) expect.soft(requestsOf(id, false), id).toBeGreaterThan(0);
});

test('a run takes as long as its rate, or as the target for what one worker sends in a row', () => {
  const all = { tests: judged, last: [], canManage: true, accounts: 2, inTurn: false, latencyMs: 0 };
  const { requests, minutes } = expectedOf({ ...all, rate: 20 });
  expect(minutes * 60).toBeGreaterThan(requests / 20);
  expect(minutes * 60).toBeLessThan(requests / 20 + 60);
  const slow = expectedOf({ ...all, latencyMs: 1000, rate: 20 });
  expect(slow.minutes * 60).toBeGreaterThan((ownRequests - requestsOf('history-any-explained', true)) / 2);
  expect(requests).toBeGreaterThan(ownRequests + 2 * judged.length);
  expect(expectedOf({ ...all, inTurn: true, rate: 20 }).requests).toBe(requests);
});

test('a plan says what is left out, and why', ({ folder }) => {
  const run = { ...madeUpRun(folder), accountIds: ['acc_1'], namedIds: ['acc_1', 'acc_2'], held: [3] };
  const lines = planLines(run, { tests: judged, last: [] }, 250).join('\n');
  expect(lines).toContain('Accounts      1 of 2 named: acc_1 (holds 3)');
  expect(lines).toMatch(
    /^Left out {6}\d+, because no account is left for them: 1 is named\. .*list-none-empty/m,
  );
  const gentle = { ...run, gentle: true, info: { ...run.info, claims: ['create'] } };
  const few = planLines(gentle, { tests: alone.slice(1), last: [] }, undefined).join('\n');
  expect(few).toMatch(/^Left out {6}\d+, because the target does not claim management$/m);
  expect(few).toContain('Left out      1, because --gentle leaves them out');
  expect(few).toContain('nothing was sent to measure it');
  expect(few).toMatch(/^Registers {5}up to \d+ configurations, which stay/m);
});

test('with management it only lists; with create alone it sends nothing; the last report stays', async ({
  folder,
}) => {
  const paths: string[] = [];
  const { url } = await reference(
    {
      deliver: (answer, { target }) => {
        paths.push(target);
        return answer;
      },
    },
    ['acc_1', 'acc_2'],
  );
  leaveGreenReport(folder);
  const whole = { ...pointWhollyAt(url, ['acc_1', 'acc_2']), TARGET_RATE: '20' };
  const planned = await command(['plan'], { folder, variables: whole });
  expect([planned.code, planned.stderr, new Set(paths)]).toEqual([0, '', new Set(['/webhook.config.list'])]);
  expect(planned.stdout).toMatch(
    /^Requests {6}about \d+, at most 20 a second\nTime {10}about \d+ min at \d+ ms/m,
  );
  expect(planned.stdout).toMatch(new RegExp(`^Judges {8}${judged.length} requirements`, 'm'));
  expect(planned.stdout).not.toContain('Listing');
  expect(memberOf(planned.report, 'verdict')).toBe('conformant');
  paths.length = 0;
  const variables = { ...pointAt(url), TARGET_ACCOUNT_IDS: 'acc_1,acc_2' };
  const dry = await command(['run', '--dry-run', '--grep', '@limit-21st-refused'], { folder, variables });
  expect([dry.code, paths]).toEqual([0, []]);
  expect(dry.stdout).toMatch(/^Judges {8}0 requirements/m);
  expect(dry.stdout).toMatch(/^Left out {6}1, because no account is left .* limit-21st-refused$/m);
  expect(dry.stdout).toMatch(/^Left out {6}\d+, because the selection leaves them out$/m);
  expect(readFileSync(join(folder, 'report/conformance.json'), 'utf8')).toContain('conformant');
});

test('a plan ends with 2 for a wrong setting and with 3 where the target cannot be asked', async () => {
  const { url } = await reference({}, ['acc_1']);
  const wrong = await command(['plan'], { variables: { ...pointWhollyAt(url), TARGET_RATE: '0' } });
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/^TARGET_RATE is "0"[^\n]+\n$/)]);
  const unknown = await command(['plan'], { variables: pointWhollyAt(url, ['acc_9']) });
  expect([unknown.code, unknown.stderr]).toEqual([
    3,
    expect.stringMatching(/^The target answered 400 to the list of account acc_9\. [^\n]+\n$/),
  ]);
});
