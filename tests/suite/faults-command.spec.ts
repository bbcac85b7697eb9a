/** `npm run faults`: what is tried, what its results mean, and one run behind a fault. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { complaintOf, outcomeOf, type Ended } from '../../fixtures/cli/faults/outcome.ts';
import { consoleLine, consoleNotes, markdownOf, summaryOf } from '../../fixtures/cli/faults/render.ts';
import { runTrial } from '../../fixtures/cli/faults/run.ts';
import { faultsBeforeWrong, selection, shares, wrongServers } from '../../fixtures/cli/faults/selection.ts';
import { trialsOf, type Trial } from '../../fixtures/cli/faults/trials.ts';
import { catalogue, claims, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { faults } from '../../fixtures/faults/faults.ts';
import { worlds } from '../../fixtures/faults/worlds.ts';
import { mutants } from '../../fixtures/reference/mutants.ts';
import type { Json } from '../../fixtures/wire/json.ts';
import { runScript, test } from './programs.ts';
import { expectWrongInput } from './wrong-input.ts';

const judged = requirementIds.filter((id) => catalogue[id].excluded === undefined);

test('the selection has some requirements of every area and of both claims', () => {
  const areas = (ids: readonly (keyof typeof catalogue)[]) => new Set(ids.map((id) => catalogue[id].area));
  expect(areas(selection)).toEqual(areas(judged));
  expect(new Set(selection.map((id) => catalogue[id].claim))).toEqual(new Set(claims));
  expect(new Set(selection).size).toBe(selection.length);
  expect(selection.filter((id) => !judged.includes(id))).toEqual([]);
  expect(selection.length).toBeGreaterThanOrEqual(40);
});

test('every wrong server breaks a requirement that is judged, each of another area', () => {
  const areas = wrongServers.map((name) => {
    const mutant = mutants.find((one) => one.name === name);
    const caught = mutant?.catchers.find((id) => selection.includes(id) && catalogue[id].area !== 'history');
    return caught === undefined ? `none for ${name}` : catalogue[caught].area;
  });
  expect(new Set(areas).size).toBe(10);
  expect(areas.filter((area) => area.startsWith('none'))).toEqual([]);
});

const everything = { groups: [], seed: 1 } as const;

test('every fault is tried at every share unless another is alike, and every world once', () => {
  const trials = trialsOf(everything);
  const unlike = faults.filter(({ alike }) => alike !== true);
  const ofGroup = (group: string): readonly Trial[] => trials.filter((trial) => trial.group === group);
  expect(unlike.length).toBeGreaterThanOrEqual(45);
  expect(ofGroup('right')).toHaveLength(unlike.length * shares.length + 1);
  expect(ofGroup('wrong')).toHaveLength(wrongServers.length * faultsBeforeWrong.length);
  expect(ofGroup('world').map(({ line }) => line)).toEqual(worlds.map(({ name }) => name));
  expect(trialsOf({ ...everything, all: true }).length - trials.length).toBe(
    (faults.length - unlike.length) * shares.length,
  );
});

test('the options pick by name, share and group', () => {
  const lines = (options: Partial<Parameters<typeof trialsOf>[0]>): readonly string[] =>
    trialsOf({ ...everything, ...options }).map(({ line, share }) => `${line} ${share ?? ''}`.trim());
  expect(lines({ only: ['gzip-unsaid', 'quota'] })).toEqual([
    'gzip-unsaid 2',
    'gzip-unsaid 20',
    'quota-ended',
  ]);
  expect(lines({ only: ['empty-502'], share: 5 })).toEqual(['empty-502 5']);
  expect(lines({ groups: ['world'] })).toEqual(worlds.map(({ name }) => name));
  expect(lines({ only: ['response-201'], groups: ['wrong'] })).toEqual(
    faultsBeforeWrong.map((name) => `response-201 behind ${name} 2`),
  );
});

const [trial] = trialsOf({ ...everything, only: ['page-503-carried-out'], share: 2 });
const [wrong] = trialsOf({ ...everything, groups: ['wrong'] });

/** The outcome of a run that ended with a report like this. */
function tried(
  verdicts: Readonly<Record<string, string>>,
  more: Partial<Ended> = {},
  of: Trial | undefined = trial,
) {
  if (of === undefined) throw new Error('There is no such trial.');
  const requirements: Json = Object.entries(verdicts).map(([id, verdict]) => ({ id, verdict }));
  const ended: Ended = {
    code: 3,
    hung: false,
    seconds: 1.4,
    report: { verdict: 'inconclusive', suiteErrors: [], requirements },
    lastLines: ['the last line'],
    lastError: '',
    left: 0,
    requests: 100,
    hits: 2,
    ...more,
  };
  return outcomeOf(of, ended, ['a', 'b']);
}

