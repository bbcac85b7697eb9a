import { expect, test } from '@playwright/test';
import { Attempts, inAttempts } from '../../fixtures/session/attempts.ts';
import {
  DisturbedError,
  InconclusiveError,
  JudgedFailure,
  Recorder,
} from '../../fixtures/session/recorder.ts';

const OWN = 'url-https-accepted';

/** Runs attempts; the body gets the number of the attempt. */
async function tried(body: (attempt: number, recorder: Recorder) => void, isNoisy = false) {
  const recorder = new Recorder(OWN, (text) => text);
  const attempts = new Attempts(recorder, () => isNoisy);
  let prepared = 0;
  attempts.beforeAgain(() => Promise.resolve().then(() => void (prepared += 1)));
  const error: unknown = await attempts
    .make(() => Promise.resolve().then(() => body(recorder.attempt, recorder)))
    .catch((thrown: unknown) => thrown);
  return { error, prepared, attempt: recorder.attempt, findings: recorder.evidence().findings.length };
}

function fail(recorder: Recorder): never {
  recorder.find({ requirement: OWN, received: 'wrong', documented: 'right' });
  throw new JudgedFailure('wrong');
}

test('a test that is not disturbed is tried once', async () => {
  expect(await tried((_, recorder) => recorder.countJudgement())).toMatchObject({
    error: undefined,
    attempt: 1,
  });
  expect(await tried((_, recorder) => fail(recorder))).toMatchObject({ attempt: 1, findings: 1 });
});

test('a disturbed test starts again, prepared, and without what it had found', async () => {
  const result = await tried((attempt, recorder) => {
    recorder.countJudgement();
    if (attempt > 1) return;
    recorder.find({ requirement: OWN, received: 'wrong', documented: 'right' });
    throw new DisturbedError('the answer was lost');
  });
  expect(result).toEqual({ error: undefined, prepared: 1, attempt: 2, findings: 0 });
});

test('a test whose every attempt is disturbed has no verdict', async () => {
  const { error, attempt } = await tried(() => {
    throw new DisturbedError('the answer was lost');
  });
  expect(error).toBeInstanceOf(InconclusiveError);
  expect(String(error)).toContain('each of 3 attempts was disturbed: the answer was lost');
  expect(attempt).toBe(3);
});

test('what seems to come twice is tried five times, because nothing shows beforehand that it will', async () => {
  const { error, attempt } = await tried(() => {
    throw new DisturbedError('as if it had come twice', { isAlike: true });
  });
  expect(String(error)).toContain('each of 5 attempts was disturbed');
  expect(attempt).toBe(5);
});

test('on a noisy network a finding counts when it shows twice', async () => {
  const once = await tried((attempt, recorder) => {
    recorder.countJudgement();
    if (attempt === 1) fail(recorder);
  }, true);
  expect(once).toMatchObject({ error: undefined, attempt: 2, findings: 0 });
  const always = await tried((_, recorder) => fail(recorder), true);
  expect(always.error).toBeInstanceOf(JudgedFailure);
  expect(always).toMatchObject({ attempt: 2, findings: 1 });
});

test('on a noisy network what breaks another requirement has to show twice too', async () => {
  const once = await tried((attempt, recorder) => {
    recorder.countJudgement();
    if (attempt > 1) return;
    recorder.find({ requirement: 'url-http-refused', received: 'wrong', documented: 'right' });
    throw recorder.giveUp('The precondition failed.');
  }, true);
  expect(once).toMatchObject({ error: undefined, attempt: 2, findings: 0 });
});

test('an attempt that had nothing left to judge proves nothing', async () => {
  const { error } = await tried((attempt) => {
    if (attempt === 1) throw new DisturbedError('the answer was lost');
  });
  expect(String(error)).toContain('nothing was left to judge (the answer was lost)');
});

test('a fault of the suite is no disturbance', async () => {
  const { error, attempt } = await tried(() => {
    throw new TypeError('a mistake');
  }, true);
  expect([error, attempt]).toEqual([new TypeError('a mistake'), 1]);
});

test('a body in attempts shows its own source, by which Playwright knows the fixtures that it needs', () => {
  const body = ({ account }: { account: string }): string => account;
  expect(inAttempts(body).toString()).toBe(body.toString());
});
