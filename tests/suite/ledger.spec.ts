import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
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
  for (const url of urls) openLedger(folder).add('acc_1', url);
  expect(openLedger(folder).urls('acc_1')).toEqual(urls);
});

test('an account that nothing was registered in holds nothing', () => {
  expect(openLedger(folder).urls('acc_1')).toEqual([]);
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
  for (const id of ids) ledger.add(id, `https://h.example/${encodeURIComponent(id)}`);
  for (const id of ids) expect.soft(ledger.urls(id)).toEqual([`https://h.example/${encodeURIComponent(id)}`]);
  expect(readdirSync(folder)).toHaveLength(ids.length);
});

test('URLs with line breaks, quotes and look-alikes come back as they were', () => {
  const urls = ['https://h.example/\n\r"\\', '\u2028https://ｈ.example/', '', 'x'.repeat(100_000)];
  const ledger = openLedger(folder);
  for (const url of urls) ledger.add('acc_1', url);
  expect(ledger.urls('acc_1')).toEqual(urls);
});

test('a line that is not written to its end is no URL yet', () => {
  const ledger = openLedger(folder);
  ledger.add('acc_1', 'https://h.example/');
  const [file = ''] = readdirSync(folder);
  appendFileSync(path.join(folder, file), '"https://torn');
  expect(ledger.urls('acc_1')).toEqual(['https://h.example/']);
});

test('two processes that write at once lose nothing', async () => {
  const script = path.join(folder, 'write.ts');
  writeFileSync(
    script,
    `import { openLedger } from ${JSON.stringify(LEDGER)};
    const ledger = openLedger(${JSON.stringify(folder)});
    for (let n = 0; n < 500; n += 1) ledger.add('acc_1', process.argv[2] + n);`,
  );
  const write = async (name: string): Promise<void> => {
    const child = spawn(process.execPath, ['--import', 'jiti/register', script, name], {
      stdio: 'inherit',
      cwd: path.join(import.meta.dirname, '../..'),
    });
    expect(await once(child, 'close')).toEqual([0, null]);
  };
  await Promise.all([write('left'), write('right')]);
  const urls = openLedger(folder).urls('acc_1');
  expect(urls).toHaveLength(1000);
  for (const name of ['left', 'right'])
    expect(urls.filter((url) => url.startsWith(name))).toEqual(
      Array.from({ length: 500 }, (_, n) => name + n),
    );
});

test('an update changes the URL in its place, and a delete takes the configuration out', () => {
  const ledger = openLedger(folder);
  for (const name of ['a', 'b', 'c']) ledger.add('acc_1', `https://${name}.example/`, `whc_${name}`);
  ledger.change('acc_1', 'whc_b', 'https://changed.example/');
  ledger.remove('acc_1', 'whc_a');
  ledger.remove('acc_2', 'whc_c');
  expect(ledger.configurations('acc_1')).toEqual([
    { configId: 'whc_b', url: 'https://changed.example/' },
    { configId: 'whc_c', url: 'https://c.example/' },
  ]);
  expect(ledger.urls('acc_1')).toEqual(['https://changed.example/', 'https://c.example/']);
});

test('an update or a delete of what the run has not registered changes nothing', () => {
  const ledger = openLedger(folder);
  ledger.add('acc_1', 'https://nameless.example/');
  ledger.change('acc_1', 'whc_x', 'https://x.example/');
  ledger.remove('acc_1', 'whc_x');
  expect(ledger.urls('acc_1')).toEqual(['https://nameless.example/']);
  expect(ledger.configurations('acc_1')).toEqual([]);
});

test('what was found counts among the active ones and is none of the run', () => {
  const ledger = openLedger(folder);
  ledger.found('acc_1', 5);
  expect([ledger.active('acc_1'), ledger.active('acc_2')]).toEqual([5, 0]);
  ledger.add('acc_2', 'https://a.example/');
  ledger.found('acc_3', 0);
  expect(['acc_1', 'acc_2', 'acc_3'].map((id) => ledger.isCounted(id))).toEqual([true, false, true]);
  ledger.add('acc_1', 'https://a.example/', 'whc_a');
  ledger.add('acc_1', 'https://b.example/');
  expect(ledger.active('acc_1')).toBe(7);
  ledger.remove('acc_1', 'whc_a');
  expect(ledger.active('acc_1')).toBe(6);
  expect(ledger.urls('acc_1')).toEqual(['https://b.example/']);
});

test('touched is every URL that may have been registered, also what was changed, deleted or lost', () => {
  const ledger = openLedger(folder);
  ledger.found('acc_1', 1);
  expect(ledger.touched('acc_1').size).toBe(0);
  ledger.add('acc_1', 'https://a.example/', 'whc_a');
  ledger.change('acc_1', 'whc_a', 'https://b.example/');
  ledger.remove('acc_1', 'whc_a');
  ledger.lose('acc_1', 'https://c.example/');
  ledger.lose('acc_2', 'https://d.example/');
  expect([...ledger.touched('acc_1')]).toEqual(['a', 'b', 'c'].map((name) => `https://${name}.example/`));
  expect([ledger.active('acc_1'), ledger.lost('acc_1'), ledger.lost('acc_2')]).toEqual([1, 1, 1]);
});

test('whatever two workers write down in turn, both read the same, and it is what is left', () => {
  const step = fc.record({
    kind: fc.constantFrom('add', 'change', 'remove'),
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
        if (kind === 'add' && !model.has(id)) ledger?.add(name, url, id);
        if (kind === 'change') ledger?.change(name, id, url);
        if (kind === 'remove') ledger?.remove(name, id);
        if (kind === 'remove') model.delete(id);
        else if ((kind === 'add') !== model.has(id)) model.set(id, url);
      }
      const left = [...model].map(([configId, url]) => ({ configId, url }));
      for (const ledger of workers) expect(ledger.configurations(name)).toEqual(left);
    }),
    { numRuns: 100, seed: 7 },
  );
});

test('a folder that is gone is an error, not an empty account', () => {
  const ledger = openLedger(path.join(folder, 'gone'));
  expect(() => ledger.add('acc_1', 'https://h.example/')).toThrow(/ENOENT/);
});