test('the verdict is that of the selected requirements, and any failure counts', () => {
  expect(tried({ a: 'pass', b: 'pass', c: 'inconclusive' }).verdict).toBe('conformant');
  expect(tried({ a: 'pass', b: 'inconclusive' })).toMatchObject({ verdict: 'inconclusive', inconclusive: 1 });
  expect(tried({ a: 'pass', b: 'inconclusive', c: 'fail' }, { code: 1 })).toMatchObject({
    verdict: 'nonconformant',
    accused: ['c'],
  });
  expect(tried({ a: 'pass', b: 'warn' })).toMatchObject({ verdict: 'conformant', warned: ['b'] });
  const report = { verdict: 'did-not-run', reason: 'x' };
  expect(tried({}, { report }).verdict).toBe('no verdict');
  expect(tried({}, { report: undefined }).verdict).toBe('no verdict');
  expect(tried({ a: 'fail' }, { hung: true, code: null }).verdict).toBe('hung');
});

test('a run whose cleanup waits as long as it is asked to has its verdict, and does not hang', () => {
  const stopped = { hung: true, code: null };
  const lastError = 'The target answered 429. The run waits 3600 s and asks again.';
  const waiting = tried({ a: 'inconclusive', b: 'pass' }, { ...stopped, lastError });
  expect([waiting.verdict, complaintOf(waiting)]).toEqual(['inconclusive', undefined]);
  expect(tried({}, { ...stopped, lastError, report: undefined }).verdict).toBe('hung');
});

test('what must not happen is a complaint', () => {
  const passes = { a: 'pass', b: 'pass' };
  expect(complaintOf(tried(passes))).toBeUndefined();
  expect(complaintOf(tried({ a: 'inconclusive', b: 'pass' }))).toBeUndefined();
  expect(complaintOf(tried({}, { report: undefined, lastError: 'gone' }))).toBeUndefined();
  expect(complaintOf(tried({ a: 'fail' }, { code: 1 }))).toBe('accuses a right server: a');
  expect(complaintOf(tried(passes, { hung: true, code: null }))).toBe('hung');
  expect(complaintOf(tried(passes, { code: 4, lastError: 'crash' }))).toBe('ended with 4: crash');
  expect(complaintOf(tried({}, { report: undefined, code: 1 }))).toMatch(/^ended with 1/);
  const report = {
    verdict: 'inconclusive',
    suiteErrors: ['oops'],
    requirements: [{ id: 'a', verdict: 'pass' }],
  };
  expect(complaintOf(tried({}, { report }))).toContain('oops');
  expect(complaintOf(tried({ a: 'fail' }, { code: 1 }, wrong))).toBeUndefined();
  expect(complaintOf(tried({ a: 'inconclusive' }, {}, wrong))).toBeUndefined();
  expect(complaintOf(tried(passes, {}, wrong))).toBe('a wrong server passes');
});

test('the report says what was tried, what came of it, and what must be 0', () => {
  const right = tried({ a: 'fail', b: 'inconclusive' }, { code: 1, left: 3 });
  const silent = tried({}, { report: undefined, lastError: 'The target | is <gone>.' });
  const line = [right, silent];
  expect(consoleLine(line)).toMatch(
    /^! page-503-carried-out +2 % nonconformant +1 s +2 of 100 +hit +1 open +3 left \|/,
  );
  expect(consoleNotes(line)).toBe(
    '      2 % accuses a right server: a\n      2 % exit code 3: The target | is <gone>.\n',
  );
  const passed = tried({ a: 'pass', b: 'pass' }, {}, wrong);
  expect(summaryOf([...line, passed]).join('\n')).toMatch(
    /server +1 of 2, in worlds 0 of 0\nHung +0 of 3\n[^]*Conformant on the right server +0 of 2 \(0 %\)[^]*passed +1 of 1$/,
  );
  const markdown = markdownOf([line, [passed]], 12);
  expect(markdown).toContain('3 runs in 12 s.');
  expect(markdown).toContain(String.raw`The target \| is &lt;gone>.`);
  expect(markdown).toMatch(
    /## A right server behind each fault\n\n\| name [^]*## Wrong servers behind faults/,
  );
});

test('wrong input ends with 2 and one line, and --help with 0', async () => {
  const script = 'fixtures/cli/faults.ts';
  await expectWrongInput(script, [
    [['--only', 'no such'], /^No fault has "no such" in its name\.[^\n]+\n$/],
    [['--share', '0'], /^--share needs a whole number from 1 to 100\.\n$/],
    [['--nonsense'], /^Unknown option '--nonsense'[^\n]*\n$/],
  ]);
  const help = await runScript(script, ['--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('npm run faults -- --only');
});

test('a right server behind a fault is not accused, and the fault has hit', async ({ folder }) => {
  const [lost] = trialsOf({ ...everything, only: ['close-carried-out'], share: 10 });
  if (lost === undefined) throw new Error('There is no such fault.');
  const selected = ['url-path-accepted', 'get-as-registered'];
  const place = { selected, folder: join(folder, 'run'), temporary: join(folder, 'tmp') };
  for (const made of [place.folder, place.temporary]) mkdirSync(made);
  const result = outcomeOf(lost, await runTrial(lost, place), selected);
  expect(complaintOf(result)).toBeUndefined();
  expect(result.hits).toBeGreaterThan(0);
});
