import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { memberOf, parseJson } from '../../fixtures/wire/json.ts';

// A process takes a second to start; on a machine that is busy with others, many.
test.describe.configure({ timeout: 120_000 });

/** Whether there is a process of this id. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

for (const signal of ['SIGKILL', 'SIGTERM'] as const)
  test(`a server of the power program ends with the program, also when that ends by ${signal}`, async () => {
    const file = path.join(import.meta.dirname, '../power/dies.ts');
    const parent = spawn(process.execPath, ['--import', 'jiti/register', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: path.join(import.meta.dirname, '../..'),
    });
    let told = '';
    for await (const line of createInterface({ input: parent.stdout })) {
      told = line;
      break;
    }
    const started = parseJson(told);
    const [url, pid] = [memberOf(started, 'url'), memberOf(started, 'pid')];
    if (typeof url !== 'string' || typeof pid !== 'number') throw new Error(`It told ${told}.`);
    try {
      expect((await fetch(url)).status).toBe(400);
      parent.kill(signal);
      for (let waited = 0; isAlive(pid) && waited < 200; waited += 1) await sleep(50);
      expect(isAlive(pid)).toBe(false);
      await expect(fetch(url)).rejects.toThrow();
    } finally {
      parent.kill('SIGKILL');
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    }
  });
