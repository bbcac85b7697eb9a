import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { memberOf, parseJson } from '../../fixtures/wire/json.ts';
import { root, test } from './programs.ts';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

for (const signal of ['SIGKILL', 'SIGTERM'] as const)
  test(`a server of the power program ends with the program, also when that ends by ${signal}`, async () => {
    const parent = spawn(process.execPath, ['--import', 'jiti/register', 'tests/power/dies.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: root,
    });
    let printed = '';
    for await (const line of createInterface({ input: parent.stdout })) {
      printed = line;
      break;
    }
    const started = parseJson(printed);
    const [url, pid] = [memberOf(started, 'url'), memberOf(started, 'pid')];
    if (typeof url !== 'string' || typeof pid !== 'number') throw new Error(`It printed ${printed}.`);
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
