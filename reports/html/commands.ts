import { commandOf } from '../../specs/commands.ts';
import type { Exchange, Step } from '../../specs/types.ts';
import type { Failure, Report } from '../report.ts';
import { plural, printable } from '../text.ts';

/** Why there are no lines for a shell. */
interface Unwritable {
  readonly why: string;
}

/** Lines for a shell, or why there are none. */
export type Block = { readonly lines: readonly string[] } | Unwritable;

const CREDENTIALS =
  '# TARGET_API_KEY, TARGET_SECRET_KEY and TARGET_AUTH_TOKEN are in the environment or in .env';

/**
 * What led to a failure as lines for a shell, whole or not at all: what the test had changed before, then the
 * request. Undefined where there is no request, or no target after the run.
 * @param most characters of all lines together
 */
export function requestBlock({ target }: Report, failure: Failure, most: number): Block | undefined {
  const { calls, exchange, steps = [] } = failure;
  // The embedded server ends with its run.
  if (target.name === 'reference' || (calls ?? exchange) === undefined) return undefined;
  const { path = '', headers = {}, body } = exchange?.request ?? {};
  const earlier = calls ?? steps.map((step) => step.body);
  if (lengthOf([target.url, path, body ?? '', ...Object.values(headers), ...earlier]) > most) return TOO_LONG;
  const lines = calls ?? (exchange && linesTo(exchange, steps));
  if (lines === undefined) return undefined;
  return 'why' in lines ? lines : checked([...addressOf(target), CREDENTIALS, ...lines]);
}

function linesTo(exchange: Exchange, steps: readonly Step[]): readonly string[] | Unwritable {
  const last = steps.at(-1);
  if (last?.together === true) return linesOf(steps);
  // The last thing that the test changed may be the request itself.
  const isItself = exchange.response.status < 300 && isOf(exchange, last);
  const call = callOf(exchange);
  if (call !== undefined) return linesOf(isItself ? steps : [...steps, call]);
  // `call` would sign it: an accepted request without credentials would look like a right one.
  const curl = curlOf(exchange);
  return 'why' in curl ? curl : [...linesOf(isItself ? steps.slice(0, -1) : steps), ...curl];
}

/** The command that runs the test again; it names the target itself. */
export function againBlock({ again }: Failure, most: number): Block {
  return again.length > most ? TOO_LONG : checked([again]);
}

const TOO_LONG: Block = { why: 'they are too long for this page. conformance.json has what they need.' };

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** Lines that are not read as they were printed would do something else than the run did. */
function checked(lines: readonly string[]): Block {
  return lines.every((line) => line === printable(line))
    ? { lines }
    : { why: 'it cannot write these bytes.' };
}

function addressOf({ url }: Report['target']): readonly string[] {
  return [`export TARGET_URL=${quoted(url)}`];
}

function isOf({ request }: Exchange, step: Step | undefined): boolean {
  return step !== undefined && request.path === `/${step.method}` && request.body === step.body;
}

/** A call to print as a line. */
type Called = Pick<Step, 'method' | 'body'> & Partial<Step>;

/**
 * A line for each call. A shell variable passes each config_id from its create to later calls. Creates that
 * arrived together are started together.
 */
export function linesOf(calls: readonly Called[]): readonly string[] {
  const variables = new Map<string, string>();
  const known = new Set<string>();
  return calls.flatMap(({ method, accountId, body, issued, together, held = 0 }, index) => {
    const later = calls.slice(index + 1);
    const isFirst = accountId !== undefined && !known.has(accountId);
    if (accountId !== undefined) known.add(accountId);
    const notes = isFirst && held > 0 ? filling(accountId, held) : [];
    let text = quoted(body);
    for (const [id, variable] of variables) text = text.replaceAll(`"${id}"`, () => `"'$${variable}'"`);
    const call = commandOf('call', `${method} ${text}`);
    if (together === true) return [...notes, `${call} &`, ...(later[0]?.together === true ? [] : ['wait'])];
    if (issued === undefined || !later.some((one) => one.body.includes(`"${issued}"`)))
      return [...notes, call];
    const variable = `c${variables.size + 1}`;
    variables.set(issued, variable);
    return [...notes, `${variable}=$(${call} --take data.config_id)`];
  });
}

