import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './programs.ts';

/** What a run needs of the repository. */
const PARTS = ['fixtures', 'specs', 'reports', 'tests/conformance'];
const FILES = ['package.json', 'playwright.config.ts', 'tsconfig.json'];

/**
 * Copies the suite, so that a test can break it; returns the entry of the copy.
 *
 * @param missing packages that are not installed in the copy; `*` stands for all.
 */
export function copySuite(folder: string, missing: readonly string[] = []): string {
  for (const part of [...PARTS, ...FILES]) {
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      filter: (source) => !source.startsWith(join(root, 'reports', 'out')),
    });
  }
  if (!missing.includes('*')) linkPackages(folder, missing);
  return join(folder, 'fixtures', 'cli', 'start.cjs');
}

function linkPackages(folder: string, missing: readonly string[]): void {
  const from = join(root, 'node_modules');
  for (const name of packagesIn(from).filter((one) => !missing.includes(one))) {
    mkdirSync(join(folder, 'node_modules', name, '..'), { recursive: true });
    symlinkSync(join(from, name), join(folder, 'node_modules', name));
  }
}

function packagesIn(from: string): readonly string[] {
  return readdirSync(from).flatMap((name) => {
    if (name.startsWith('.')) return [];
    return name.startsWith('@') ? readdirSync(join(from, name)).map((one) => `${name}/${one}`) : [name];
  });
}
