import { cut, printable } from './text.ts';
import type { RequirementReport } from './report.ts';

/** Longer texts stand in the details. */
const LONGEST = 300;

/**
 * The first failure of a requirement in one line, for tools that show one: `expected HTTP 400, BAD_REQUEST,
 * received HTTP 200, SUCCESS`.
 */
export function expectation({ failures: [first] }: RequirementReport): string {
  if (first === undefined) return '';
  const [documented, received] = [first.documented, first.received].map((text) =>
    cut(printable(text), LONGEST),
  );
  return `expected ${documented}, received ${received}`;
}
