import type { RequirementId } from '../specs/types.ts';
import type { Failure, Report, RequirementReport } from './report.ts';
import { BEHIND_THE_RUN } from './keeping.ts';
import { plural } from './text.ts';

/** Broken requirements that one fault of the target probably explains. */
export interface Cause {
  /** The requirement that the cause is named after. */
  readonly head: RequirementReport;
  readonly others: readonly RequirementReport[];
  /** The requirements without a verdict because of it. */
  readonly hindered: readonly RequirementReport[];
}

/** `6 failures, probably 1 cause`. */
export function causesTitle(failures: number, causes: number): string {
  return failures === 1 ? '1 failure' : `${plural(failures, 'failure')}, probably ${plural(causes, 'cause')}`;
}

/**
 * Groups broken requirements by their probable cause. Two belong together when the same method gave the same
 * answer in place of the same documented one, or lost a race, or when the same explanation was found. Some
 * answers have many rules behind them, BAD_REQUEST for one: then the two must be of one area as well.
 *
 * A group is named after the first requirement of the area that most of it belongs to, because the catalogue
 * goes from the plain case of an area to its special cases. Requirements with an explanation go before
 * others, and then the one on faults of the server.
 *
 * The largest group comes first: a server that takes a duplicate also takes it behind a userinfo, which the
 * catalogue names earlier. Behind the others comes what only the last lists show: a config_id found without
 * its letter case deletes another configuration, which then is missing in them.
 * @param broken requirements with failures, in the order of the catalogue
 * @param all all requirements of the report
 */
export function causesOf(
  broken: readonly RequirementReport[],
  all: readonly RequirementReport[],
): readonly Cause[] {
  const groups: { readonly keys: Set<string>; readonly rows: RequirementReport[] }[] = [];
  for (const row of broken) {
    const keys = new Set(row.failures.flatMap((failure) => keysOf(failure, row.area)));
    const related = groups.filter((group) => [...keys].some((key) => group.keys.has(key)));
    const [first, ...rest] = related;
    if (first === undefined) {
      groups.push({ keys, rows: [row] });
      continue;
    }
    first.rows.push(row, ...rest.flatMap(({ rows }) => rows));
    for (const key of [...keys, ...rest.flatMap((group) => [...group.keys])]) first.keys.add(key);
    for (const group of rest) groups.splice(groups.indexOf(group), 1);
  }
  const place = new Map(broken.map((row, index) => [row, index]));
  return groups
    .map(({ rows }) =>
      causeOf(
        rows.toSorted((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0)),
        all,
      ),
    )
    .toSorted((one, other) => weightOf(other) - weightOf(one));
}

/**
 * How many requirements a cause breaks; 0 for a loss that only the last lists show. One that another test has
 * met by the way counts half: a URL of many parts says less than that of the test of its port.
 */
function weightOf({ head, others }: Cause): number {
  const rows = [head, ...others];
  const isOfLastLists = rows.every(({ failures }) => failures.every((one) => one.case === BEHIND_THE_RUN));
  if (isOfLastLists) return 0;
  return rows.length - rows.filter(isByTheWay).length / 2;
}

/** Whether only other tests have met the failures of a requirement. */
function isByTheWay({ failures }: RequirementReport): boolean {
  return failures.every(({ because }) => because !== undefined);
}

/**
 * The broken requirements in the order in which a list shows them: each MUST by its cause, then each SHOULD,
 * which does not decide the verdict. Readers take the first one for the reason of the verdict.
 */
export function brokenInOrder({ requirements }: Report): readonly RequirementReport[] {
  const failed = requirements.filter(({ verdict }) => verdict === 'fail');
  return [
    ...causesOf(failed, requirements).flatMap(({ head, others }) => [head, ...others]),
    ...requirements.filter(({ verdict }) => verdict === 'warn'),
  ];
}

/**
 * Its explanation says which state the calls have left, not why: a slot that a deleted row keeps is shown
 * behind twenty calls, where `limit-slot-freed` says it in a sentence.
 */
const BY_CALLS = 'history';

/** The area of calls at the same moment. */
const AT_ONCE = 'concurrency';

/** It says of a fault of the server what it is. */
const OF_FAULTS: RequirementId = 'http-no-server-error';

