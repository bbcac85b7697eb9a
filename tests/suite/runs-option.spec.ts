import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a command with options; what it prints, and its exit code. */
function command(name: string, ...args: readonly string[]): Promise<{ code: number; text: string }> {
  const file = `fixtures/cli/${name}.ts`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'jiti/register', file, ...args],
      { cwd: ROOT },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: out + err });
      },
    );
  });
}

for (const name of ['power', 'soak']) {
  test(`npm run ${name} tells what is wrong with its options in one line, and does nothing`, async () => {
    for (const args of [['--runs', '0'], ['--runs', 'many'], ['--runs', '-1'], ['--run', '5'], ['5']]) {
      const { code, text } = await command(name, ...args);
      expect.soft(code, args.join(' ')).toBe(2);
      expect.soft(text.trim().split('\n'), args.join(' ')).toHaveLength(1);
    }
    expect(await command(name, '--help')).toMatchObject({ code: 0, text: expect.stringContaining('--runs') });
  });
}
