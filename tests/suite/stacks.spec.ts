/** `npm run stacks`: what is read of the bench, and what is tried. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { jsonIn, lackOf, readFaults, readStack, stacksIn } from '../../fixtures/cli/stacks/bench.ts';
import { readExpected, unknownIn } from '../../fixtures/cli/stacks/expected.ts';
import { trialsOf } from '../../fixtures/cli/stacks/trials.ts';
import { root, test } from './programs.ts';
import { expectations, expectedJson, faultNamed, stackNamed, stacks } from './stacks-made-up.ts';

const bench = join(root, 'tests/stacks');

test('every server of the bench can be read, and what is expected names faults that they have', () => {
  const servers = stacksIn(join(bench, 'servers'));
  const listed = readExpected(jsonIn(join(bench, 'expected.json')), 'expected.json');
  expect(unknownIn(listed, servers)).toEqual([]);
  const all = trialsOf(servers, listed, { seed: 1 }).filter(({ fault }) => fault !== undefined);
  expect(all.filter(({ expected }) => expected === undefined).map(({ name }) => name)).toEqual([]);
});

test('a folder with server.js is a server, and what it lacks is named', ({ folder }) => {
  for (const name of ['b', 'a', 'notes']) mkdirSync(join(folder, name));
  for (const name of ['a', 'b']) {
    writeFileSync(join(folder, name, 'server.js'), '');
    writeFileSync(join(folder, name, 'stack.json'), '{ "title": "T", "needs": ["node:sqlite"] }');
  }
  writeFileSync(join(folder, 'a', 'faults.json'), JSON.stringify([faultNamed('one')]));
  expect(() => stacksIn(folder)).toThrow(`${join(folder, 'b', 'faults.json')} is missing.`);
  writeFileSync(join(folder, 'b', 'faults.json'), '[');
  expect(() => stacksIn(folder)).toThrow('is not JSON');
  writeFileSync(join(folder, 'b', 'faults.json'), '[]');
  expect(stacksIn(folder)).toMatchObject([
    { name: 'a', title: 'T', needs: ['node:sqlite'], faults: [{ name: 'one' }] },
    { name: 'b', faults: [] },
  ]);
});

test('a file of another form is refused with its place', () => {
  const fault = { ...faultNamed('one') };
  expect(readFaults([fault], 'f')).toEqual([fault]);
  for (const [json, message] of [
    [{}, 'f is not a list of faults.'],
    [[null], 'f: fault 1 needs a text "source"; it may be empty.'],
    [[fault, { ...fault, what: ' ' }], 'f: fault 2 needs a text "what".'],
    [[{ ...fault, name: 'Not kebab' }], 'f: the name "Not kebab" is not in kebab-case.'],
    [[{ ...fault, name: 'right' }], 'f: "right" is no name of a fault.'],
    [[fault, fault], 'f has two faults "one".'],
  ] as const)
    expect.soft(() => readFaults(json, 'f')).toThrow(message);
  expect(() => readStack({ needs: [] }, 's')).toThrow('s needs a text "title".');
  expect(() => readStack({ title: 'T' }, 's')).toThrow('s needs a list "needs"');
  expect(() => readStack({ title: 'T', needs: ['redis'] }, 's')).toThrow('not "redis"');
});

test('a server that lacks something here says so', () => {
  const onPostgres = stackNamed('a', [], ['postgres']);
  expect(lackOf(onPostgres, false)).toBe('no PostgreSQL');
  expect(lackOf(onPostgres, true)).toBeUndefined();
  expect(lackOf(stackNamed('a', [], ['node:fs']), false)).toBeUndefined();
  expect(lackOf(stackNamed('a', [], ['node:nothing']), true)).toBe('this Node has no node:nothing');
});

test('what is expected of a fault is a MUST that catches it, or why it is missed', () => {
  expect(expectations.get('a/one')).toEqual({ caughtBy: ['limit-slot-freed'] });
  expect(expectations.get('a/two')).toEqual({ missed: 'too rare' });
  for (const [expected, message] of [
    [[], 'e: a/x needs a list of requirements, or { "missed": "<why>" }.'],
    [{ missed: '' }, 'e: a/x needs a list of requirements'],
    [['no-such'], 'e: a/x: specs/requirements.json has no requirement "no-such".'],
    [['response-media-type'], 'e: a/x names no MUST.'],
  ] as const)
    expect.soft(() => readExpected({ a: { x: expected } }, 'e')).toThrow(message);
  expect(() => readExpected([], 'e')).toThrow('e is not an object.');
  expect(unknownIn(readExpected({ ...expectedJson, c: { one: { missed: 'x' } } }, 'e'), stacks)).toEqual([
    'c/one',
  ]);
});

const named = (options: Partial<Parameters<typeof trialsOf>[2]>): readonly string[] =>
  trialsOf(stacks, expectations, { seed: 1, ...options }).map(({ name }) => name);

test('the right servers come first, and the options pick', () => {
  expect(named({})).toEqual(['a/right', 'b/right', 'a/one', 'a/two', 'a/three', 'b/one']);
  expect(named({ right: true })).toEqual(['a/right', 'b/right']);
  expect(named({ only: ['a/t', 'b/'] })).toEqual(['b/right', 'a/two', 'a/three', 'b/one']);
  expect(named({ only: ['a/right', 'a/one'] })).toEqual(['a/right', 'a/one']);
  expect(named({ only: ['b/'], right: true })).toEqual(['b/right']);
});

test('a sample is drawn from what must be caught, and judged by that alone', () => {
  expect(named({ sample: 20 })).toEqual(['a/right', 'b/right', 'a/one', 'b/one']);
  const sampled = trialsOf(stacks, expectations, { seed: 1, sample: 20 });
  expect(sampled.map(({ selected }) => selected)).toEqual([
    undefined,
    undefined,
    expectedJson.a.one,
    expectedJson.b.one,
  ]);
  const many = stackNamed(
    'many',
    Array.from({ length: 50 }, (_, index) => `fault-${index}`),
  );
  const all = readExpected(
    { many: Object.fromEntries(many.faults.map(({ name }) => [name, ['limit-slot-freed']])) },
    'e',
  );
  const sample = (seed: number, from = many): readonly string[] =>
    trialsOf([from], all, { seed, sample: 10 }).map(({ name }) => name);
  expect(sample(1)).toHaveLength(11);
  expect(sample(1)).toEqual(sample(1));
  expect(sample(1)).not.toEqual(sample(2));
  const less = { ...many, faults: many.faults.slice(0, 49) };
  expect(sample(1).filter((name) => !sample(1, less).includes(name)).length).toBeLessThanOrEqual(1);
});