function causeOf(rows: readonly RequirementReport[], all: readonly RequirementReport[]): Cause {
  const own = rows.filter((row) => !isByTheWay(row));
  const sizeOf = (area: string): number => own.filter((row) => row.area === area).length;
  const explained = rows.filter(
    ({ area, failures }) => area !== BY_CALLS && failures.some((one) => one.explanation !== undefined),
  );
  const ofFaults = rows.filter(({ id }) => id === OF_FAULTS);
  // What calls in order show explains what calls at the same moment show, and not the other way.
  const inOrder = own.filter(({ area }) => area !== AT_ONCE && area !== BY_CALLS);
  const heads = [explained, ofFaults, inOrder, own].find((some) => some.length > 0) ?? rows;
  const head = heads.reduce((best, row) => (sizeOf(row.area) > sizeOf(best.area) ? row : best));
  return {
    head,
    others: rows.filter((row) => row !== head),
    hindered: all.filter(
      ({ verdict, reason = '' }) => verdict === 'inconclusive' && rows.some(({ id }) => names(reason, id)),
    ),
  };
}

/**
 * The method, what it answered, and what it should have answered; whether it is a race of the method; and
 * what explains it, up to the figures that differ from failure to failure.
 */
function keysOf(failure: Failure, area: string): readonly string[] {
  const { exchange, received, documented, picture, explanation, case: label } = failure;
  const method = exchange?.request.path.slice(0, COMPARED).replace(/\?.*$/s, '') ?? '';
  const was = answersIn(received);
  const wanted = answersIn(documented.split(', or ')[0] ?? '');
  // A burst gets several answers. What it has too few of is what its other answers stand in place of.
  const wrong = beyond(was, wanted);
  const missing = beyond(wanted, was);
  const isOfOneRule = [...wrong, ...missing].some((answer) => ONE_RULE.test(answer));
  // A fault of the server at a right request has nothing to do with what was asked.
  const isFault = /^5\d\d\b/.test(received) && documented.startsWith('200');
  const answer = JSON.stringify([method, wrong, missing, isOfOneRule || isFault ? '' : area]);
  return [
    answer,
    ...refusalIn(failure),
    ...(picture === undefined ? [] : [`race ${method}`]),
    // The same case of several methods: an id that is looked up with LIKE is found by get, update and delete.
    ...(label === undefined || label === BEHIND_THE_RUN || label === WHOLE_RUN
      ? []
      : [JSON.stringify(['case', label, wrong, missing])]),
    ...(explanation === undefined ? [] : [explanation.replace(/[:(].*$/s, '')]),
  ];
}

/** What the target says of a right request that it refuses: the same words of two methods have one reason. */
function refusalIn({ exchange, received, documented }: Failure): readonly string[] {
  if (!received.startsWith('400') || !documented.startsWith('200')) return [];
  const [, message = ''] = /"message":"([^"]+)"/.exec(exchange?.response.body.slice(0, COMPARED) ?? '') ?? [];
  return message.length < LEAST_SAID ? [] : [`says ${message}`];
}

/** A shorter message, such as "Bad request", says nothing about the reason. */
const LEAST_SAID = 20;

/** Answers that one rule of the contract gives, whichever requirement asks for it. */
const ONE_RULE = /^(?:40[13]\b.*|URL_ALREADY_EXISTS|MAX_WEBHOOK_URL_LIMIT|a (?:list .*|configuration))$/;

/** What a finding over the whole run has in place of a case. */
const WHOLE_RUN = 'over the whole run';

/** Longer texts are equal when so much of them is. */
const COMPARED = 500;

/**
 * The answers in a text such as `400 A / B / C` or `3 × 200 SUCCESS, 5 × C`, each by its last name. Of a list
 * and of a configuration only what is wrong with it: a cache that no update empties shows another URL in each
 * test.
 */
function answersIn(text: string): readonly string[] {
  const [, wrong] = /^a list (without|with|of exactly) /.exec(text) ?? [];
  if (wrong !== undefined) return [`a list ${wrong}${/ and with \w/.test(text) ? ' and with' : ''}`];
  if (/^\S+ \(https:.*\)$/is.test(text)) return ['a configuration'];
  return text
    .slice(0, COMPARED)
    .split(', ')
    .map((answer) => answer.replace(/^\d+ × /, '').replace(/^.* \/ /, ''));
}

/** The answers that are not among others; all when that leaves none. */
function beyond(answers: readonly string[], others: readonly string[]): readonly string[] {
  const left = answers.filter((answer) => !others.includes(answer));
  return left.length > 0 ? left : answers;
}

function names(reason: string, id: string): boolean {
  return new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(reason.slice(0, COMPARED));
}
