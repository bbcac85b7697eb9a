import type { Evidence } from '../specs/types.ts';

/** The name of the attachment with the evidence of a test. */
export const EVIDENCE = 'evidence';

/**
 * @returns undefined when the text is not JSON or lacks a member that a verdict depends on: with incomplete
 *   evidence a broken requirement could pass.
 */
export function parseEvidence(text: string): Evidence | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isEvidence(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEvidence(value: unknown): value is Evidence {
  return (
    isRecord(value) &&
    isCount(value['requests']) &&
    isCount(value['judged']) &&
    isListOf(value['findings'], (item) => hasStrings(item, ['requirement', 'received', 'documented'])) &&
    isListOf(value['observed'], (item) => hasStrings(item, ['requirement', 'case', 'taken'])) &&
    isListOf(value['confirmed'], (item) => hasStrings(item, ['configId', 'accountId', 'url'])) &&
    isListOf(value['strays'], isStray) &&
    isListOf(value['slips'], isSlip) &&
    isListOf(value['inconclusive'], isString) &&
    isListOf(value['disturbances'], isDisturbance) &&
    isListOf(value['leftOut'], (item) => hasStrings(item, ['case', 'reason'])) &&
    isListOf(value['traceIds'], isString) &&
    (value['tried'] === undefined || isString(value['tried']))
  );
}

function isSlip(value: unknown): boolean {
  return (
    isRecord(value) && isCount(value['status']) && hasStrings(value, ['asked']) && isRecord(value['exchange'])
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isItem(item));
}

function isDisturbance(value: unknown): boolean {
  return hasStrings(value, ['kind']) && isRecord(value) && isCount(value['count']);
}

function isStray(value: unknown): boolean {
  return hasStrings(value, ['accountId', 'url']) && isRecord(value) && typeof value['deleted'] === 'boolean';
}

function hasStrings(value: unknown, names: readonly string[]): boolean {
  return isRecord(value) && names.every((name) => isString(value[name]));
}
