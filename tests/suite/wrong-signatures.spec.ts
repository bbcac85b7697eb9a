/** The wrong signatures of the preflight: few, only where they help, and none after a key may be locked. */
import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openLedger, type Ledger } from '../../fixtures/session/ledger.ts';
import { markerUrl } from '../../fixtures/generate/urls.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
import { forge, loadSigningVectors } from '../../fixtures/generate/forge.ts';
import { authorization, sign } from '../../fixtures/wire/ksig1.ts';
import { headerOf, type ApiRequest } from '../../fixtures/wire/request.ts';
import { NoAnswerError } from '../../fixtures/wire/transport.ts';
import type { Json } from '../../fixtures/wire/json.ts';
import { loadMethods } from '../../fixtures/contract/openapi.ts';
import { preflight } from '../../fixtures/targets/preflight.ts';
import { USUAL_MISTAKES } from '../../fixtures/targets/wrong-signatures.ts';
import { answerOf, createMethod, credentials, exampleOf } from './answers-made-up.ts';

const right = authorization(sign(credentials));
const vectors = loadSigningVectors();

/** What a target answers to the nth request, which has the right signature or a wrong one. */
type Script = (nth: number, isRight: boolean, request: ApiRequest) => Partial<Answer> | NoAnswerError;

interface Tried {
  readonly outcome: string;
  readonly ledger: Ledger;
  /** How many right and wrong signatures were sent. */
  readonly rights: number;
  readonly wrongs: number;
}

/** A preflight of two accounts on a target that follows a script. */
async function tried(script: Script): Promise<Tried> {
  const folder = test.info().outputPath('ledger');
  mkdirSync(folder, { recursive: true });
  const ledger = openLedger(folder);
  let [rights, wrongs] = [0, 0];
  const outcome = await preflight({
    credentials,
    ledger,
    info: { runId: 'f00dcafe' },
    methods: await loadMethods(),
    accountIds: ['acc_1', 'acc_2'],
    usedWillDo: false,
    accountsEmpty: false,
    transport: {
      close: () => undefined,
      together: () => Promise.reject(new Error('No preflight has a burst.')),
      send: (request) => {
        const isRight = headerOf(request, 'Authorization') === right;
        if (isRight) rights += 1;
        else wrongs += 1;
        const answer = script(rights + wrongs, isRight, request);
        if (answer instanceof NoAnswerError) return Promise.reject(answer);
        return Promise.resolve({ ...answerOf(401, refusal()), ...answer, request });
      },
    },
  }).then(
    () => 'goes on',
    (error: unknown) => String(error),
  );
  return { outcome, ledger, rights, wrongs };
}

function refusal(code = 'UNAUTHENTICATED'): Json {
  const meta = { status: 'ERROR', trace_id: 'trc_1', version: '2025-03-24' };
  return { meta, errors: [{ code, message: 'm' }] };
}

const CHECK = /Check TARGET_API_KEY, TARGET_SECRET_KEY and TARGET_AUTH_TOKEN/;

test('each usual mistake is a vector, and together they cover every kind except two that no server would demand', () => {
  const usual = vectors.filter(({ id }) => USUAL_MISTAKES.some((known) => known === id));
  expect(usual.length).toBe(USUAL_MISTAKES.length);
  expect(new Set(USUAL_MISTAKES).size).toBe(USUAL_MISTAKES.length);
  const kinds = vectors
    .filter(
      ({ result, requirement }) => result === 'invalid' && requirement !== 'authentication-signature-altered',
    )
    .flatMap(({ flags }) => flags);
  const covered = new Set(usual.flatMap(({ flags }) => flags));
  const missing = new Set(kinds.filter((kind) => !covered.has(kind)));
  expect([...missing]).toEqual(['WrappedBase64', 'Numbers']);
});

test('credentials that the target does not know are reported after fewer than 20 refusals', async () => {
  const { outcome, rights, wrongs, ledger } = await tried(() => ({}));
  expect(outcome).toMatch(CHECK);
  expect(outcome).toContain('The target answered 401 to a correctly signed request. ');
  expect([rights, wrongs]).toEqual([1, USUAL_MISTAKES.length]);
  // Two more: the first request of a run, and a list.
  expect(2 + rights + wrongs).toBeLessThan(20);
  expect(ledger.touched('acc_1').size).toBe(0);
});

