import { expect } from '@playwright/test';
import { runScript } from './programs.ts';

/** Expects that a program ends with 2 for each of these arguments, and prints that line alone. */
export async function expectWrongInput(
  script: string,
  cases: readonly (readonly [args: readonly string[], line: RegExp])[],
): Promise<void> {
  for (const [args, line] of cases) {
    const { code, stderr } = await runScript(script, args);
    expect.soft(stderr).toMatch(line);
    expect.soft(code).toBe(2);
  }
}
