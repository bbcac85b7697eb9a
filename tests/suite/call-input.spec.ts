/** `npm run call` when it sends nothing or gets no answer: one line, and an exit code that says which. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { CallInputError, readCall } from '../../fixtures/cli/call-arguments.ts';
import { call, create, creation, referenceUrl, target } from './call-run.ts';
import { test, type Ended } from './programs.ts';
import { answering, closedUrl, connecting } from './tiny-server.ts';

function expectOneLine(ended: Ended, code: number, named: RegExp): void {
  expect.soft(ended.stderr).toMatch(named);
  expect.soft(ended.stderr).toMatch(/^[^\n]+\n$/);
  expect.soft(ended.stderr).not.toContain('half-a-secret');
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' });
}

test('ends with 3 and one line when no answer comes', async () => {
  expectOneLine(await call(['m', '{}'], target(await closedUrl())), 3, /^cannot connect to .*ECONNREFUSED/);
  let requests = 0;
  const dropping = await connecting((socket) => {
    socket.once('data', () => {
      requests += 1;
      socket.destroy();
    });
  });
  expectOneLine(await call(['m', '{}'], target(dropping.url)), 3, /connection was closed/);
  expect(requests).toBe(1);
  const silent = await connecting(() => undefined);
  const impatient = { ...target(silent.url), CONFORMANCE_TIMEOUT_MS: '50' };
  expectOneLine(await call(['m', '{}', '--take', 'a'], impatient), 3, /no answer within 0\.05 s/);
});

test('bad input ends with 2 and one line, and nothing is sent', async ({ folder }) => {
  const server = await answering((_request, response) => response.end());
  const right = target(server.url);
  for (const [args, named] of [
    [[create, "{'a': 1}"], /not JSON/],
    [[create, '{}', '--tkae', 'a'], /--tkae/],
  ] as const)
    expectOneLine(await call(args, right), 2, named);
  for (const [change, named] of [
    [{ TARGET_URL: '' }, /^TARGET_URL is set but empty/],
    [{ TARGET_AUTH_TOKEN: '' }, /^TARGET_AUTH_TOKEN is set but empty/],
    [{ TARGET_SECRET_KEY: 'half-a-secret' }, /TARGET_SECRET_KEY is not standard Base64/],
    [{ CONFORMANCE_TIMEOUT_MS: '1s' }, /CONFORMANCE_TIMEOUT_MS is "1s"/],
  ] as const)
    expectOneLine(await call([create, '{}'], { ...right, ...change }), 2, named);
  expectOneLine(await call([create, '{}']), 2, /^TARGET_URL is not set.* Set it, or start `npm run sandbox`/);
  writeFileSync(join(folder, '.env'), Buffer.from('TARGET_CLAIMS=caf\u00e9', 'latin1'));
  expectOneLine(await call([create, '{}'], right, folder), 2, /\.env line 1 .* is not UTF-8/);
  expect(server.connections()).toBe(0);
});

test('says in one line what is wrong with its arguments, without repeating what may be a secret', () => {
  for (const [args, named] of [
    [[], /not 0 arguments/],
    [['half-a-secret'], /not 1 arguments/],
    [['m', '{}', 'half-a-secret'], /not 3 arguments/],
    [['', '{}'], /one word/],
    [['/m', '{}'], /slash/],
    [['m n', '{}'], /one word/],
    [['m\n', '{}'], /one word/],
    [['m', ''], /not JSON/],
    [['m', '{half-a-secret}'], /not JSON/],
    [['m', '-1x'], /not JSON/],
    [['m', '{}', '--tokens=half-a-secret'], /^--tokens is not an option/],
    [['m', '{}', '-x'], /^-x is not an option/],
    [['m', '{}', '--take'], /--take needs/],
    [['m', '{}', '--take='], /--take needs/],
    [['--take', '--take', 'm', '{}'], /--take needs/],
  ] as const) {
    const read = expect.soft(() => readCall(args), args.join(' '));
    read.toThrow(CallInputError);
    read.toThrow(named);
    read.toThrow(/^(?!.*half-a-secret)[^\n]+\.$/);
  }
  expect(readCall(['m', '-1', '--take', '0'])).toEqual({ method: 'm', body: '-1', take: '0' });
  const url = 'http://127.0.0.1:1';
  for (const words of [['--url', url], [`--url=${url}`]])
    expect(readCall([...words, 'm', '{}'])).toEqual({ method: 'm', body: '{}', take: undefined, url });
});

test('--help says how to use it and ends with 0', async () => {
  const { code, stdout, stderr } = await call(['m', '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/npm run -s call -- METHOD JSON[^]*--take PATH[^]*TARGET_URL[^]*Exit codes: 0 /);
});

test('reads a .env file where it starts, and the environment takes precedence', async ({ folder }) => {
  const lines = Object.entries(target('http://127.0.0.1:1')).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(join(folder, '.env'), lines.join(''));
  expectOneLine(await call([create, creation], {}, folder), 3, /127\.0\.0\.1:1: /);
  const other = { TARGET_URL: await referenceUrl() };
  expect(await call([create, creation], other, folder)).toMatchObject({ code: 0, stderr: '' });
});
