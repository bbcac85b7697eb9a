import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { listedIn } from '../../fixtures/contract/belief.ts';
import fc from 'fast-check';
import { openLedger, type Ledger } from '../../fixtures/session/ledger.ts';
import { root, runScript, test } from './programs.ts';

const urlsIn = (ledger: Ledger, id = 'acc_1'): readonly string[] =>
  ledger.belief(id).active.map(({ url }) => url);

function writeCreates(ledger: Ledger, ...urls: readonly string[]): void {
  for (const url of urls) ledger.write('acc_1', { kind: 'create', configId: '', url });
}

test('one worker reads what another has written, oldest first', ({ folder }) => {
  const urls = ['https://c.example/', 'https://a.example/', 'https://b.example/', 'https://a.example/'];
  for (const url of urls) writeCreates(openLedger(folder), url);
  expect(urlsIn(openLedger(folder))).toEqual(urls);
});

test('an account that nothing was registered in holds nothing', ({ folder }) => {
  expect(urlsIn(openLedger(folder))).toEqual([]);
});

test('ids of any kind each have a page of their own', ({ folder }) => {
  const short = ['a', 'A', '', '.', '..', '../a', 'a/b', 'a\\b', '\0', '\n', 'ü', 'u\u0308', 'con', ' a'];
  const ids = [...short, 'x'.repeat(10_000), 'x'.repeat(9999)];
  const urlOf = (id: string): string => `https://h.example/${encodeURIComponent(id)}`;
  const ledger = openLedger(folder);
  for (const id of ids) ledger.write(id, { kind: 'create', configId: '', url: urlOf(id) });
  for (const id of ids) expect.soft(urlsIn(ledger, id)).toEqual([urlOf(id)]);
  expect(readdirSync(folder)).toHaveLength(ids.length);
});

test('URLs with line breaks, quotes and look-alikes come back as they were', ({ folder }) => {
  const urls = ['https://h.example/\n\r"\\', '\u2028https://ｈ.example/', '', 'x'.repeat(100_000)];
  const ledger = openLedger(folder);
  writeCreates(ledger, ...urls);
  expect(urlsIn(ledger)).toEqual(urls);
});

test('a line that is not written to its end is no URL yet', ({ folder }) => {
  const ledger = openLedger(folder);
  writeCreates(ledger, 'https://h.example/');
  const [file = ''] = readdirSync(folder);
  appendFileSync(path.join(folder, file), '"https://torn');
  expect(urlsIn(ledger)).toEqual(['https://h.example/']);
});

test('two processes that write at once lose nothing', async ({ folder }) => {
  const script = path.join(folder, 'write.ts');
  writeFileSync(
    script,
    `import { openLedger } from ${JSON.stringify(path.join(root, 'fixtures/session/ledger.ts'))};
    const ledger = openLedger(${JSON.stringify(folder)});
    for (let n = 0; n < 500; n += 1) ledger.write('acc_1', { kind: 'create', configId: '', url: process.argv[2] + n });`,
  );
  const written = await Promise.all(['left', 'right'].map((name) => runScript(script, [name])));
  expect(written.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  const urls = urlsIn(openLedger(folder));
  expect(urls).toHaveLength(1000);
  for (const name of ['left', 'right']) {
    const own = Array.from({ length: 500 }, (_, n) => name + n);
    expect(urls.filter((url) => url.startsWith(name))).toEqual(own);
  }
});

test('an update changes the URL in its place, and a delete takes the configuration out', ({ folder }) => {
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
});

test('an update or a delete of what the run has not registered changes nothing', ({ folder }) => {
  const ledger = openLedger(folder);
  writeCreates(ledger, 'https://nameless.example/');
  ledger.write('acc_1', { kind: 'update', configId: 'whc_x', url: 'https://x.example/' });
  ledger.write('acc_1', { kind: 'delete', configId: 'whc_x' });
  expect(urlsIn(ledger)).toEqual(['https://nameless.example/']);
});

test('found configurations count as active and do not belong to the run', ({ folder }) => {
  const ledger = openLedger(folder);
  ledger.write('acc_1', { kind: 'found', count: 5 });
  expect([listedIn(ledger.belief('acc_1')).length, listedIn(ledger.belief('acc_2')).length]).toEqual([5, 0]);
  ledger.write('acc_2', { kind: 'create', configId: '', url: 'https://a.example/' });
  ledger.write('acc_3', { kind: 'found', count: 0 });
  expect(['acc_1', 'acc_2', 'acc_3'].map((id) => ledger.belief(id).isCounted)).toEqual([true, false, true]);
  ledger.write('acc_1', { kind: 'create', configId: 'whc_a', url: 'https://a.example/' });
  writeCreates(ledger, 'https://b.example/');
  expect(listedIn(ledger.belief('acc_1')).length).toBe(7);
  ledger.write('acc_1', { kind: 'delete', configId: 'whc_a' });
  expect(listedIn(ledger.belief('acc_1')).length).toBe(6);
  expect(urlsIn(ledger)).toEqual(['https://b.example/']);
});

test('touched is every URL that may have been registered, also what was changed, deleted or lost', ({
  folder,
}) => {
  const ledger = openLedger(folder);
  ledger.write('acc_1', { kind: 'found', count: 1 });
  expect(ledger.touched('acc_1').size).toBe(0);
  ledger.write('acc_1', { kind: 'create', configId: 'whc_a', url: 'https://a.example/' });
  ledger.write('acc_1', { kind: 'update', configId: 'whc_a', url: 'https://b.example/' });
  ledger.write('acc_1', { kind: 'delete', configId: 'whc_a' });
  ledger.write('acc_1', { kind: 'lost', url: 'https://c.example/' });
  ledger.write('acc_2', { kind: 'lost', url: 'https://d.example/' });
  expect([...ledger.touched('acc_1')]).toEqual(['a', 'b', 'c'].map((name) => `https://${name}.example/`));
  const [first, second] = [ledger.belief('acc_1'), ledger.belief('acc_2')];
  expect([listedIn(first).length, first.lost.length, second.lost.length]).toEqual([1, 1, 1]);
});

test('two workers that write in turn read the same, and it is right', ({ folder }) => {
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

test('a folder that is gone is an error, not an empty account', ({ folder }) => {
  const ledger = openLedger(path.join(folder, 'gone'));
  expect(() => writeCreates(ledger, 'https://h.example/')).toThrow(/ENOENT/);
});
