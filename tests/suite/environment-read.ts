import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { readEnvironment } from '../../fixtures/cli/environment.ts';
import { SettingsError } from '../../fixtures/targets/settings.ts';

type Read = ReturnType<typeof readEnvironment>;

/** Reads variables, a `.env` with this content if there is any, and flags. */
export function read(env: NodeJS.ProcessEnv, content?: string | Buffer, flags: Read['variables'] = {}): Read {
  const folder = test.info().outputPath();
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, '.env'), { force: true });
  if (content !== undefined) writeFileSync(join(folder, '.env'), content);
  return readEnvironment(env, folder, flags);
}

/** The error that reading ends with. */
export function complaint(env: NodeJS.ProcessEnv, content?: string | Buffer): string {
  try {
    return `read ${JSON.stringify(read(env, content).variables)}`;
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}
