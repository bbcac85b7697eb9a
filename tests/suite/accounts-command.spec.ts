/** `TARGET_ACCOUNTS_COMMAND`: a program of the user that makes accounts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { accountsBy } from '../../fixtures/cli/accounts-command.ts';
import { readSettings } from '../../fixtures/targets/settings.ts';
import { command } from './gates-run.ts';
import { accounts, pointAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';

const settingsFor = (variables: Record<string, string | undefined>) =>
  readSettings(
    { ...pointAt('https://h.example'), TARGET_ACCOUNT_IDS: undefined, ...variables },
    { command: 'run', claims: ['create', 'management'], drawSeed: () => 1 },
  );

test('the command stands in place of accounts, for create alone', () => {
  const TARGET_ACCOUNTS_COMMAND = './make-account';
  expect(settingsFor({ TARGET_ACCOUNTS_COMMAND }).live).toMatchObject({
    accountIds: [],
    accountsCommand: './make-account',
  });
  expect(() => settingsFor({ TARGET_ACCOUNTS_COMMAND, TARGET_ACCOUNT_IDS: 'acc_1' })).toThrow(
    /^TARGET_ACCOUNT_IDS and TARGET_ACCOUNTS_COMMAND are both set\. Set one of them\.$/,
  );
  expect(() => settingsFor({ TARGET_ACCOUNTS_COMMAND, TARGET_CLAIMS: 'create,management' })).toThrow(
    /^TARGET_ACCOUNTS_COMMAND is for create alone: .*\.$/,
  );
});

test('it is called as often as accounts are needed, and what is wrong is said in one line', async ({
  folder,
}) => {
  const made = (line: string, count = 3, withinMs = 5000) => accountsBy(line, { folder, count, withinMs });
  expect(await made('echo x >> calls; echo " acc_$(wc -l < calls | tr -d " ") "')).toEqual([
    'acc_1',
    'acc_2',
    'acc_3',
  ]);
  for (const [line, name, words] of [
    ['./nowhere 2>/dev/null', 'SettingsError', /cannot be started \(127\)\. Check its path\.$/],
    ['echo hunter2; exit 7', 'PreflightError', /gave no account: it ended with 7\. Run it by hand\.$/],
    ['kill -9 $$', 'PreflightError', /gave no account: it ended with (?:SIGKILL|137)\./],
    [':', 'SettingsError', /printed nothing\. Let it print one account id\.$/],
    ['echo hunter2 b', 'SettingsError', /printed more than one word\./],
    ['echo acc_7', 'SettingsError', /printed the same id twice\. .* It had made 1 before: acc_7\.$/],
  ] as const) {
    const error: unknown = await made(line).catch((thrown: unknown) => thrown);
    expect.soft(error, line).toMatchObject({ name, message: expect.stringMatching(words) });
    expect.soft(String(error), line).toMatch(/^\w+: TARGET_ACCOUNTS_COMMAND (?!.*hunter2)[^\n]+$/);
  }
  const late: unknown = await made('sleep 9', 1, 50).catch((thrown: unknown) => thrown);
  expect(late).toMatchObject({ message: expect.stringMatching(/it took longer than 0\.05 s\./) });
});

test('a run uses the accounts that it prints; a plan and a list call it never', async ({ folder }) => {
  const { url } = await reference();
  writeFileSync(join(folder, 'ids'), accounts.join('\n'));
  writeFileSync(join(folder, 'next.sh'), 'echo x >> calls; sed -n "$(wc -l < calls)p" ids\n');
  const variables = {
    ...pointAt(url),
    TARGET_ACCOUNT_IDS: undefined,
    TARGET_ACCOUNTS_COMMAND: 'sh next.sh',
  };
  const planned = await command(['plan'], { folder, variables });
  expect([planned.code, planned.stdout]).toEqual([
    0,
    expect.stringMatching(/^Accounts {6}\d+ of \d+ named: fresh account 1, fresh account 2,/m),
  ]);
  const ended = await command(['run', '--grep', '@url-port-accepted'], { folder, variables });
  expect(ended).toMatchObject({ code: 3, report: { partial: true } });
  expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('x\n'.repeat(accounts.length));
  expect(JSON.stringify(ended.report)).toContain(`"accountId":"${accounts[0]}"`);
});