/** What an account held from before: the lines make as much in an empty one. */
function filling(accountId: string, held: number): readonly string[] {
  const [before = '', after = ''] = JSON.stringify({
    account_id: accountId,
    config: { url: 'https://before-#.conformance.example/' },
  }).split('#');
  return [
    `# ${accountId} held ${plural(held, 'other configuration')}; an empty account has to be filled first:`,
    `for n in $(seq ${held}); do ${commandOf('call', `webhook.config.create ${quoted(before)}$n${quoted(after)}`)}; done`,
  ];
}

/** The request as `npm run call` sends it; undefined when more differs than its method and body. */
function callOf({ request }: Exchange): Called | undefined {
  const { verb, path, body, headers } = request;
  const isRight =
    verb === 'POST' &&
    Object.keys(RIGHT).every((name) => headers[name] !== undefined) &&
    Object.entries(headers).every(([name, value]) => RIGHT[name] === value || AS_IT_IS.has(name));
  const method = /^\/(webhook\.config\.[a-z]+)$/.exec(path)?.[1];
  if (!isRight || method === undefined || body === null || isCut(body) || !isJson(body)) return undefined;
  return { method, body };
}

const RIGHT: Readonly<Record<string, string>> = {
  Authorization: 'KSig1-HMAC-SHA256 <signature>',
  'X-API-Key': '<API Key>',
  'X-API-Auth-Token': '<Auth Token>',
  'Content-Type': 'application/json',
};
const AS_IT_IS = new Set(['X-API-Version', 'Accept', 'User-Agent']);

/** What a shell puts in place of a credential that the report does not show. */
const SECRETS: Readonly<Record<string, string>> = {
  '<signature>': '$SIGNATURE',
  '<API Key>': '$TARGET_API_KEY',
  '<Auth Token>': '$TARGET_AUTH_TOKEN',
};

const SIGNATURE = [
  `KEY=$(printf %s "$TARGET_SECRET_KEY" | base64 -d | od -An -v -tx1 | tr -d ' \\n')`,
  'SIGNATURE=$(printf %s "$TARGET_API_KEY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)',
];

function curlOf({ request: { verb, path, headers, body } }: Exchange): readonly string[] | Unwritable {
  if (body !== null && isCut(body)) return { why: 'the body is longer than a report keeps.' };
  const shown = Object.entries(headers).map(([name, value]) => headerOf(name, value));
  if (shown.some((header) => header === undefined))
    return { why: 'the credentials of this request are others than yours, and a report does not show any.' };
  const isSigned = Object.values(headers).some((value) => value.includes('<signature>'));
  const parts = [
    `curl -sS -i --globoff --path-as-is -X ${quoted(verb)}`,
    ...shown.map((header) => `-H ${header}`),
    // curl adds a Content-Type of its own to a body.
    ...(body !== null && headers['Content-Type'] === undefined ? [`-H 'Content-Type:'`] : []),
    ...(body === null ? [] : [`--data-raw ${quoted(body)}`]),
    `"\${TARGET_URL%/}"${quoted(path)}`,
  ];
  return [...(isSigned ? SIGNATURE : []), parts.join(' ')];
}

function headerOf(name: string, value: string): string | undefined {
  const secret = /<[^>]*>/.exec(value)?.[0];
  if (secret === undefined) return quoted(`${name}: ${value}`);
  const variable = SECRETS[secret];
  return variable && `${quoted(`${name}: ${value.slice(0, value.indexOf(secret))}`)}"${variable}"`;
}

/** The recorder writes the length behind a body that it has cut. */
function isCut(body: string): boolean {
  return /… \(\d+ characters\)$/.test(body);
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** A text as one word of a shell: of any shell in single quotes, or of bash and zsh with escapes. */
function quoted(text: string): string {
  if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  // A NUL ends a word of a shell, and half a character cannot be written: `checked` refuses both.
  if (/[\0\p{Cs}]/u.test(text)) return text;
  const escaped = text.replaceAll(/['\\]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    if (character === "'" || character === '\\') return `\\${character}`;
    const code = character.codePointAt(0) ?? 0;
    return code < 0x80
      ? String.raw`\x${code.toString(16).padStart(2, '0')}`
      : String.raw`\U${code.toString(16).padStart(8, '0')}`;
  });
  return `$'${escaped}'`;
}
