import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { noteUrlsBefore, otherRunIn } from '../../fixtures/session/other-runs.ts';
import { markerUrl, runIn } from '../../fixtures/generate/urls.ts';
import { refuseOtherMarker, refuseOtherRun, runsIn } from '../../fixtures/targets/other-run.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
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

const MINUTE = 60_000;
const NOW = Date.parse('2026-01-02T12:00:00.000Z');

/** A list of URLs, each with its age in minutes, by the clock of the target. */
async function listing(...urls: readonly (readonly [string, number])[]): Promise<Answer> {
  const { method: list } = await documented('list');
  const configs = urls.map(([url, minutes], index) => ({
    config_id: `whc_${index}`,
    url,
    created_at: new Date(NOW - minutes * MINUTE).toISOString(),
  }));
  const answer = exampleOf(list, 'accepted', 'data.configs', configs);
  return { ...answer, headers: { ...answer.headers, date: new Date(NOW).toUTCString() } };
}

test('another run is refused with its id and age, unless it is known, or silent for an hour', async () => {
  const answer = await listing([urlOf(OTHER), 70], [urlOf(OTHER), 3], [urlOf(OWN), 1]);
  expect(runsIn(answer)).toEqual([
    { run: OTHER, ageMs: 3 * MINUTE },
    { run: OWN, ageMs: MINUTE },
  ]);
  const isOwn = (run: string): boolean => run === OWN;
  expect(() => refuseOtherRun('acc_1', answer, isOwn)).toThrow(
    new RegExp(`uses account acc_1: run ${OTHER} registered its last URL 3 minutes ago\\.`),
  );
  refuseOtherRun('acc_1', answer, () => true);
  refuseOtherRun('acc_1', await listing([urlOf(OTHER), 61]), isOwn);
  refuseOtherRun('acc_1', await listing(['https://hooks.example.com/', 1]), isOwn);
});

test('a marker that came since the account was listed is that of another run', async () => {
  const marker = await listing([markerUrl('acc_1'), 0]);
  expect(() => refuseOtherMarker('acc_1', marker)).toThrow(/it has registered its marker since/);
  refuseOtherMarker('acc_2', marker);
});
