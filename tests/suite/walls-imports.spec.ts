import { expect, test } from '@playwright/test';
import { importsOf } from './walls-imports.ts';

test('every form of import is read', () => {
  const quoted = (path: string): string => `'${path}'`;
  // Otherwise the walls test would take the calls below for imports of this file.
  const called = 'import';
  for (const [source, imported] of [
    ['import node:a', ''],
    [`import ${quoted('./a.ts')};`, './a.ts'],
    [`import a from ${quoted('./a.ts')};`, './a.ts'],
    [`import type { A } from "./a.ts";`, './a.ts'],
    [`import a, {\n  type B,\n  c as d,\n} from ${quoted('./a.ts')};`, './a.ts'],
    [`import * as a from ${quoted('./a.ts')};`, './a.ts'],
    [`import a from ${quoted('./a.json')} with { type: 'json' };`, './a.json'],
    [`export * from ${quoted('./a.ts')};`, './a.ts'],
    [`export type { A } from ${quoted('./a.ts')};`, './a.ts'],
    [`export {\n  a,\n} from ${quoted('./a.ts')};`, './a.ts'],
    [`const a = await ${called}(${quoted('./a.ts')});`, './a.ts'],
    [`type A = ${called}(\n  ${quoted('./a.ts')}\n).A;`, './a.ts'],
    [`import a = require(${quoted('./a.ts')});`, './a.ts'],
    [`const a = await ${called}(\`./a.ts\`);`, './a.ts'],
    [`const a = await ${called}(\`./\${name}.ts\`);`, '<computed>'],
    [`const a = await ${called}(name);`, '<computed>'],
    [`export const from = 'a';\nexport const a = "b";\nexport default 'c';`, ''],
    [`/*\nimport a from ${quoted('./a.ts')}\n*/\n// ${called}(${quoted('./a.ts')})`, ''],
    [`const url = new URL('../a.ts', import.meta.url);`, ''],
  ] as const) {
    expect.soft(importsOf(source).join(), source).toBe(imported);
  }
});
