/** What could lock a key comes late, and a gentle run leaves it out. */
import { expect } from '@playwright/test';
import type { HttpAnswer } from '../../fixtures/reference/http.ts';
import { readRunArguments } from '../../fixtures/cli/playwright-arguments.ts';
import { conform, rowsOf, verdictsOf } from './gates-run.ts';
import { allAccounts, pointWhollyAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';

test('tests with wrong credentials run after the others, and what could crash a target after them', async () => {
  const { stdout } = await conform({}, ['--list']);
  const files = [...stdout.matchAll(/^ *\[conformance\] .*? › ([\w-]+)\.spec\.[jt]s › /gm)].map(
    ([, file]) => file ?? '',
  );
  const bypass = files.indexOf('authentication-bypass');
  const harsh = files.lastIndexOf('request-conditions');
  expect(bypass).toBeGreaterThan(100);
  for (const file of ['limit', 'concurrency', 'history', 'url', 'update'])
    expect.soft(files.lastIndexOf(file), file).toBeLessThan(bypass);
  // The tests that could crash a target, or leave it wrong, come behind those with wrong credentials.
  const late = files.slice(harsh);
  expect(harsh).toBeGreaterThan(bypass + 20);
  for (const file of late)
    expect.soft(file).toMatch(/^(?:request(?:-conditions|-members|-prototypes|-texts)?|update-members)$/);
  expect(late.filter((file) => file === 'request')).toHaveLength(1);
});

test('--gentle is an option of the suite, picks no tests by itself, and goes with others', () => {
  expect(readRunArguments(['--gentle'])).toEqual({
    ask: 'run',
    isSelection: false,
    isGentle: true,
    isVerbose: false,
    settings: {},
    passedOn: [],
  });
  expect(readRunArguments(['-x', '--gentle'])).toMatchObject({ isSelection: true, passedOn: ['-x'] });
  expect(() => readRunArguments(['--gentle=no'])).toThrow('--gentle takes no value');
});

test('a gentle run sends no wrong credentials, certifies nothing, and says what it has left out', async () => {
  let unauthenticated = 0;
  const deliver = (answer: HttpAnswer): HttpAnswer => {
    if (answer.status === 401) unauthenticated += 1;
    return answer;
  };
  const { url } = await reference({ deliver }, allAccounts);
  const ended = await conform(pointWhollyAt(url), ['--gentle']);
  expect(ended).toMatchObject({ code: 3, stderr: '', report: { verdict: 'inconclusive', partial: true } });
  expect(unauthenticated).toBe(0);
  const left = rowsOf(ended.report, 'requirements').filter((row) =>
    JSON.stringify(row).includes('Not run: left out by --gentle.'),
  );
  expect(ended.stdout).toContain(
    `Left out by --gentle: ${left.length} requirements whose tests could lock a key or crash the target.`,
  );
  const verdicts = verdictsOf(ended);
  for (const id of ['authentication-key-missing', 'request-body-extreme', 'effects-refusal-takes-no-slot'])
    expect.soft(verdicts.get(id), id).toBe('inconclusive');
  expect(verdicts.get('authentication-signed-accepted')).toBe('pass');
  expect([...verdicts.values()].filter((verdict) => verdict === 'inconclusive')).toHaveLength(left.length);
});
