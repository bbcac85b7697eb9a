import { expect, test } from '@playwright/test';
import { InconclusiveError, Recorder } from '../../fixtures/session/recorder.ts';
import { exchangeOf } from '../../fixtures/wire/redact.ts';
import { answerOf } from './answers-made-up.ts';
import { evidence } from './report-made-up.ts';

const exchange = exchangeOf(answerOf(400, {}), (text) => text);
const plain = (): Recorder =>
  new Recorder('url-http-refused', (text) => text.replaceAll('hunter2', '<secret>'));
const own = (received: string) => ({ requirement: 'url-http-refused' as const, received, documented: '400' });
const other = (received: string) => ({ ...own(received), requirement: 'response-version' as const });

test('a new recorder has seen nothing', () => {
  expect(plain().evidence()).toEqual(evidence({ requests: 0, judged: 0 }));
});

test('requests and judgements are counted apart', () => {
  const recorder = plain();
  for (let count = 0; count < 3; count += 1) recorder.countRequest();
  recorder.countJudgement();
  expect(recorder.evidence()).toMatchObject({ requests: 3, judged: 1 });
});

test('everything that is kept is shown without secrets, and cut only then', () => {
  const recorder = plain();
  const received = `${'x'.repeat(296)}hunter2 and more`;
  const kept = recorder.find({ ...own(received), case: 'hunter2', documented: 'no hunter2' }, exchange);
  expect(kept).toMatchObject({ case: '<secret>', documented: 'no <secret>', exchange });
  expect(kept.received).toBe(`${'x'.repeat(296)}<sec…`);
  recorder.addTraceId('hunter2');
  recorder.addConfirmed({ configId: 'hunter2', accountId: 'acc_1', url: 'https://hunter2/' });
  recorder.observe({ requirement: 'url-http-refused', case: 'hunter2', taken: 'accepted' });
  recorder.disturb('503 for hunter2');
  recorder.giveUp('because of hunter2');
  recorder.restate(0, { counterexample: 'hunter2' });
  expect(JSON.stringify(recorder.evidence())).not.toContain('hunter2');
  expect(recorder.givenUp).toBe('because of <secret>');
});

test('values that are compared stay as they came', () => {
  const recorder = plain();
  const confirmed = { configId: 'whc_hunter2', accountId: 'acc_1', url: 'https://h.example/?hunter2' };
  recorder.addConfirmed(confirmed);
  expect(recorder.confirmed).toEqual([confirmed]);
});

test('the first reason to give up stays the reason', () => {
  const recorder = plain();
  expect(recorder.givenUp).toBeUndefined();
  for (const reason of ['first', 'second']) {
    const error = recorder.giveUp(reason);
    expect(error).toBeInstanceOf(InconclusiveError);
    expect(error.message).toBe('first');
  }
  expect(recorder.evidence().inconclusive).toEqual(['first']);
});

test('of many findings of one requirement of the envelope, the first is kept and returned', () => {
  const recorder = plain();
  expect(recorder.findFirst(other('1'), exchange).received).toBe('1');
  expect(recorder.findFirst(other('2'), exchange).received).toBe('1');
  recorder.findFirst(own('3'), exchange);
  recorder.find(own('4'), exchange);
  expect(recorder.evidence().findings.map(({ received }) => received)).toEqual(['1', '3', '4']);
});

test('a property that failed is one finding, the last, beside earlier findings and findings of other requirements', () => {
  const recorder = plain();
  recorder.find(own('before'), exchange);
  const from = recorder.findings;
  for (const received of ['large', 'smaller']) recorder.find(own(received), exchange);
  recorder.find(other('another'), exchange);
  recorder.find(own('smallest'), exchange);
  recorder.restate(from, { counterexample: '"x"', seed: 1, path: '0:1' });
  expect(recorder.evidence().findings).toEqual([
    { ...own('before'), exchange },
    { ...other('another'), exchange },
    { ...own('smallest'), exchange, counterexample: '"x"', seed: 1, path: '0:1' },
  ]);
});

test('a property that failed without a finding of its own adds none', () => {
  const recorder = plain();
  recorder.find(other('another'), exchange);
  recorder.restate(0, { counterexample: '"x"', seed: 1 });
  expect(recorder.evidence().findings).toEqual([{ ...other('another'), exchange }]);
});

test('an explanation stands in the first finding of its requirement, without secrets, and nowhere without one', () => {
  const recorder = plain();
  recorder.explain('nothing to explain');
  recorder.find(other('another'), exchange);
  recorder.explain('still nothing');
  recorder.find(own('first'), exchange);
  recorder.find(own('second'), exchange);
  recorder.explain(undefined);
  recorder.explain('the port');
  recorder.explain('the place', other('another').requirement);
  expect(recorder.evidence().findings).toEqual([
    { explanation: 'the place', ...other('another'), exchange },
    { explanation: 'the port', ...own('first'), exchange },
    { ...own('second'), exchange },
  ]);
});
