/** `npm run stacks`: its servers, its options, and one run on a server. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { runTrial } from '../../fixtures/cli/stacks/run.ts';
import { startStack } from '../../fixtures/cli/stacks/server.ts';
import { runScript, test } from './programs.ts';
import { expectWrongInput } from './wrong-input.ts';
import { faultNamed, stackNamed } from './stacks-made-up.ts';

test('a server gets what it needs, is ended with all its processes, and says why it does not listen', async ({
  folder,
}) => {
  const grandchild = `import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    const { API_KEY, SECRET_KEY, AUTH_TOKEN, ACCOUNT_IDS, PORT, FAULT, PGHOST, TARGET_URL } = process.env;
    if (FAULT === 'unknown') throw new TypeError('an error of its own');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync('seen', [API_KEY, SECRET_KEY, AUTH_TOKEN, ACCOUNT_IDS, PORT, PGHOST, TARGET_URL, child.pid].join());
    console.log('listening on http://127.0.0.1:1234');`;
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'server.js'), grandchild);
  const stack = { ...stackNamed('own', []), folder };
  const start = {
    fault: '',
    credentials: { apiKey: 'k', secretKey: 's', authToken: 't' },
    accountIds: ['x', 'y'],
    variables: { PGHOST: '/socket' },
  };
  const server = await startStack(stack, start);
  expect(server.url).toBe('http://127.0.0.1:1234');
  const seen = readFileSync(join(folder, 'seen'), 'utf8').split(',');
  expect(seen.slice(0, -1)).toEqual(['k', 's', 't', 'x', 'y', '0', '/socket', '']);
  await server.close();
  const pid = seen.at(-1) ?? '';
  // A process that has ended may stay in the list until its parent asks for it, but without files.
  const isAlive = (): boolean => existsSync(`/proc/${pid}/fd/0`);
  await expect.poll(isAlive).toBe(false);
  await expect(startStack(stack, { ...start, fault: 'unknown' })).rejects.toThrow(
    'does not listen: TypeError: an error of its own',
  );
});

test('wrong input ends with 2 and one line, and --help with 0', async () => {
  const script = 'fixtures/cli/stacks.ts';
  await expectWrongInput(script, [
    [['--only', 'no such'], /^No server and no fault has "no such" in its name\.[^\n]+\n$/],
    [['--sample', '0'], /^--sample needs a whole number from 1 to 10000\.\n$/],
    [['--nonsense'], /^Unknown option '--nonsense'[^\n]*\n$/],
  ]);
  const help = await runScript(script, ['--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('npm run stacks -- --only');
});

/** Refuses everything; with a fault it does not start. */
const refusing = `import { createServer } from 'node:http';
if (process.env.FAULT) throw new Error('never starts');
const server = createServer((request, response) => {
  response.writeHead(401, { 'content-type': 'application/json' });
  response.end('{"meta":{"status":"ERROR"},"errors":[{"code":"UNAUTHORIZED","message":"no"}]}');
});
server.listen(0, '127.0.0.1', () => console.log('listening on http://127.0.0.1:' + server.address().port));`;

test('a server that cannot be judged has not passed, nor has one that lacks something', async ({
  folder,
}) => {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'server.js'), refusing);
  const place = { postgres: undefined, folder: join(folder, 'run'), temporary: join(folder, 'tmp') };
  for (const made of [place.folder, place.temporary]) mkdirSync(made);
  const stack = { ...stackNamed('own', ['one']), folder };
  expect(await runTrial({ name: 'own', stack }, place)).toMatchObject({
    word: 'BROKEN',
    complaint: expect.stringMatching(/^no verdict: \S/),
  });
  expect(await runTrial({ name: 'own/one', stack, fault: faultNamed('one') }, place)).toMatchObject({
    word: 'BROKEN',
    complaint: 'does not listen: Error: never starts',
  });
  expect(await runTrial({ name: 'own', stack: { ...stack, needs: ['postgres'] } }, place)).toMatchObject({
    word: 'not run',
    note: 'not run: no PostgreSQL',
  });
});