for (const id of USUAL_MISTAKES)
  test(`a target that accepts ${id} knows the credentials and is judged, and its marker is written down`, async () => {
    const value = forge(vectors.find((vector) => vector.id === id)?.forge ?? {}, credentials);
    const accepted = exampleOf(await createMethod(), 'accepted');
    const { outcome, rights, wrongs, ledger } = await tried((_nth, _isRight, request) =>
      headerOf(request, 'Authorization') === value ? accepted : {},
    );
    expect({ outcome, rights }).toEqual({ outcome: 'goes on', rights: 1 });
    expect(wrongs).toBe(USUAL_MISTAKES.indexOf(id) + 1);
    expect(ledger.belief('acc_1').active.map(({ url }) => url)).toEqual([markerUrl('acc_1')]);
  });

for (const name of ['ENTITY_NOT_FOUND', 'MAX_WEBHOOK_URL_LIMIT', 'URL_ALREADY_EXISTS'])
  test(`a wrong signature that gets ${name} counts as right`, async () => {
    const behind = exampleOf(await createMethod(), name);
    expect(await tried((_nth, isRight) => (isRight ? {} : behind))).toMatchObject({
      outcome: 'goes on',
      wrongs: 1,
    });
  });

for (const [what, answer] of [
  ['400 BAD_REQUEST', answerOf(400, refusal('BAD_REQUEST'))],
  ['500', answerOf(500, refusal('SERVER_ERROR'))],
  ['a page', answerOf(200, undefined, { body: '<html>' })],
  ['another code', answerOf(401, refusal('SCHEME_UNKNOWN'))],
  ['403', answerOf(403, refusal())],
] as const)
  test(`${what} for a header that cannot be read does not count as right`, async () => {
    const { outcome, rights, wrongs } = await tried((_nth, isRight) => (isRight ? {} : answer));
    expect(outcome).toMatch(CHECK);
    expect(outcome).not.toContain('locked');
    // The right signature is sent once more, because a locked key refuses it too. It counts like a wrong one.
    expect([rights, wrongs]).toEqual([2, USUAL_MISTAKES.length - 1]);
  });

test('a target that words every refusal differently gets no more requests than any other', async () => {
  const { rights, wrongs } = await tried((nth, isRight) =>
    isRight ? {} : answerOf(401, refusal(`REFUSED_${'X'.repeat(nth + 1)}`)),
  );
  expect(2 + rights + wrongs).toBeLessThan(20);
});

for (const status of [429, 423])
  test(`${status} ends the attempts at once`, async () => {
    const { outcome, wrongs } = await tried((nth) => (nth > 4 ? { status } : {}));
    expect(outcome).toContain(
      `After 4 wrong signatures its answer changed (${status}): it may have locked the API Key.`,
    );
    expect(outcome).toMatch(CHECK);
    expect(wrongs).toBe(4);
  });

test('no more are sent once the right signature is refused in another way, or nothing is answered', async () => {
  const locked = { status: 403, json: refusal('LOCKED') };
  const byRefusal = await tried((nth) => (nth > 6 ? locked : {}));
  expect(byRefusal).toMatchObject({ wrongs: 6, rights: 2 });
  expect(byRefusal.outcome).toContain('After 6 wrong signatures its answer changed (403 LOCKED)');
  const bySilence = await tried((nth) =>
    nth > 6 ? new NoAnswerError('dropped', 'the connection was closed') : {},
  );
  expect(bySilence).toMatchObject({ wrongs: 6, rights: 1 });
  expect(bySilence.outcome).toContain('(the connection was closed)');
});

for (const [what, answer] of [
  ['JSON without the envelope', answerOf(403, { message: 'Forbidden' })],
  ['a page', answerOf(403, undefined, { body: '<title>Blocked</title>' })],
  ['nothing', answerOf(401, undefined)],
] as const)
  test(`a refusal by ${what} gets no wrong signature, and is shown as it came`, async () => {
    const { outcome, rights, wrongs } = await tried(() => answer);
    // A page may be a disturbance, so the right request is repeated.
    expect([rights, wrongs]).toEqual([what === 'a page' ? 6 : 1, 0]);
    expect(outcome).toContain(`The target answered ${answer.status} without the API's envelope (`);
  });
