/** `--start COMMAND`: the run starts the target itself, and stops it whatever happens. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { memberOf } from '../../fixtures/wire/json.ts';
import { ENTRY, conform, type GateRun } from './gates-run.ts';
import { pointAt } from './gates-targets.ts';
import { temporaryFolder, test } from './programs.ts';
import { answering, closedUrl } from './tiny-server.ts';

const URL_OF_ONE = ['--grep', '@url-http-refused'];

async function isClosed(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}

/** Judges a target by one requirement after its command has started it. */
function started(url: string, command: string, folder = temporaryFolder()): Promise<GateRun> {
  return conform(pointAt(url), [...URL_OF_ONE, '--start', command], folder);
}

test('a mock is started, judged, and stopped with all its processes', async () => {
  const url = await closedUrl();
  const { TARGET_API_KEY, TARGET_SECRET_KEY, TARGET_AUTH_TOKEN, TARGET_ACCOUNT_IDS } = pointAt(url);
  const folder = temporaryFolder();
  const keys = { TARGET_API_KEY, TARGET_SECRET_KEY, TARGET_AUTH_TOKEN };
  writeFileSync(
    join(folder, 'mock.mjs'),
    `import { spawn } from 'node:child_process';
const [apiKey, secretKey, authToken] = ${JSON.stringify(Object.values(keys))};
spawn(process.execPath, [${JSON.stringify(ENTRY)}, 'sandbox', '--port', '${new URL(url).port}', '--accounts', ${JSON.stringify(TARGET_ACCOUNT_IDS)}], {
  stdio: 'inherit',
  env: { ...process.env, SANDBOX_API_KEY: apiKey, SANDBOX_SECRET_KEY: secretKey, SANDBOX_AUTH_TOKEN: authToken },
});`,
  );
  const run = await started(url, `"${process.execPath}" mock.mjs`, folder);
  expect(run.stderr).toBe('');
  expect(memberOf(memberOf(run.report, 'counts'), 'pass')).toBe(1);
  expect(await isClosed(url)).toBe(true);
});

test('a command that ends, and a port that is in use, are named in one line', async () => {
  const gone = await started(await closedUrl(), 'echo no database >&2; exit 7');
  expect(gone.code).toBe(3);
  expect(gone.stderr).toMatch(
    /^The command of --start did not start http:\S+: it ended with 7\. Its last lines: no database\n$/,
  );
  const used = await started((await answering((_, response) => void response.end())).url, 'sleep 60');
  expect(used.code).toBe(2);
  expect(used.stderr).toMatch(/is in use before --start has started anything\. Stop what listens there\.\n$/);
});

test('a command that ends during the run is named, because the run cannot reach the target any more', async ({
  folder,
}) => {
  const url = await closedUrl();
  writeFileSync(
    join(folder, 'mock.cjs'),
    `require('node:http').createServer(() => { console.error('no memory'); process.exit(5); }).listen(${new URL(url).port}, '127.0.0.1');`,
  );
  const ended = await started(url, `"${process.execPath}" mock.cjs`, folder);
  expect(ended.code).toBe(3);
  expect(ended.stderr).toMatch(
    /^The command of --start did not run until the end: it ended with 5\. Its last lines: no memory$/m,
  );
});
