/** The journal of a run: what stands in it, when, and whose it is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import {
  addLine,
  journaling,
  readJournal,
  stateFolder,
  type Journal,
} from '../../fixtures/session/journal.ts';
import { isAlive, journalsIn, removeJournals, startJournal } from '../../fixtures/session/journals.ts';
import { publishedCredentials as credentials } from '../../fixtures/reference/credentials.ts';
import { otherBody, signedRequest, type ApiRequest } from '../../fixtures/wire/request.ts';
import type { Transport } from '../../fixtures/wire/transport.ts';
import { atEnd, test } from './closing.ts';
import { temporaryFolder } from './programs.ts';

const RUN = 'a'.repeat(16);
const head = {
  run: RUN,
  url: 'http://127.0.0.1:1',
  began: '2026-01-02T03:04:05.000Z',
  claims: ['create', 'management'],
  accounts: ['acc_1'],
};

/** Starts a journal in these folders, or in a new one. */
function begun(folder = temporaryFolder()): { folder: string; file: string } {
  const [file = ''] = startJournal([folder], head);
  return { folder, file };
}

/** A transport that notes how long the journal was when it sent something. */
function watching(file: string): { transport: Transport; lines: readonly string[][] } {
  const lines: string[][] = [];
  const look = (): void => void lines.push(readFileSync(file, 'utf8').trim().split('\n').slice(1));
  const transport: Transport = {
    send: () => {
      look();
      return Promise.reject(new Error('Nothing is sent.'));
    },
    together: () => {
      look();
      return Promise.reject(new Error('Nothing is sent.'));
    },
    close: () => undefined,
  };
  return { transport: journaling(transport, [file]), lines };
}

const call = (method: string, body: unknown): ApiRequest =>
  signedRequest(`/webhook.config.${method}`, body, credentials);
const creating = (url: string): ApiRequest => call('create', { account_id: 'acc_1', config: { url } });

test('a create, an update and a burst stand in the journal before they are sent; nothing else does', async () => {
  const { file } = begun();
  const { transport, lines } = watching(file);
  const send = (request: ApiRequest) => transport.send(request).catch(() => undefined);
  await send(call('list', { account_id: 'acc_1' }));
  await send(call('delete', { account_id: 'acc_1', config_id: 'whc_1' }));
  await send(creating('https://1.example/'));
  await send(
    call('update', { account_id: 'acc_1', config_id: 'whc_1', config: { url: 'https://2.example/' } }),
  );
  const burst = transport.together([creating('https://3.example/'), creating('https://4.example/')]);
  await expect(burst).rejects.toThrow('Nothing is sent.');
  await send(
    otherBody('{"account_id":"acc_1","config":{"url":"https:\\/\\/5.example\\/x"', 'cut').apply(creating('')),
  );
  expect(lines.map(({ length }) => length)).toEqual([0, 0, 1, 2, 4, 5]);
  const journal = readJournal(file);
  const urls = [1, 2, 3, 4].map((count) => `https://${count}.example/`);
  expect([...(journal?.sent ?? [])].map(([id, sent]) => [id, [...sent]])).toEqual([
    ['acc_1', urls],
    ['', ['https://5.example/x']],
  ]);
});

test('no secret stands in the journal, and only its owner can read it', async () => {
  const { file } = begun();
  await watching(file)
    .transport.send(creating('https://1.example/'))
    .catch(() => undefined);
  const text = readFileSync(file, 'utf8');
  for (const secret of Object.values(credentials)) expect(text).not.toContain(secret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a journal whose last line was cut off is read up to there', () => {
  const { file } = begun();
  addLine([file], { account: 'acc_1', found: [{ configId: 'whc_1', url: 'https://found.example/' }] });
  addLine([file], { account: 'acc_1', sent: 'https://1.example/' });
  addLine([file], { account: 'acc_1', clean: true });
  appendFileSync(file, '{"account":"acc_1","se');
  const journal = readJournal(file);
  expect(journal?.found.get('acc_1')).toHaveLength(1);
  expect([...(journal?.sent.get('acc_1') ?? [])]).toEqual(['https://1.example/']);
  expect([journal?.isEnded, journal?.clean.has('acc_1')]).toEqual([false, true]);
  writeFileSync(file, 'something else');
  expect(readJournal(file)).toBeUndefined();
});

test('a run is alive while its process is, and on another machine while its journal grows', () => {
  const { folder, file } = begun();
  const now = (): readonly Journal[] => journalsIn([folder]);
  const isAliveWith = (change: (text: string) => string): boolean | undefined => {
    const { file: changed, folder: other } = begun();
    writeFileSync(changed, change(readFileSync(changed, 'utf8')));
    const [journal] = journalsIn([other]);
    return journal && isAlive(journal);
  };
  expect(now().map(isAlive)).toEqual([true]);
  expect(isAliveWith((text) => text.replace(/"pid":\d+/, '"pid":4194303'))).toBe(false);
  expect(isAliveWith((text) => text.replace(/"born":"\d+/, '"born":"1'))).toBe(false);
  expect(isAliveWith((text) => text.replace(/"host":"[^"]*/, '"host":"elsewhere'))).toBe(true);
  addLine([file], { ended: '2026-01-02T03:05:05.000Z' });
  expect(now().map(isAlive)).toEqual([false]);
  removeJournals([folder], RUN);
  expect(journalsIn([folder])).toEqual([]);
});

test('a run whose process is a zombie is dead', async () => {
  // The shell becomes a program that never reaps its children.
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60']);
  atEnd(() => parent.kill());
  const [pid] = String(await once(parent.stdout, 'data')).split('\n');
  const stat = (): string[] => readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
  const born = stat()[21];
  const { folder, file } = begun();
  const text = readFileSync(file, 'utf8').replace(/"pid":\d+/, `"pid":${pid}`);
  writeFileSync(file, text.replace(/"born":"\d+/, `"born":"${born}`));
  expect(journalsIn([folder]).map(isAlive)).toEqual([true]);
  await expect.poll(() => stat()[2]).toBe('Z');
  expect(journalsIn([folder]).map(isAlive)).toEqual([false]);
});

test('a journal of another machine that has not grown for an hour is that of a dead run', () => {
  const { folder, file } = begun();
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"host":"[^"]*/, '"host":"elsewhere'));
  const anHourAgo = Date.now() / 1000 - 3601;
  utimesSync(file, anHourAgo, anHourAgo);
  expect(journalsIn([folder]).map(isAlive)).toEqual([false]);
});

test('journals are in the state folder of the user, and a folder that cannot be written to is left out', () => {
  expect(stateFolder({ XDG_STATE_HOME: '/s', HOME: '/h' }, 'linux')).toBe('/s/webhook-config-conformance');
  expect(stateFolder({ XDG_STATE_HOME: '', HOME: '/h' }, 'linux')).toBe(
    '/h/.local/state/webhook-config-conformance',
  );
  expect(stateFolder({ XDG_STATE_HOME: 'relative' }, 'linux')).toBeUndefined();
  expect(stateFolder({}, 'linux')).toBeUndefined();
  expect(stateFolder({ HOME: '/h' }, 'win32')).toBeUndefined();
  const folder = temporaryFolder();
  expect(startJournal(['/proc/none', folder], head)).toEqual([join(folder, `journal-${RUN}.jsonl`)]);
});
