import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { listedIn } from '../../fixtures/contract/model.ts';
import fc from 'fast-check';
import { openLedger } from '../../fixtures/session/ledger.ts';

const LEDGER = path.join(import.meta.dirname, '../../fixtures/session/ledger.ts');

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ledger-'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

test('what one worker writes down another reads, oldest first', () => {
  const urls = ['https://c.example/', 'https://a.example/', 'https://b.example/', 'https://a.example/'];
  for (const url of urls) openLedger(folder).write('acc_1', { kind: 'create', configId: '', url: url });
  expect(
    openLedger(folder)
      .belief('acc_1')
      .active.map(({ url }) => url),
  ).toEqual(urls);
});

test('an account that nothing was registered in holds nothing', () => {
  expect(
    openLedger(folder)
      .belief('acc_1')
      .active.map(({ url }) => url),
  ).toEqual([]);
});

test('ids of any kind each have a page of their own', () => {
  const ids = [
    'a',
    'A',
    '',
    '.',
    '..',
    '../a',
    'a/b',
    'a\\b',
    '\0',
    '\n',
    'ü',
    'u\u0308',
    'x'.repeat(10_000),
    'x'.repeat(9999),
    'con',
    ' a',
  ];
  const ledger = openLedger(folder);
  for (const id of ids)
    ledger.write(id, { kind: 'create', configId: '', url: `https://h.example/${encodeURIComponent(id)}` });
  for (const id of ids)
    expect
      .soft(ledger.belief(id).active.map(({ url }) => url))
      .toEqual([`https://h.example/${encodeURIComponent(id)}`]);
  expect(readdirSync(folder)).toHaveLength(ids.length);
});

test('URLs with line breaks, quotes and look-alikes come back as they were', () => {
  const urls = ['https://h.example/\n\r"\\', '\u2028https://ｈ.example/', '', 'x'.repeat(100_000)];
  const ledger = openLedger(folder);
  for (const url of urls) ledger.write('acc_1', { kind: 'create', configId: '', url: url });
  expect(ledger.belief('acc_1').active.map(({ url }) => url)).toEqual(urls);
});

test('a line that is not written to its end is no URL yet', () => {
  const ledger = openLedger(folder);
  ledger.write('acc_1', { kind: 'create', configId: '', url: 'https://h.example/' });
  const [file = ''] = readdirSync(folder);
  appendFileSync(path.join(folder, file), '"https://torn');
  expect(ledger.belief('acc_1').active.map(({ url }) => url)).toEqual(['https://h.example/']);
});

test('two processes that write at once lose nothing', async () => {
  const script = path.join(folder, 'write.ts');
  writeFileSync(
    script,
    `import { openLedger } from ${JSON.stringify(LEDGER)};
    const ledger = openLedger(${JSON.stringify(folder)});
    for (let n = 0; n < 500; n += 1) ledger.write('acc_1', { kind: 'create', configId: '', url: process.argv[2] + n });`,
  );
  const write = async (name: string): Promise<void> => {
    const child = spawn(process.execPath, ['--import', 'jiti/register', script, name], {
      stdio: 'inherit',
      cwd: path.join(import.meta.dirname, '../..'),
    });
    expect(await once(child, 'close')).toEqual([0, null]);
  };
  await Promise.all([write('left'), write('right')]);
  const urls = openLedger(folder)
    .belief('acc_1')
    .active.map(({ url }) => url);
  expect(urls).toHaveLength(1000);
  for (const name of ['left', 'right'])
    expect(urls.filter((url) => url.startsWith(name))).toEqual(
      Array.from({ length: 500 }, (_, n) => name + n),
    );
});

test('an update changes the URL in its place, and a delete takes the configuration out', () => {
  const ledger = openLedger(folder);
  for (const name of ['a', 'b', 'c'])
    ledger.write('acc_1', { kind: 'create', configId: `whc_${name}`, url: `https://${name}.example/` });
  ledger.write('acc_1', { kind: 'update', configId: 'whc_b', url: 'https://changed.example/' });
  ledger.write('acc_1', { kind: 'delete', configId: 'whc_a' });
  ledger.write('acc_2', { kind: 'delete', configId: 'whc_c' });
  expect(ledger.belief('acc_1').active).toEqual([
    { configId: 'whc_b', url: 'https://changed.example/' },
    { configId: 'whc_c', url: 'https://c.example/' },
  ]);
  expect(ledger.belief('acc_1').active.map(({ url }) => url)).toEqual([
    'https://changed.example/',
    'https://c.example/',
  ]);
});

