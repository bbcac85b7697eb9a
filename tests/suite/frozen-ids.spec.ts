import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { catalogue } from '../../fixtures/contract/catalogue.ts';
import frozen from '../../specs/frozen-ids.json' with { type: 'json' };
import type { Requirement } from '../../specs/types.ts';

/** What specs/frozen-ids.json keeps of a requirement. */
function digestOf({ level, claim, text, alternatives, excluded }: Requirement): string {
  const meaning = JSON.stringify([level, claim, text, alternatives ?? [], excluded !== undefined]);
  return createHash('sha256').update(meaning).digest('hex').slice(0, 12);
}

/** Why a catalogue does not keep the frozen ids, one line for each id. */
function objections(requirements: Readonly<Record<string, Requirement>>): readonly string[] {
  return Object.entries(frozen.ids).flatMap(([id, digest]) => {
    const requirement = requirements[id];
    if (requirement === undefined) return [`${id} has disappeared. Exclude it with a reason instead.`];
    const now = digestOf(requirement);
    if (now === digest) return [];
    return [
      `${id} has another level, claim, text, or other alternatives. Give a new meaning a new id; for new words write ${now}.`,
    ];
  });
}

test('no requirement id disappears or changes its meaning', () => {
  expect(objections(catalogue)).toEqual([]);
});

test('an id that disappears, and one whose meaning changes, is noticed', () => {
  const { 'url-http-refused': http, ...others } = catalogue;
  expect(objections(others)).toEqual([expect.stringMatching(/^url-http-refused has disappeared/)]);
  for (const change of [
    { level: 'SHOULD' },
    { claim: 'management' },
    { text: 'Refuses it.' },
    { alternatives: ['accepted'] },
    { excluded: 'No.' },
  ] as const)
    expect
      .soft(objections({ ...others, 'url-http-refused': { ...http, ...change } }))
      .toEqual([expect.stringMatching(/^url-http-refused has another/)]);
});
