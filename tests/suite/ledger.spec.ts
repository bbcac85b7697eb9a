import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { openLedger } from '../../fixtures/accounts/ledger.ts';

const LEDGER = path.join(import.meta.dirname, '../../fixtures/accounts/ledger.ts');

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

test('a folder that is gone is an error, not an empty account', () => {
  const ledger = openLedger(path.join(folder, 'gone'));
  expect(() => ledger.add('acc_1', 'https://h.example/')).toThrow(/ENOENT/);
});
