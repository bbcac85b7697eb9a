import { expect, test } from '@playwright/test';
import type { Documented } from '../../fixtures/contract/answers.ts';
import { DOCUMENTED_VOICE, shapeOf, frontAnswerIn, voiceIn } from '../../fixtures/contract/voice.ts';
import { answerOf } from './answers-made-up.ts';

const ENVELOPE = { meta: { status: 'ERROR' } };
const page = (status: number) => ({ ...answerOf(status, undefined), body: '<html>', json: undefined });

/** Who gave an answer to a right create, or to another request. */
function front(
  answer: ReturnType<typeof answerOf>,
  {
    isPost = true,
    isUnknownVerb = false,
    isMethod = true,
    documented = [] as readonly Documented[],
    voice = DOCUMENTED_VOICE,
  } = {},
) {
  return frontAnswerIn(answer, { isPost, isUnknownVerb, isMethod, documented: () => documented }, voice);
}

test('an answer with the envelope is the word of the application, with any status', () => {
  for (const status of [200, 400, 401, 404, 429, 500, 502, 503])
    expect.soft(front(answerOf(status, ENVELOPE)), String(status)).toBeUndefined();
});

test('an answer without the envelope is that of something in front, and only some may be given every time', () => {
  const fronts = [301, 302, 403, 405, 406, 408, 413, 414, 415, 429, 431, 444, 503, 504, 520, 522];
  for (const status of [...fronts, 200, 204, 400, 401, 404, 409, 500, 502])
    expect.soft(front(page(status))?.mayBeEveryTime, String(status)).toBe(fronts.includes(status));
  expect(front(page(404), { isMethod: false })?.mayBeEveryTime).toBe(true);
  expect(front(page(200), { isPost: false })?.mayBeEveryTime).toBe(true);
  expect(front(page(500), { isPost: false })?.mayBeEveryTime).toBe(false);
  expect(front(page(502), { isPost: false })?.mayBeEveryTime).toBe(false);
  expect(front(page(502), { isPost: false, isUnknownVerb: true })?.mayBeEveryTime).toBe(true);
  expect(front(page(500), { isPost: false, isUnknownVerb: true })?.mayBeEveryTime).toBe(false);
});

test('what is documented without the envelope is the word of the application, but the page of an outage is', () => {
  const documented = ['400 without a code', 415] as const;
  for (const status of [400, 415]) expect.soft(front(page(status), { documented })).toBeUndefined();
  for (const status of [401, 502, 503]) expect.soft(front(page(status), { documented })).toBeDefined();
});

test('JSON is the word of an application that gives no envelope, and a page is not', () => {
  const voice = voiceIn([answerOf(400, { error: 'no' }), answerOf(200, ENVELOPE)]);
  expect(voice).toEqual({ accepted: 'envelope', refused: 'json', hasAccepted: true });
  expect(voiceIn([page(400), answerOf(200, [])])).toEqual({
    accepted: 'json',
    refused: 'any',
    hasAccepted: true,
  });
  expect(front(page(400), { voice: { ...voice, refused: 'any' } })).toBeUndefined();
  expect(front(answerOf(404, { error: 'no' }), { voice })).toBeUndefined();
  expect(front(answerOf(200, { ok: true }), { voice })?.kind).toBe('200 with JSON without the envelope');
  expect(front(page(404), { voice })?.kind).toBe('404 with a page');
  expect(front(answerOf(502, { message: 'Bad gateway' }), { voice })).toBeDefined();
});

test('without an answer of one kind, the documented voice is assumed', () => {
  expect(voiceIn([])).toEqual(DOCUMENTED_VOICE);
});

test('the shape of an answer is its status and the names of its members', () => {
  expect(shapeOf(answerOf(401, { b: 1, a: 2 }))).toBe('401 a b');
  expect(shapeOf(page(401))).toBeUndefined();
});
