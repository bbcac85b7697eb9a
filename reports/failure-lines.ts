import type { Exchange } from '../specs/types.ts';
import type { Failure, RequirementReport } from './report.ts';
import { cut, printable } from './text.ts';

const LABEL = 15;

/**
 * The failures of one requirement as lines of plain text, for the console and for JUnit.
 * @param width characters of a line; the bodies of an exchange are cut to it, the received text never is
 */
export function failureLines(row: RequirementReport, width: number): readonly string[] {
  const lines = [
    labelled('Source', `${row.source.page}: ${row.source.part}`),
    ...row.failures.flatMap((failure) => ['', ...linesOf(failure, width)]),
  ];
  const more = row.failureCount - row.failures.length;
  return more > 0 ? [...lines, '', `and ${more} more of the same requirement`] : lines;
}

function linesOf(failure: Failure, width: number): readonly string[] {
  const { exchange, calls, seed, path } = failure;
  const replay = [
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    ...(path === undefined ? [] : [`path ${path}`]),
  ];
  const optional = (label: string, text: string | undefined): readonly string[] =>
    text === undefined ? [] : [labelled(label, text)];
  return [
    ...optional('Explanation', failure.explanation),
    ...optional('Case', failure.case),
    labelled('Received', failure.received),
    labelled('Documented', failure.documented),
    ...optional('Because', failure.because),
    ...optional('Counterexample', failure.counterexample),
    // Each call has its own line, so that a user can paste it into a shell.
    ...(calls === undefined ? [] : ['Calls:', ...calls.map(printable)]),
    ...(replay.length === 0 ? [] : [labelled('Replay', replay.join(', '))]),
    ...(exchange === undefined ? [] : exchangeLines(exchange, width)),
    labelled('Again', failure.again),
  ];
}

function exchangeLines({ request, response }: Exchange, width: number): readonly string[] {
  const room = Math.max(width, LABEL + 20);
  const sent = `${request.verb} ${request.path} ${request.body ?? '(no body)'}`;
  const answered = `${response.status} ${response.body === '' ? '(no body)' : response.body}`;
  return [cut(labelled('Sent', sent), room), cut(labelled('Answered', answered), room)];
}

function labelled(label: string, text: string): string {
  return `${`${label}:`.padEnd(LABEL)} ${printable(text)}`;
}
