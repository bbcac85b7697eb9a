/** `explain ID`: every requirement is explained, and a wrong id is answered with a help. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { explanationOf } from '../../fixtures/cli/explanation.ts';
import { catalogue, requirementIds } from '../../fixtures/contract/catalogue.ts';
import { root } from './programs.ts';

test('every requirement has its sentence and its source, and every MUST that is judged a fault that breaks it', () => {
  for (const id of requirementIds) {
    const lines = explanationOf(id);
    const { text, level, excluded } = catalogue[id];
    expect.soft(lines.slice(0, 2), id).toEqual([expect.stringContaining(`${id}  ${level}`), text]);
    const isBroken = lines.includes('Servers break it that:');
    if (level === 'MUST' && excluded === undefined) expect.soft(isBroken, id).toBe(true);
    if (excluded !== undefined) expect.soft(lines, id).toContain(`It is not judged: ${excluded}`);
  }
});

test('a requirement with vectors names them and what each finds', () => {
  const text = explanationOf('url-http-refused').join('\n');
  expect(text).toMatch(
    /It finds a server that:\n {2}- Accepts the scheme without encryption\.\nIt sends these URLs: \S/,
  );
  expect(explanationOf('limit-21st-refused').join('\n')).toMatch(
    /Servers break it that:\n(?: {2}- .*\n)*? {2}- compares with > /,
  );
});

test('a wrong id ends with 2 and one line that helps', () => {
  for (const [args, help] of [
    [['limit-21'], 'There is no requirement "limit-21". Did you mean limit-21st-refused?'],
    [['nonsense'], 'There is no requirement "nonsense". Give the id of a requirement'],
    [[], 'No id is given. Give the id'],
    [['url-http-refused', 'x'], 'One requirement at a time is explained.'],
  ] as const) {
    const entry = join(root, 'fixtures/cli/start.cjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [entry, 'explain', ...args], {
      encoding: 'utf8',
    });
    expect.soft({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect.soft(stderr).toContain(help);
    expect.soft(stderr.trimEnd()).not.toContain('\n');
  }
});
