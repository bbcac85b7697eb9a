/** Which account ids may be somebody's, so that no request names them; and that made-up ids are nobody's. */
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import {
  isDrawn,
  isOfOtherForm,
  mayBeReadAsSomebodys,
  mayBeSomebodys,
} from '../../fixtures/generate/strangers.ts';
import { strangerTo } from '../../fixtures/generate/account-id.ts';
import { configIdsOfOtherForm, nearConfigIds } from '../../fixtures/generate/config-ids.ts';
import { inOtherCase, nearMisses, neverIssued } from '../../fixtures/generate/made-up-ids.ts';
import { malformedIds } from '../../fixtures/generate/malformed-ids.ts';
import { cutOrExtended } from '../../fixtures/generate/near-misses.ts';
import { accountIds } from '../../fixtures/reference/credentials.ts';
import { idFromBytes } from '../../fixtures/reference/ids.ts';
import { counted, drawn, hash, lawless, SEED } from './id-forms.ts';

const every = { ...counted, ...drawn };

test('an id near a counted or short one may be somebody’s, an id near a drawn one is not', () => {
  const near = (id: string): readonly string[] =>
    cutOrExtended(id).flatMap(({ label, text }) => (label === 'twice' ? [] : [text]));
  expect(lawless(counted, (id, named) => near(id).filter((text) => !mayBeSomebodys(text, named)))).toEqual(
    [],
  );
  // A drawn id that ends in digits may look like the next one of a series when its last digit is cut off.
  const isLost = (texts: readonly string[]): boolean => texts.length > 1;
  expect(
    lawless(drawn, (id, named) =>
      [near(id).filter((text) => mayBeSomebodys(text, named))].filter(isLost).flat(),
    ),
  ).toEqual([]);
});

test('a named id is somebody’s, and so is every number of a series, however long the rest', () => {
  expect(lawless(every, (id, named) => (mayBeSomebodys(id, named) ? [] : ['nobody’s']))).toEqual([]);
  for (const id of ['acc_10', 'acc_100', 'acc_0', 'acc_x', 'acc_', 'x', ''])
    expect.soft(mayBeSomebodys(id, ['acc_1', 'acc_2']), id).toBe(true);
  const [long = ''] = accountIds(1);
  expect(mayBeSomebodys(`${long}-12`, [`${long}-7`])).toBe(true);
});

test('one named id alone says as much as it can', () => {
  for (const [id, is] of [
    ['acc_abe', false],
    ['acc_0000000000000000000123', false],
    ['1234567', false],
    [accountIds(1)[0] ?? '', true],
    ['0b9c6a0e-7d9b-4a35-8c0e-1d2f3a4b5c6d', true],
  ] as const)
    expect.soft(isDrawn(id, [id]), id).toBe(is);
});

test('made-up ids are nobody’s, and there are some for every form of id', () => {
  const broken = lawless(every, (id, named) => {
    const all = [neverIssued(named, SEED), nearMisses(id, named, SEED)];
    const documented = 'ENTITY_NOT_FOUND,BAD_REQUEST';
    return [
      ...all
        .flatMap(({ misses }) => misses.map(({ text }) => text))
        .filter((text) => mayBeSomebodys(text, named)),
      ...(all.every(({ misses }) => misses.length > 0) ? [] : ['none is left']),
      ...(all.every((one) => one.documented.join() === documented) ? [] : ['documented otherwise']),
    ];
  });
  expect(broken).toEqual([]);
});

test('an id that a property draws is nobody’s, also while a failure is shrunk', () => {
  for (const [form, named] of Object.entries(every)) {
    const sent: string[] = [];
    const refuse = (id: string): boolean => {
      sent.push(id);
      return sent.length < 30;
    };
    fc.check(fc.property(strangerTo(named[0] ?? '', named), refuse), { numRuns: 40, seed: 7 });
    expect(sent, form).toHaveLength(30);
    expect(
      sent.filter((id) => mayBeSomebodys(id, named)),
      form,
    ).toEqual([]);
  }
});

