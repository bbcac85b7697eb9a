/** What an expectation does with an answer: it goes on, ends the test, or leaves it without a verdict. */
import { expect as assert, test } from '@playwright/test';
import type { Answer } from '../../fixtures/wire/answer.ts';
import { STRAY } from '../../fixtures/session/strays.ts';
import { expect } from '../../fixtures/session/expect.ts';
import { judgeAnswer } from '../../fixtures/session/verdict.ts';
import { DisturbedError, InconclusiveError, JudgedFailure } from '../../fixtures/session/recorder.ts';
import { NoAnswerError } from '../../fixtures/wire/transport.ts';
import { createMethod, exampleOf, URL_SENT } from './answers-made-up.ts';
import { scripted, scriptedFor, type Scripted } from './scripted-api.ts';

/** A plain URL of the run. */
const OWN_URL = 'https://h.r1.conformance.example/';

/** The documented answer of create by its name, as a script has it. */
async function answer(name: string): Promise<Partial<Answer>> {
  const { status, json } = exampleOf(await createMethod(), name);
  return { status, ...(json === undefined ? {} : { json }) };
}

/** Sends a create that is answered by the first line of a script; the marker behind it gets the second. */
async function created(
  script: readonly Scripted[],
  { url = OWN_URL, label }: { url?: string; label?: string } = {},
) {
  const ground = await scripted(...script);
  const right = ground.api.createRequest('acc_1', url);
  const received = await ground.api.send(label === undefined ? right : { ...right, label });
  return { ...ground, received };
}

test('a documented answer counts as a judgement and leaves nothing behind', async () => {
  const { received, recorder, sent } = await created([{}]);
  await expect(received).toAnswer('accepted');
  assert(recorder.evidence()).toMatchObject({ judged: 1, findings: [], inconclusive: [] });
  assert(sent()).toBe(1);
});

test('a refusal of one labelled case is kept and the test goes on; of a step, or in a property, it ends the test', async () => {
  const script = [await answer('BAD_REQUEST'), await answer('URL_ALREADY_EXISTS')];
  const labelled = await created(script, { label: 'a case' });
  await expect(labelled.received).toAnswer('accepted');
  assert(labelled.recorder.own).toMatchObject([{ case: 'a case', received: '400 BAD_REQUEST' }]);

  const step = await created(script);
  await assert(expect(step.received).toAnswer('accepted')).rejects.toThrow(JudgedFailure);
  const tried = await created(script, { label: 'a case' });
  tried.recorder.isTrying = true;
  await assert(expect(tried.received).toAnswer('accepted')).rejects.toThrow(JudgedFailure);
});

test('what is accepted by mistake ends the test, labelled or not: it changes what the next case is answered', async () => {
  for (const options of [{}, { label: 'a case' }]) {
    const { received, recorder, sent } = await created([{}], options);
    await assert(expect(received).toAnswer('BAD_REQUEST')).rejects.toThrow(JudgedFailure);
    assert(recorder.own).toHaveLength(1);
    assert(sent(), 'no marker is asked behind an acceptance').toBe(1);
  }
});

test('the marker is asked once for each kind of refusal, and is a request like any other', async () => {
  const refused = await answer('BAD_REQUEST');
  const { api, recorder, sent } = await scripted(refused, await answer('URL_ALREADY_EXISTS'), refused);
  for (let count = 1; count <= 3; count += 1) {
    const received = await api.send({ ...api.createRequest('acc_1', OWN_URL), label: `case ${count}` });
    await expect(received).toAnswer('accepted');
  }
  assert([sent(), recorder.evidence().requests, recorder.own.length]).toEqual([4, 4, 3]);
});

test('once every right request is refused in the same way, nothing is accused and the run ends', async () => {
  const { api, recorder, traffic } = await scripted({}, await answer('unauthenticated'));
  await api.create('acc_1', OWN_URL);
  const received = await api.create('acc_1', `${OWN_URL}again`);
  await assert(expect(received).toAnswer('BAD_REQUEST')).rejects.toThrow(InconclusiveError);
  assert(recorder.evidence().findings).toEqual([]);
  assert(traffic.ended).toContain('since request 2 the target refuses requests that it accepted before');
});

