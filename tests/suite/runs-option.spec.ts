import { expect } from '@playwright/test';
import { runScript, test } from './programs.ts';

for (const name of ['power', 'soak', 'histories']) {
  test(`npm run ${name} says in one line what is wrong with its options, and does nothing`, async () => {
    const file = `fixtures/cli/${name}.ts`;
    for (const args of [['--runs', '0'], ['--runs', 'many'], ['--runs', '-1'], ['--run', '5'], ['5']]) {
      const { code, stdout, stderr } = await runScript(file, args);
      expect.soft(code, args.join(' ')).toBe(2);
      expect.soft((stdout + stderr).trim().split('\n'), args.join(' ')).toHaveLength(1);
    }
    const { code, stdout, stderr } = await runScript(file, ['--help']);
    expect(code).toBe(0);
    expect(stdout + stderr).toContain('--runs');
  });
}