test('an update or a delete of what the run has not registered changes nothing', () => {
  const ledger = openLedger(folder);
  ledger.write('acc_1', { kind: 'create', configId: '', url: 'https://nameless.example/' });
  ledger.write('acc_1', { kind: 'update', configId: 'whc_x', url: 'https://x.example/' });
  ledger.write('acc_1', { kind: 'delete', configId: 'whc_x' });
  expect(ledger.belief('acc_1').active.map(({ url }) => url)).toEqual(['https://nameless.example/']);
});

test('what was found counts among the active ones and is none of the run', () => {
  const ledger = openLedger(folder);
  ledger.write('acc_1', { kind: 'found', count: 5 });
  expect([listedIn(ledger.belief('acc_1')).length, listedIn(ledger.belief('acc_2')).length]).toEqual([5, 0]);
  ledger.write('acc_2', { kind: 'create', configId: '', url: 'https://a.example/' });
  ledger.write('acc_3', { kind: 'found', count: 0 });
  expect(['acc_1', 'acc_2', 'acc_3'].map((id) => ledger.belief(id).isCounted)).toEqual([true, false, true]);
  ledger.write('acc_1', { kind: 'create', configId: 'whc_a', url: 'https://a.example/' });
  ledger.write('acc_1', { kind: 'create', configId: '', url: 'https://b.example/' });
  expect(listedIn(ledger.belief('acc_1')).length).toBe(7);
  ledger.write('acc_1', { kind: 'delete', configId: 'whc_a' });
  expect(listedIn(ledger.belief('acc_1')).length).toBe(6);
  expect(ledger.belief('acc_1').active.map(({ url }) => url)).toEqual(['https://b.example/']);
});

test('touched is every URL that may have been registered, also what was changed, deleted or lost', () => {
  const ledger = openLedger(folder);
  ledger.write('acc_1', { kind: 'found', count: 1 });
  expect(ledger.touched('acc_1').size).toBe(0);
  ledger.write('acc_1', { kind: 'create', configId: 'whc_a', url: 'https://a.example/' });
  ledger.write('acc_1', { kind: 'update', configId: 'whc_a', url: 'https://b.example/' });
  ledger.write('acc_1', { kind: 'delete', configId: 'whc_a' });
  ledger.write('acc_1', { kind: 'lost', url: 'https://c.example/' });
  ledger.write('acc_2', { kind: 'lost', url: 'https://d.example/' });
  expect([...ledger.touched('acc_1')]).toEqual(['a', 'b', 'c'].map((name) => `https://${name}.example/`));
  expect([
    listedIn(ledger.belief('acc_1')).length,
    ledger.belief('acc_1').lost.length,
    ledger.belief('acc_2').lost.length,
  ]).toEqual([1, 1, 1]);
});

test('whatever two workers write down in turn, both read the same, and it is what is left', () => {
  const step = fc.record({
    kind: fc.constantFrom('create' as const, 'update' as const, 'delete' as const),
    worker: fc.nat(1),
    id: fc.constantFrom('whc_a', 'whc_b', 'whc_c', 'whc_d'),
  });
  let account = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      account += 1;
      const name = `acc_${account}`;
      const workers = [openLedger(folder), openLedger(folder)];
      const model = new Map<string, string>();
      for (const [at, { kind, worker, id }] of steps.entries()) {
        const ledger = workers[worker];
        const url = `https://h.example/${at}`;
        // Ids are never issued twice.
        if (kind === 'create' && model.has(id)) continue;
        ledger?.write(name, kind === 'delete' ? { kind, configId: id } : { kind, configId: id, url });
        if (kind === 'delete') model.delete(id);
        else if (kind === 'create' || model.has(id)) model.set(id, url);
      }
      const left = [...model].map(([configId, url]) => ({ configId, url }));
      for (const ledger of workers) expect(ledger.belief(name).active).toEqual(left);
    }),
    { numRuns: 100, seed: 7 },
  );
});

test('a folder that is gone is an error, not an empty account', () => {
  const ledger = openLedger(path.join(folder, 'gone'));
  expect(() => ledger.write('acc_1', { kind: 'create', configId: '', url: 'https://h.example/' })).toThrow(
    /ENOENT/,
  );
});
