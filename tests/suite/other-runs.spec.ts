import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { noteUrlsBefore, otherRunIn } from '../../fixtures/session/other-runs.ts';
import { runIn } from '../../fixtures/generate/urls.ts';
import { documented, exampleOf } from './answers-made-up.ts';
import { madeUpRun } from './run-made-up.ts';

const OWN = 'a'.repeat(16);
const OTHER = 'b'.repeat(16);
const urlOf = (runId: string): string => `https://limit-21st-refused-3.r${runId}.conformance.example/fill`;

/** What is said of an account that lists these URLs, after the run began with others in it. */
async function said(listed: readonly string[], before: readonly string[] = []): Promise<string | undefined> {
  const folder = test.info().outputPath(`run-${listed.length}-${before.length}`);
  mkdirSync(folder, { recursive: true });
  noteUrlsBefore(folder, before);
  const { methods, method: list } = await documented('list');
  const configs = listed.map((url, index) => ({ config_id: `whc_${index}`, url }));
  const answer = exampleOf(list, 'accepted', 'data.configs', configs);
  const run = madeUpRun(folder);
  return otherRunIn(['acc_1'], {
    run: { ...run, info: { ...run.info, runId: OWN } },
    transport: {
      send: () => Promise.resolve(answer),
      close: () => undefined,
      together: () => Promise.reject(new Error('No burst is sent.')),
    },
    methods,
  });
}

test('a URL that another run has registered since this one began is named', async () => {
  expect(await said([urlOf(OWN), urlOf(OTHER)])).toContain(
    `uses account acc_1: it has registered ${urlOf(OTHER)}`,
  );
});

test('own URLs, those of the user, and what an earlier run has left show no other run', async () => {
  expect(
    await said([urlOf(OWN), 'https://hooks.example.com/', urlOf(OTHER)], [urlOf(OTHER)]),
  ).toBeUndefined();
});

test('the run of a host is read from its form only', () => {
  expect(runIn(urlOf(OTHER))).toBe(OTHER);
  expect(runIn(`https://m${OTHER}.conformance.example/in-use`)).toBeUndefined();
  expect(runIn(`https://x.r${OTHER}.conformance.example.org/`)).toBeUndefined();
});
