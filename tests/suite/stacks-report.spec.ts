/** What the results of `npm run stacks` mean, and what its report says. */
import { expect, test } from '@playwright/test';
import { readExpected } from '../../fixtures/cli/stacks/expected.ts';
import { broken, notRun, outcomeOf, totalsOf } from '../../fixtures/cli/stacks/outcome.ts';
import { consoleLine, markdownOf, seenOf, summaryOf } from '../../fixtures/cli/stacks/render.ts';
import { trialsOf, type StackTrial } from '../../fixtures/cli/stacks/trials.ts';
import { parseJson } from '../../fixtures/wire/json.ts';
import { expectations, judgedWith, stacks } from './stacks-made-up.ts';

function trialNamed(name: string): StackTrial {
  const trial = trialsOf(stacks, expectations, { seed: 1 }).find((one) => one.name === name);
  if (trial === undefined) throw new Error(`There is no trial ${name}.`);
  return trial;
}

test('a right server is right unless a MUST failed, and a result that nobody gave is broken', () => {
  const right = trialNamed('a/right');
  const conformant = { verdict: 'conformant' };
  expect(outcomeOf(right, judgedWith({ 'url-path-accepted': 'pass' }, conformant))).toMatchObject({
    word: 'right',
    verdict: 'conformant',
  });
  const warned = outcomeOf(right, judgedWith({ 'response-media-type': 'warn' }, conformant));
  expect(warned).toMatchObject({ word: 'right', warned: ['response-media-type'] });
  expect(warned.complaint).toBeUndefined();
  expect(outcomeOf(right, judgedWith({ 'url-path-accepted': 'fail' }))).toMatchObject({
    word: 'ACCUSED',
    complaint: 'accuses a right server: url-path-accepted',
  });
  const open = judgedWith({ 'url-path-accepted': 'inconclusive' }, { verdict: 'inconclusive', code: 3 });
  expect(outcomeOf(right, open)).toMatchObject({ word: 'right', open: 1, note: '1 inconclusive' });
  for (const [more, complaint] of [
    [{ report: undefined, code: 3, lastError: 'gone' }, 'no verdict: gone'],
    [{ code: 4, lastError: 'crash' }, 'ended with 4: crash'],
    [{ hung: true, code: null }, 'hung'],
  ] as const)
    expect.soft(outcomeOf(right, judgedWith({}, more))).toMatchObject({ word: 'BROKEN', complaint });
});

test('a fault is caught by a MUST, and it must be caught under all that is named', () => {
  const one = trialNamed('b/one');
  const both = judgedWith({ 'url-path-accepted': 'fail', 'response-media-type': 'warn' });
  expect(outcomeOf(one, both).word).toBe('caught');
  expect(outcomeOf(one, both).complaint).toBeUndefined();
  expect(outcomeOf(one, judgedWith({ 'url-path-accepted': 'fail' }))).toMatchObject({
    word: 'caught',
    complaint: 'not caught under response-media-type',
  });
  expect(
    outcomeOf(one, judgedWith({ 'response-media-type': 'warn' }, { verdict: 'conformant' })),
  ).toMatchObject({
    word: 'MISSED',
    complaint: 'not caught under url-path-accepted',
  });
  expect(outcomeOf(one, judgedWith({}, { report: undefined, code: 3, lastError: 'gone' }))).toMatchObject({
    word: 'MISSED',
    note: 'gone',
  });
});

test('a fault is not caught by what the right server is accused of too', () => {
  const judged = judgedWith({ 'url-path-accepted': 'fail', 'limit-slot-freed': 'fail' });
  expect(outcomeOf(trialNamed('a/three'), judged, ['url-path-accepted']).failed).toEqual([
    'limit-slot-freed',
  ]);
  expect(outcomeOf(trialNamed('a/one'), judged, ['limit-slot-freed'])).toMatchObject({
    word: 'caught',
    complaint: 'not caught under limit-slot-freed',
  });
  const both = ['url-path-accepted', 'limit-slot-freed'] as const;
  expect(outcomeOf(trialNamed('a/three'), judged, both).word).toBe('MISSED');
});

