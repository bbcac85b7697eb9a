import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { forge, isRecipe, loadSigningVectors } from '../../fixtures/generate/forge.ts';
import { authorization, isSecretKey, sign, type Credentials } from '../../fixtures/wire/ksig1.ts';
import { SIGNING_FAULTS } from '../../fixtures/generate/signing-faults.ts';
import { catalogue, requirementId } from '../../fixtures/contract/catalogue.ts';
import ksig1 from '../../specs/vectors/ksig1.json' with { type: 'json' };
import urls from '../../specs/vectors/urls.json' with { type: 'json' };

const RUNS = { seed: 20250324, numRuns: 200 };
const LEGAL_HEADER = /^[!-~]+(?: +[!-~]+)*$/;

const signing = loadSigningVectors();
const invalid = signing.filter(({ result }) => result === 'invalid');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'.split('');
const letterOrDigit = fc.constantFrom(...ALPHABET);
const lettersAndDigits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: letterOrDigit, minLength: length, maxLength: length });

const issued: fc.Arbitrary<Credentials> = fc.record({
  apiKey: fc.tuple(fc.constantFrom('sb_', 'lv_'), lettersAndDigits(22)).map((parts) => parts.join('')),
  secretKey: fc
    .uint8Array({ minLength: 33, maxLength: 33 })
    .map((bytes) => Buffer.from(bytes).toString('base64')),
  authToken: lettersAndDigits(54),
});

/** HMAC-SHA256 by RFC 2104, for keys of at most 64 bytes; compared with node:crypto. */
function hmacByHand(key: Buffer, message: string): Buffer {
  const block = Buffer.concat([key, Buffer.alloc(64 - key.length)]);
  const hash = (pad: number, text: string | Buffer): Buffer =>
    createHash('sha256')
      .update(block.map((byte) => byte ^ pad))
      .update(text)
      .digest();
  return hash(0x5c, hash(0x36, message));
}

for (const [name, file] of Object.entries({ ksig1, urls })) {
  const flags: Readonly<Record<string, { readonly requirement: string }>> = file.flags;
  const tests: readonly {
    readonly id: string;
    readonly flags: readonly string[];
    readonly result: string;
  }[] = file.tests;

  test(`every id of the ${name} vectors is theirs alone`, () => {
    expect(new Set(tests.map(({ id }) => id)).size).toBe(tests.length);
  });

  test(`every flag of the ${name} vectors is explained, used, and judged by a requirement that is not excluded`, () => {
    expect(new Set(tests.flatMap((vector) => vector.flags))).toEqual(new Set(Object.keys(flags)));
    for (const { requirement } of Object.values(flags))
      expect.soft(catalogue[requirementId(requirement)].excluded, requirement).toBeUndefined();
  });

  test(`all ${name} vectors of a flag have the same result`, () => {
    for (const flag of Object.keys(flags)) {
      const results = tests.filter((vector) => vector.flags.includes(flag)).map(({ result }) => result);
      expect.soft(new Set(results).size, flag).toBe(1);
    }
  });
}

test('the published worked example holds, in the client and in the vectors', () => {
  const mac = '896121e238caf707e34d777fdc6cc898f2cbd6cc1366208fa436e3eb6bc5a364';
  expect(Buffer.from(sign(ksig1.credentials), 'base64').toString('hex')).toBe(mac);
  expect(sign(ksig1.credentials)).toBe('iWEh4jjK9wfjTXd/3GzImPLL1swTZiCPpDbj62vFo2Q=');
  expect(signing.filter(({ result }) => result === 'valid').map((vector) => vector.authorization)).toEqual([
    'KSig1-HMAC-SHA256 iWEh4jjK9wfjTXd/3GzImPLL1swTZiCPpDbj62vFo2Q=',
  ]);
});

test('the client signs as RFC 2104 spells HMAC out, whatever the credentials', () => {
  fc.assert(
    fc.property(issued, (given) => {
      const mac = hmacByHand(Buffer.from(given.secretKey, 'base64'), given.apiKey);
      expect(sign(given)).toBe(mac.toString('base64'));
    }),
    RUNS,
  );
});

test('a Secret Key is non-empty Base64 in its one canonical spelling', () => {
  for (const text of [ksig1.credentials.secretKey, 'AA==', 'AAA='])
    expect.soft(isSecretKey(text), text).toBe(true);
  for (const text of ['', 'A', 'AA', 'AB==', 'AAA', 'AA==\n', ' AA==', 'A-_A', 'AA==AA==', 'secret key'])
    expect.soft(isSecretKey(text), text).toBe(false);
});

test('every recipe makes from the published credentials the header that the Python program made', () => {
  const made = signing.map(({ id, forge: recipe }) => [id, forge(recipe, ksig1.credentials)]);
  expect(made).toEqual(signing.map((vector) => [vector.id, vector.authorization]));
});

test('no two vectors are the same header, and each is one that HTTP carries unchanged', () => {
  const headers = signing.map((vector) => vector.authorization);
  expect(new Set(headers).size).toBe(headers.length);
  for (const header of headers) expect.soft(header).toMatch(LEGAL_HEADER);
});

test('with whatever credentials, an invalid vector is a legal header and not the right one', () => {
  fc.assert(
    fc.property(issued, (given) => {
      const forged = invalid.map((vector) => [vector.id, forge(vector.forge, given)] as const);
      const unmade = forged.filter(([, header]) => header === undefined).map(([id]) => id);
      // HMAC pads a short key with zeros, so cutting off the last byte of a key has no effect if that byte is
      // 0.
      const isCutHarmless = Buffer.from(given.secretKey, 'base64').at(-1) === 0;
      expect(unmade).toEqual(isCutHarmless ? ['key-last-byte-missing'] : []);

      const headers = forged.flatMap(([, header]) => header ?? []);
      expect(headers).not.toContain(authorization(sign(given)));
      expect(headers.filter((header) => !LEGAL_HEADER.test(header))).toEqual([]);
    }),
    RUNS,
  );
});

test('a fault that makes no difference to the credentials makes no header', () => {
  const zeroAtEnd = { ...ksig1.credentials, secretKey: Buffer.from('key\0').toString('base64') };
  expect(forge({ key: 'last-byte-missing' }, zeroAtEnd)).toBeUndefined();
  expect(forge({ message: 'lower-case' }, { ...ksig1.credentials, apiKey: 'sb_lower' })).toBeUndefined();
});

test('a signature with spare bits is another text and the same MAC', () => {
  for (const vector of signing.filter(({ flags }) => flags.includes('SpareBits'))) {
    const text = vector.authorization.split(' ').at(-1) ?? '';
    expect(text).not.toBe(sign(ksig1.credentials));
    expect(Buffer.from(text, 'base64').toString('base64')).toBe(sign(ksig1.credentials));
  }
});

test('every fault of the tables is made by a vector, and no recipe names another', () => {
  for (const [step, table] of Object.entries(SIGNING_FAULTS)) {
    const used = signing
      .flatMap(({ forge: recipe }) => Object.entries(recipe))
      .filter(([name]) => name === step);
    expect.soft(used.map(([, fault]) => fault).toSorted(), step).toEqual(Object.keys(table).toSorted());
  }
  const right = 'KSig1-HMAC-SHA256 {signature}';
  const wrong = [
    { key: 'toString' },
    { keys: 'empty' },
    { key: 'empty', alter: 'empty' },
    { scheme: 'Bearer' },
  ];
  for (const recipe of [...wrong, { scheme: right }])
    expect.soft(isRecipe(recipe), JSON.stringify(recipe)).toBe(false);
});
