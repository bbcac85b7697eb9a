/** The file `.env`: its settings are read or refused in every encoding and spelling, and never lost. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readEnvironment } from '../../fixtures/cli/environment.ts';
import { complaint, read } from './environment-read.ts';

test('a .env in UTF-16 with a mark is decoded, a mark of UTF-8 is stripped', () => {
  const text = 'TARGET_URL=https://h.example\nTARGET_CLAIMS=create\n';
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  for (const content of [`\ufeff${text}`, little, Buffer.from(little).swap16()]) {
    expect
      .soft(read({}, content).variables)
      .toEqual({ TARGET_URL: 'https://h.example', TARGET_CLAIMS: 'create' });
  }
});

test('a .env in any other encoding is refused, with the line where it shows', () => {
  const latin1 = Buffer.from('TARGET_URL=https://h.example\nTARGET_AUTH_TOKEN=caf\u00e9\n', 'latin1');
  expect(complaint({}, latin1)).toMatch(
    /\.env line 2 \(TARGET_AUTH_TOKEN\) is not UTF-8\. Save the file as UTF-8\.$/,
  );
  expect(complaint({}, Buffer.from('TARGET_URL=https://h.example\n', 'utf16le'))).toMatch(
    /\.env line 1 contains a NUL character\. Save the file as UTF-8\.$/,
  );
});

test('a folder called .env, such as one of Python, is no file of settings', () => {
  const folder = test.info().outputPath();
  mkdirSync(join(folder, '.env'), { recursive: true });
  expect(readEnvironment({}, folder).sources).toMatch(/^the environment; there is no /);
});

test('a file in the syntax of another program is refused and not ignored', () => {
  for (const line of [
    'set TARGET_CLAIMS=create',
    '$env:TARGET_CLAIMS = "create"',
    '- TARGET_CLAIMS=create',
    'setx TARGET_CLAIMS create',
    'declare -x TARGET_CLAIMS=create',
    'APP_TARGET_CLAIMS=create',
    '"TARGET_CLAIMS": "create",',
  ]) {
    expect.soft(complaint({}, `${line}\n`), line).toMatch(/\.env line 1: \S* ?.*\./);
    expect.soft(complaint({}, `${line}\n`), line).not.toMatch(/^read /);
  }
  expect(read({}, '# ours\rTARGET_CLAIMS=create\r').variables).toEqual({ TARGET_CLAIMS: 'create' });
  expect(complaint({}, 'CONFORMANCE_LABEL=nightlyTARGET_CLAIMS=create\n')).toContain(
    'line 1: CONFORMANCE_LABEL holds "TARGET_CLAIMS="',
  );
});

test('a placeholder that nobody filled in is refused', () => {
  for (const value of [
    '***',
    '${TOKEN}',
    'https://${HOST}/api',
    '$(TOKEN)',
    '%TOKEN%',
    '{{ token }}',
    '<token>',
  ]) {
    expect
      .soft(complaint({ TARGET_AUTH_TOKEN: value }), value)
      .toMatch(/^TARGET_AUTH_TOKEN holds a placeholder/);
  }
  expect(complaint({ TARGET_ACCOUNT_IDS: '*' })).toBe('read {"TARGET_ACCOUNT_IDS":"*"}');
  expect(complaint({ TARGET_AUTH_TOKEN: 'a"\\/+$&%b' })).toMatch(/^read /);
});
