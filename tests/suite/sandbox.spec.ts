/** `npm run sandbox`: its lines work when they are pasted, and wrong input ends it with one line. */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { planFor } from '../../fixtures/session/plan.ts';
import { claims } from '../../fixtures/contract/catalogue.ts';
import { publishedCredentials } from '../../fixtures/reference/credentials.ts';
import { readOptions, SandboxInputError } from '../../fixtures/reference/sandbox/options.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = ['--import', 'jiti/register', 'fixtures/cli/sandbox.ts'];
const run = promisify(execFile);

type Variables = Readonly<Record<string, string>>;

/** Other credentials than the published ones; the Secret Key is the Base64 of 33 bytes. */
const own = {
  apiKey: 'sb_anotherKeyOfTheirOwn00',
  secretKey: Buffer.from('a secret key of thirty-three byte').toString('base64'),
  authToken: 'anotherTokenOfTheirOwn',
};

const children: ChildProcess[] = [];
test.afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function environment(variables: Variables): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(SANDBOX|TARGET)_/.test(name));
  return { ...Object.fromEntries(kept), ...variables };
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Sandbox {
  /** Its output when it listens. */
  readonly text: string;
  readonly url: string;
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

function launch(args: readonly string[], variables: Variables) {
  const child = spawn(process.execPath, [...command, ...args], { cwd: root, env: environment(variables) });
  children.push(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended, printed: () => stdout };
}

async function start(args: readonly string[] = [], variables: Variables = {}): Promise<Sandbox> {
  const { child, ended, printed } = launch(['--port', '0', ...args], variables);
  while (!printed().includes('npm run conformance')) {
    const result = await Promise.race([once(child.stdout, 'data'), ended]);
    if ('code' in result) throw new Error(`The sandbox ended with ${result.code}: ${result.stderr}`);
  }
  const text = printed();
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { text, url: /http:\/\/[\d.:]+/.exec(text)?.[0] ?? '', stop };
}

async function end(args: readonly string[], variables: Variables = {}): Promise<Ended> {
  return launch(args, variables).ended;
}

/** In place of curl, which a machine may lack. It knows only the flags of the printed line. */
const curl = `#!/usr/bin/env node
const { parseArgs } = require('node:util');
const { values, positionals: [url] } = parseArgs({ allowPositionals: true, options: {
  silent: { type: 'boolean', short: 's' }, 'show-error': { type: 'boolean', short: 'S' },
  header: { type: 'string', short: 'H', multiple: true }, data: { type: 'string', short: 'd' } } });
const headers = values.header.map((line) => line.split(/: (.*)/s).slice(0, 2));
fetch(url, { method: 'POST', headers, body: values.data }).then((response) => response.text()).then((text) => process.stdout.write(text));
`;

/** In place of npm: prints the arguments and settings of the run. */
const npm = `#!/usr/bin/env node
const settings = Object.entries(process.env).filter(([name]) => name.startsWith('TARGET_'));
process.stdout.write(JSON.stringify({ args: process.argv.slice(2), ...Object.fromEntries(settings) }));
`;

/** Runs the printed line with this beginning in a shell; returns what that line prints. */
async function paste(sandbox: Sandbox, beginning: string, variables: Variables = {}): Promise<unknown> {
  const line = sandbox.text.split('\n').find((candidate) => candidate.startsWith(beginning)) ?? '';
  const bin = test.info().outputPath('bin');
  await mkdir(bin, { recursive: true });
  // Otherwise Node would take the scripts, which have no extension, for ES modules as the packages above are.
  await writeFile(`${bin}/package.json`, '{ "type": "commonjs" }');
  for (const [name, script] of Object.entries({ curl, npm })) {
    await writeFile(`${bin}/${name}`, script);
    await chmod(`${bin}/${name}`, 0o755);
  }
  const env = environment({ ...variables, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` });
  return JSON.parse((await run('sh', ['-c', line], { env })).stdout);
}

const success = { meta: { status: 'SUCCESS' }, data: { config_id: expect.stringMatching(/^whc_/) } };

test('prints a curl line that registers a URL, and a line that judges it', async () => {
  const sandbox = await start();
  expect(await paste(sandbox, 'curl')).toMatchObject(success);
  const accounts = sandbox.text.match(/(?<=^ {2})acc_\w+$/gm) ?? [];
  expect(accounts).toHaveLength(35);
  // The curl line has used one account, and a run needs an empty one.
  expect(planFor(claims).accounts).toBeLessThan(accounts.length);
  expect(await paste(sandbox, 'TARGET_URL=')).toEqual({
    args: ['run', 'conformance'],
    TARGET_URL: sandbox.url,
    TARGET_API_KEY: publishedCredentials.apiKey,
    TARGET_SECRET_KEY: publishedCredentials.secretKey,
    TARGET_AUTH_TOKEN: publishedCredentials.authToken,
    TARGET_CLAIMS: claims.join(','),
    TARGET_ACCOUNT_IDS: accounts.join(','),
  });
});

test('never prints credentials that are not the published ones, and its lines work with them', async () => {
  const flags = ['--api-key', own.apiKey, '--secret-key', own.secretKey, '--auth-token', own.authToken];
  const sandbox = await start([...flags, '--accounts', "it's,$HOME"]);
  const exported = {
    TARGET_API_KEY: own.apiKey,
    TARGET_SECRET_KEY: own.secretKey,
    TARGET_AUTH_TOKEN: own.authToken,
  };
  expect(await paste(sandbox, 'curl', exported)).toMatchObject(success);
  const judged = await paste(sandbox, 'TARGET_URL=', exported);
  expect(judged).toMatchObject({ ...exported, TARGET_URL: sandbox.url, TARGET_ACCOUNT_IDS: "it's,$HOME" });
  const { stdout, stderr } = await sandbox.stop('SIGTERM');
  for (const secret of [...Object.values(own), publishedCredentials.secretKey]) {
    expect(stdout + stderr).not.toContain(secret);
  }
});

test('reads the environment for missing flags, and flags take precedence over the environment', async () => {
  const sandbox = await start(['--accounts', '2'], {
    SANDBOX_PORT: 'not read',
    SANDBOX_ACCOUNTS: 'not read',
    SANDBOX_API_KEY: own.apiKey,
    SANDBOX_SECRET_KEY: own.secretKey,
    SANDBOX_AUTH_TOKEN: own.authToken,
  });
  const exported = {
    TARGET_API_KEY: own.apiKey,
    TARGET_SECRET_KEY: own.secretKey,
    TARGET_AUTH_TOKEN: own.authToken,
  };
  expect(await paste(sandbox, 'curl', exported)).toMatchObject(success);
  expect(sandbox.text.match(/^ {2}acc_\w+$/gm)).toHaveLength(2);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`ends with 0 on ${signal}, with a connection still open`, async () => {
    const sandbox = await start(['--accounts', '5000']);
    expect(sandbox.text).toContain('and 4965 more');
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve) => {
      get(sandbox.url, { agent }, (response) => response.resume().once('end', resolve));
    });
    expect(await sandbox.stop(signal)).toMatchObject({ code: 0, stderr: '' });
    agent.destroy();
  });
}

test('prints its flags with --help and ends with 0', async () => {
  const { code, stdout } = await end(['--help', '--port', '0']);
  expect(code).toBe(0);
  for (const name of ['port', 'accounts', 'api-key', 'secret-key', 'auth-token']) {
    expect(stdout).toMatch(new RegExp(`--${name} .*SANDBOX_${name.replace('-', '_').toUpperCase()}`));
  }
});

const wrongInput: readonly [string, readonly string[], Variables, RegExp][] = [
  ['an unknown flag', ['--prot', '1'], {}, /--prot/],
  ['a flag without its value', ['--port'], {}, /--port/],
  ['a stray argument', ['--port', '0', 'half-a-secret'], {}, /argument/],
  ['a malformed port', ['--port', '4010x'], {}, /--port .*65535/],
  ['a port out of range', [], { SANDBOX_PORT: '65536' }, /SANDBOX_PORT .*65535/],
  ['an empty account list', ['--accounts', ''], {}, /--accounts .*commas/],
  ['an empty account id', [], { SANDBOX_ACCOUNTS: 'a,,b' }, /SANDBOX_ACCOUNTS .*commas/],
  ['no accounts', ['--accounts', '0'], {}, /--accounts .*from 1/],
  ['a Secret Key that is not Base64', ['--secret-key', 'half-a-secret'], {}, /--secret-key .*Base64/],
  ['a Secret Key without its padding', [], { SANDBOX_SECRET_KEY: 'AAA' }, /SANDBOX_SECRET_KEY .*Base64/],
  ['an empty API Key', [], { SANDBOX_API_KEY: '' }, /SANDBOX_API_KEY .*ASCII/],
  ['an Auth Token of two lines', ['--auth-token', 'half-a-secret\nb'], {}, /--auth-token .*ASCII/],
];
test('says in one line what is wrong with its input, without repeating what may be a secret', () => {
  for (const [name, args, variables, named] of wrongInput) {
    const read = expect(() => readOptions(args, variables), name);
    read.toThrow(SandboxInputError);
    read.toThrow(named);
    read.toThrow(/^(?!.*half-a-secret)[^\n]+$/);
  }
});

test('ends with 2 and one line on wrong input', async () => {
  expectOneLine(await end(['--prot', '1']), /--prot/);
  expectOneLine(await end([], { SANDBOX_SECRET_KEY: 'half-a-secret' }), /SANDBOX_SECRET_KEY .*Base64/);
});

test('ends with 2 and one line on a port in use', async () => {
  const port = new URL((await start()).url).port;
  expectOneLine(await end(['--port', port]), new RegExp(`port ${port} is in use.*--port`));
});

function expectOneLine({ code, stdout, stderr }: Ended, named: RegExp): void {
  expect(stderr).toMatch(/^sandbox: [^\n]+\n$/);
  expect(stderr).toMatch(named);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
}