test('another case is sent where no other id is called so', () => {
  const labels = (named: readonly string[]): number => inOtherCase(named[0] ?? '', named).misses.length;
  expect(inOtherCase('acc_abe', ['acc_abe', 'acc_AbF'])).toMatchObject({ misses: [] });
  expect(labels(['acc_abe', 'acc_abf'])).toBeGreaterThan(1);
  expect(labels(drawn['letters and digits'] ?? [])).toBeGreaterThan(2);
  for (const form of ['UUID', 'ULID', 'hexadecimal, 32 digits'])
    expect
      .soft(inOtherCase(drawn[form]?.[0] ?? '', drawn[form] ?? []).documented)
      .toContain('URL_ALREADY_EXISTS');
  expect(inOtherCase(accountIds(1)[0] ?? '', accountIds(16)).documented).toEqual([
    'ENTITY_NOT_FOUND',
    'BAD_REQUEST',
  ]);
});

test('a malformed id contains the known one: no bare wildcard, no word if ids are words, and no named id', () => {
  const broken = lawless(every, (id, named, form) => {
    const texts = malformedIds(id, named, SEED).map(({ text }) => text);
    const wildcards = texts.filter((text) => /[*%]$/.test(text) && !text.includes(id));
    return [
      ...texts.filter((text) => named.includes(text) || /^[*%]+$/.test(text) || text.includes('OR ')),
      ...wildcards.filter((text) => !isDrawn(text.slice(0, -1), named)),
      ...(form in drawn ? [] : wildcards),
    ];
  });
  expect(broken).toEqual([]);
  const [long = ''] = accountIds(1);
  const patterns = malformedIds(long, accountIds(16), SEED).filter(({ text }) => /[*%]$/.test(text));
  expect(patterns.map(({ label }) => label)).toEqual([
    'a wildcard',
    'a wildcard of SQL',
    'a regular expression',
  ]);
  const words = (named: readonly string[]): boolean =>
    malformedIds(named[0] ?? '', named, SEED).some(({ text }) => text === 'constructor');
  expect([words(['acc_1', 'acc_2']), words(['1', '2']), words(['a', 'b']), words(['acc_1', 'b'])]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('a value of another type names nobody where ids have another form', () => {
  const acc = ['acc_1', 'acc_2'];
  for (const value of [42, true, {}, [], [['acc_1']], { value: 'acc_2' }, [5, 'x']])
    expect.soft(mayBeReadAsSomebodys(value, acc), JSON.stringify(value)).toBe(false);
  for (const value of [42, [7], { value: 0 }, '3'])
    expect.soft(mayBeReadAsSomebodys(value, ['1', '2']), JSON.stringify(value)).toBe(true);
  for (const value of [1, '2', true, {}, []])
    expect.soft(mayBeReadAsSomebodys(value, ['1', '2']), JSON.stringify(value)).toBe(false);
  expect(mayBeReadAsSomebodys(['acc_3'], acc)).toBe(true);
  expect([isOfOtherForm('abc', ['a', 'b1']), isOfOtherForm('a b', ['a', 'b1'])]).toEqual([false, true]);
});

test('no config_id is tried that may be in the account', () => {
  const known = idFromBytes('whc_', Buffer.from(hash(1), 'hex'));
  // Five near misses, and four in other letter case, because these ids mix cases.
  expect(nearConfigIds(known, [known], SEED)).toHaveLength(9);
  const hex = `whc_${hash(1).slice(0, 32)}`;
  expect(nearConfigIds(hex, [hex], SEED).filter(({ label }) => label.includes('case'))).toEqual([]);
  const wildcard = (id: string, issued: readonly string[]): boolean =>
    configIdsOfOtherForm(id, issued).some(({ text }) => text.includes('*'));
  expect(wildcard(known, [known])).toBe(true);
  for (const issued of [
    ['whc_1001', 'whc_1002'],
    ['whc_abe', 'whc_abf'],
    ['whc_000000000000000000000041', 'whc_000000000000000000000042'],
  ]) {
    const [id = ''] = issued;
    const near = nearConfigIds(id, issued, SEED);
    expect.soft(near.length, id).toBeGreaterThan(0);
    expect
      .soft(near.filter(({ text }) => text.length < id.length + 20 && !text.startsWith(id + id)))
      .toEqual([]);
    expect.soft(wildcard(id, issued), id).toBe(false);
  }
});

test('names that people can read are not drawn, however long they are: next to one there may be another', () => {
  const named = [
    'acme-international-holdings',
    'globex-corporation-of-america',
    'initech-software-services',
    'umbrella-pharmaceuticals-europe',
  ];
  for (const id of named) {
    expect.soft(isDrawn(id, named), id).toBe(false);
    for (const near of [id.slice(0, -1), id.slice(1), `${id}s`, `x${id}`])
      expect.soft(mayBeSomebodys(near, named), near).toBe(true);
  }
});