test('a create that was accepted before the tests shows that the credentials are known', async () => {
  const refused = [await answer('unauthenticated')];
  for (const hasAccepted of [true, false]) {
    const { api, traffic, recorder } = await scriptedFor(false, refused, { hasAccepted });
    for (let count = 1; count <= 10; count += 1) traffic.note('refused');
    const received = await api.create('acc_1', OWN_URL);
    await assert(expect(received).toAnswer('accepted')).rejects.toThrow(InconclusiveError);
    assert.soft(traffic.ended !== undefined).toBe(hasAccepted);
    assert.soft(recorder.evidence().findings).toHaveLength(hasAccepted ? 0 : 1);
  }
});

test('an account that refuses everything while others are served is locked, and nobody is accused', async () => {
  const locked = { status: 403, json: (await answer('unauthenticated')).json };
  const known = await answer('URL_ALREADY_EXISTS');
  for (const [list, findings] of [
    [locked, 0],
    [known, 1],
  ] as const) {
    const script = [locked, locked, known, list];
    const options = { hasAccepted: true, accounts: ['acc_1', 'acc_2'] };
    const { api, traffic, recorder } = await scriptedFor(true, script, options);
    traffic.note('accepted');
    const refused = await api.create('acc_1', OWN_URL);
    await assert(expect(refused).toAnswer('accepted')).rejects.toThrow();
    assert.soft(traffic.ended).toBeUndefined();
    assert.soft(recorder.evidence().findings).toHaveLength(findings);
  }
});

test('a test that believed the answer of a cache accuses nobody', async () => {
  const script = [{}, await answer('URL_ALREADY_EXISTS')];
  for (const isOfCache of [true, false]) {
    const isShared = ({ status }: Answer): boolean => isOfCache && status === 200;
    const { api, recorder } = await scriptedFor(false, script, { isShared });
    await api.create('acc_1', OWN_URL);
    const refused = await api.create('acc_1', `${OWN_URL}other`);
    const error = isOfCache ? DisturbedError : InconclusiveError;
    await assert(expect(refused).toAnswer('accepted')).rejects.toThrow(error);
    assert.soft(recorder.evidence().findings).toHaveLength(isOfCache ? 0 : 1);
  }
});

test('a marker without an answer leaves the test without a verdict', async () => {
  const { received, recorder } = await created([
    await answer('BAD_REQUEST'),
    new NoAnswerError('timeout', 'no answer'),
  ]);
  await assert(expect(received).toAnswer('accepted')).rejects.toThrow(InconclusiveError);
  assert(recorder.evidence().findings).toEqual([]);
});

test('a precondition that fails is another requirement’s finding, says why, and leaves the test without a verdict', async () => {
  const { received, recorder } = await created([
    await answer('ENTITY_NOT_FOUND'),
    await answer('URL_ALREADY_EXISTS'),
  ]);
  await assert(expect(received).toAnswerAsGround('accepted')).rejects.toThrow(
    'The precondition failed: the answer was 400 ENTITY_NOT_FOUND and not 200 SUCCESS. See account-known-accepted.',
  );
  assert(recorder.own).toEqual([]);
  assert(recorder.evidence().findings).toMatchObject([
    { because: assert.stringContaining('The account exists') },
  ]);
});

test('a fresh URL that exists already is excused on a noisy network as a request that came twice, but not in every attempt', async () => {
  const { api, recorder, traffic } = await scripted(await answer('URL_ALREADY_EXISTS'));
  traffic.note('disturbed', ...Array.from({ length: 200 }, () => 'accepted' as const));
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const received = await api.create('acc_1', `${OWN_URL}${attempt}`);
    await assert(expect(received).toAnswerAsGround('accepted')).rejects.toThrow(
      attempt < 5 ? DisturbedError : InconclusiveError,
    );
    assert(recorder.evidence().findings).toHaveLength(attempt < 5 ? 0 : 1);
    if (attempt < 5) recorder.beginAgain();
  }
});

