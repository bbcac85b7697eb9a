/** Ids of the form of those that were seen: what they have in common, and where there are none. */
import { expect, test } from '@playwright/test';
import { neverIssuedOfSameForm } from '../../fixtures/generate/made-up-ids.ts';
import { moreOfSameForm, ofSameForm } from '../../fixtures/generate/same-form.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { counted, drawn, hash, lawless, SEED } from './id-forms.ts';

/** What every id of a form has, by the form. */
const isOfForm: Readonly<Record<string, RegExp>> = {
  'letters and digits': /^acc_[A-Za-z\d]{22}$/,
  UUID: /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/,
  ULID: /^0[\dA-HJKMNP-TV-Z]{25}$/,
  nanoid: /^[\w-]{21}$/,
  'hexadecimal, 24 digits': /^[\da-f]{24}$/,
  'hexadecimal, 32 digits': /^acc_[\da-f]{32}$/,
};

test('an id of the same form has length, alphabet and separators of those that were seen, be they many or one', () => {
  const broken = lawless(drawn, (id, named, form) =>
    [named, named.slice(0, 3), [id]].flatMap((seen) => {
      const made = ofSameForm(id, seen, SEED) ?? '';
      const more = moreOfSameForm(id, seen, SEED, 99);
      return [
        ...[made, ...more].filter((text) => !isOfForm[form]?.test(text) || named.includes(text)),
        ...(new Set([made, ...more]).size === 100 ? [] : ['too few']),
      ];
    }),
  );
  expect(broken).toEqual([]);
  const [id = ''] = accountIds(1);
  expect(ofSameForm(id, [], SEED)).not.toBe(ofSameForm(id, [], 'another run'));
});

test('there is no id of the same form where ids are short or counted', () => {
  const made = lawless(counted, (id, named, form) =>
    form.startsWith('in the middle') ? [] : neverIssuedOfSameForm(id, named, SEED, 100),
  );
  expect(made).toEqual([]);
  for (const short of ['acc_1', '4711000', 'acc_abe', hash(1).slice(0, 12), '🦊', ''])
    expect.soft(ofSameForm(short, [short], SEED), short).toBeUndefined();
});

test('among more ids of the same form, one has any check digit in the last or the first place', () => {
  const [id = ''] = accountIds(1);
  const ids = [ofSameForm(id, accountIds(16), SEED) ?? '', ...moreOfSameForm(id, accountIds(16), SEED, 99)];
  for (const digit of new Set(accountIds(16).join('').replaceAll('acc_', '')))
    expect
      .soft(
        ids.some((one) => one.endsWith(digit)),
        digit,
      )
      .toBe(true);
  const first = ids[0]?.slice(5);
  expect(ids.filter((one) => one.slice(5) === first).length).toBeGreaterThan(10);
});