test('a fault that is known to be missed is no complaint, and one that is caught now is noted', () => {
  const known = trialNamed('a/two');
  const passes = judgedWith({ 'url-path-accepted': 'pass' }, { verdict: 'conformant' });
  expect(outcomeOf(known, passes)).toMatchObject({ word: 'MISSED', note: 'Known: too rare' });
  expect(outcomeOf(known, passes).complaint).toBeUndefined();
  expect(outcomeOf(known, judgedWith({ 'url-path-accepted': 'fail' }))).toMatchObject({
    word: 'caught',
    note: 'Caught now, but expected.json says: too rare',
  });
  expect(outcomeOf(trialNamed('a/three'), passes)).toMatchObject({
    word: 'MISSED',
    note: 'Not in expected.json.',
  });
});

test('a run of a sample is partial: it must not end with 0', () => {
  const [, , sampled] = trialsOf(stacks, expectations, { seed: 1, sample: 2 });
  if (sampled === undefined) throw new Error('The sample is empty.');
  const ended = judgedWith({ 'limit-slot-freed': 'fail', 'url-path-accepted': 'inconclusive' });
  expect(outcomeOf(sampled, ended)).toMatchObject({ word: 'caught', open: 0 });
  expect(outcomeOf(sampled, { ...ended, code: 0 }).complaint).toMatch(/^ended with 0/);
});

const results = [
  outcomeOf(trialNamed('a/right'), judgedWith({ 'url-path-accepted': 'pass' }, { verdict: 'conformant' })),
  notRun(trialNamed('b/right'), 'no PostgreSQL'),
  outcomeOf(trialNamed('a/one'), judgedWith({ 'limit-slot-freed': 'fail', 'response-media-type': 'warn' })),
  outcomeOf(trialNamed('a/two'), judgedWith({}, { report: undefined, code: 3 })),
  outcomeOf(trialNamed('a/three'), judgedWith({}, { report: undefined, code: 3 })),
  broken(trialNamed('b/one'), 'does not listen: oops'),
];

test('what was not run has neither passed nor failed', () => {
  expect(totalsOf(results)).toEqual({
    right: 1,
    accused: 0,
    faults: 4,
    caught: 1,
    known: 1,
    missed: 1,
    notRun: 1,
    broken: 1,
    passed: 2,
    failed: 1,
  });
  expect(summaryOf(results)).toEqual([
    'Right servers  1, 0 accused',
    'Faults         4, 1 caught, 1 missed, 1 known to be missed',
    'Not judged     1',
    'Stacks         2 passed, 1 failed, 1 not run',
  ]);
});

test('the report names what is wrong, what was caught by whom, and what was not run', () => {
  expect(results.map(consoleLine).join('')).toMatch(
    /^ {2}a\/right +right +12 s\n {2}b\/right +not run\n {6}not run: no PostgreSQL\n {2}a\/one +caught +12 s {2}limit-slot-freed, response-media-type\n[^]*\n! b\/one +BROKEN +0 s\n {6}does not listen: oops\n$/,
  );
  const markdown = markdownOf(results, { seconds: 61, options: '--jobs 1' });
  expect(markdown).toContain('6 trials in 61 s, with `--jobs 1`.');
  expect(markdown).toContain('| a | Title of a | right | conformant |');
  expect(markdown).toContain(
    String.raw`| a/one | It does \| one. | caught | limit-slot-freed, response-media-type | 12 |`,
  );
  expect(markdown).toContain('| limit-slot-freed | MUST | a/one |');
});

test('what was seen has the form of what is expected', () => {
  const seen = parseJson(seenOf(results)) ?? null;
  expect(seen).toEqual({
    a: { one: ['limit-slot-freed'], two: { missed: 'TODO: why' }, three: { missed: 'TODO: why' } },
  });
  expect(readExpected(seen, 'e').size).toBe(3);
  const others = { 'history-any-explained': 'fail', 'limit-slot-freed': 'fail', 'url-path-accepted': 'fail' };
  const judged = judgedWith(others, { foundElsewhere: ['url-path-accepted'] });
  expect(parseJson(seenOf([outcomeOf(trialNamed('a/one'), judged)]))).toEqual({
    a: { one: ['limit-slot-freed'] },
  });
});
