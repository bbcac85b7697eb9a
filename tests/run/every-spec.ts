import { readdirSync } from 'node:fs';
import { declared } from '../../fixtures/test.ts';

/** A declared test, with the name of its file. */
export type FromSpec = (typeof declared)[number] & { readonly file: string };

/** The tests of all specs, in the order of their files. Compiled specs end with `.js`. */
export const everyTest: readonly FromSpec[] = await imported(new URL('../conformance/', import.meta.url));

async function imported(folder: URL): Promise<readonly FromSpec[]> {
  const tests: FromSpec[] = [];
  for (const file of readdirSync(folder)) {
    if (!/\.spec\.[jt]s$/.test(file)) continue;
    await import(new URL(file, folder).href);
    tests.push(...declared.slice(tests.length).map((one) => ({ ...one, file })));
  }
  return tests;
}