test('where the contract leaves "exists already" open, a noisy network makes it a doubt', async () => {
  for (const isNoisy of [true, false]) {
    const { api, traffic, ledger } = await scripted(await answer('URL_ALREADY_EXISTS'));
    if (isNoisy) traffic.note('disturbed');
    const received = await api.create('acc_1', OWN_URL);
    await expect(received).toAnswer('accepted', 'URL_ALREADY_EXISTS');
    assert(ledger.belief('acc_1').lost).toHaveLength(isNoisy ? 1 : 0);
  }
});

test('a right refusal, or one that may be right, accuses nobody', async () => {
  const fullAnswer = await answer('MAX_WEBHOOK_URL_LIMIT');
  const found = (count: number) => ({ kind: 'found', count }) as const;
  for (const [reason, prepare] of [
    ['is full too early: the target accepted', (ledger) => ledger.write('acc_1', found(19))],
    [
      'accepted a create for an account that the user did not name',
      (ledger) => ledger.write(STRAY, { kind: 'create', configId: '', url: URL_SENT }),
    ],
    [
      'may be full: the answers to some creates were lost',
      (ledger) => {
        ledger.write('acc_1', found(18));
        ledger.write('acc_1', { kind: 'lost', url: URL_SENT });
      },
    ],
    ['has registered only 1 of 20 URLs', () => undefined],
  ] as const satisfies readonly (readonly [
    string,
    (ledger: Awaited<ReturnType<typeof scripted>>['ledger']) => void,
  ])[]) {
    const ground = await scripted(fullAnswer);
    prepare(ground.ledger);
    const received = await ground.api.create('acc_1', OWN_URL);
    await assert(expect(received).toAnswer('accepted'), reason).rejects.toThrow(reason);
    assert.soft(ground.recorder.evidence().findings, reason).toEqual([]);
  }
  const elsewhere = await created([await answer('URL_ALREADY_EXISTS')], { url: 'https://1.example/' });
  await assert(expect(elsewhere.received).toAnswer('accepted')).rejects.toThrow('its host is fixed');
});

test('who is to blame does not depend on a credential in a URL', async () => {
  for (const url of [OWN_URL, `${OWN_URL}?key=sb_3eY9UJuj09636NVPlgmhfa`]) {
    const { api, ledger, recorder } = await scripted({}, await answer('URL_ALREADY_EXISTS'));
    ledger.write('acc_2', { kind: 'create', configId: 'whc_2', url: 'https://marker.example/' });
    await api.create('acc_2', url);
    for (; recorder.findings === 0; recorder.beginAgain()) {
      const refused = await api.create('acc_1', url);
      await assert(expect(refused).toAnswerAsGround('accepted')).rejects.toThrow();
      if (recorder.findings > 0) break;
    }
    assert.soft(recorder.evidence().findings.at(-1)?.requirement, url).toBe('uniqueness-per-account');
  }
});

test('a case that something in front of the application answers every time is left out, and a step ends the test', async () => {
  const refused = { status: 403, json: undefined, body: '<html>' };
  const { api, recorder } = await scripted(refused);
  const labelled = await api.send({ ...api.createRequest('acc_1', OWN_URL), label: 'a look-alike' });
  await expect(labelled).toAnswer('accepted');
  expect([labelled]).toKeepEnvelope();
  assert(recorder.evidence()).toMatchObject({
    judged: 0,
    findings: [],
    leftOut: [{ case: 'a look-alike', reason: assert.stringContaining('403 every time') }],
  });
  const step = await api.create('acc_1', OWN_URL);
  await assert(expect(step).toAnswer('accepted')).rejects.toThrow(InconclusiveError);
});

test('a control is no case of the requirement: it alone is no verdict', async () => {
  const { api, recorder } = await scripted({});
  const control = await api.create('acc_1', OWN_URL);
  await judgeAnswer(api, control, ['accepted'], { requirement: undefined });
  assert(recorder.judgements).toBe(0);
  await expect(control).toAnswer('accepted');
  assert(recorder.judgements).toBe(1);
});

test('an answer that came through no API cannot be judged', async () => {
  const stray = exampleOf(await createMethod(), 'accepted');
  assert(() => expect(stray)).toThrow('came through an Api');
});
