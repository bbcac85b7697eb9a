import { createHash } from 'node:crypto';
import { accountIds } from '../../fixtures/reference/credentials.ts';

/** The seed of the made-up ids. */
export const SEED = '4f2a9c1d00112233';
/** Hexadecimal digits that are the same for the same number. */
export const hash = (index: number): string => createHash('sha256').update(`id ${index}`).digest('hex');
const sixteen = (idOf: (index: number) => string): readonly string[] =>
  Array.from({ length: 16 }, (_, index) => idOf(index));
const ulid = (index: number): string =>
  `01${[...Buffer.from(hash(index), 'hex')].map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(byte % 32)).join('')}`.slice(
    0,
    26,
  );

/** Ids that are counted or short: an id near one of them may be somebody's. */
export const counted: Readonly<Record<string, readonly string[]>> = {
  'decimal, with a prefix': sixteen((index) => `acc_${index + 1}`),
  'decimal, with none': sixteen((index) => String(1001 + index)),
  'seven digits': sixteen((index) => String(4_711_000 + index * 7)),
  'filled up with zeros': sixteen((index) => `acc_${String(index + 1).padStart(22, '0')}`),
  'base 36': sixteen((index) => `acc_${(13_406 + index).toString(36)}`),
  'base 36 behind many words': sixteen(
    (index) => `customer-production-account-${(370 + index).toString(36)}`,
  ),
  'base 36 before many words': sixteen(
    (index) => `${(370 + index).toString(36)}.customers.production.example`,
  ),
  'in the middle': sixteen((index) => `ops+${index}.x@team-${index % 4}.example:eu/west`),
  'hexadecimal, 16 digits': sixteen((index) => hash(index).slice(0, 16)),
  'ULIDs of one millisecond': sixteen((index) => `01HXYZABCDEFGHJKMNPQRSTV${String(10 + index)}`),
  words: ['*', '%', 'constructor', '__proto__', 'a', 'Zürich', 'null', '🦊'],
  emoji: sixteen((index) => String.fromCodePoint(0x1f600 + index)),
};

/** Ids that are drawn from so many that no id near one of them is issued. */
export const drawn: Readonly<Record<string, readonly string[]>> = {
  'letters and digits': accountIds(16),
  UUID: sixteen((index) => hash(index).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')),
  ULID: sixteen(ulid),
  nanoid: sixteen((index) => Buffer.from(hash(index), 'hex').toString('base64url').slice(0, 21)),
  'hexadecimal, 24 digits': sixteen((index) => hash(index).slice(0, 24)),
  'hexadecimal, 32 digits': sixteen((index) => `acc_${hash(index).slice(0, 32)}`),
};

/** All ids that break a law. For one `expect` in all, because each takes a millisecond. */
export function lawless(
  forms: Readonly<Record<string, readonly string[]>>,
  breaks: (id: string, named: readonly string[], form: string) => readonly string[],
): readonly string[] {
  return Object.entries(forms).flatMap(([form, named]) =>
    named.flatMap((id) => breaks(id, named, form).map((what) => `${form}: ${id}: ${what}`)),
  );
}
