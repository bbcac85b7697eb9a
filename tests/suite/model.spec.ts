/**
 * The model of the contract: each rule, what an account holds after each event, and what a test is held
 * against.
 */
import { expect, test } from '@playwright/test';
import { askedOf, type Asked } from '../../fixtures/contract/asked.ts';
import { ANY_4XX, WITHOUT_ENVELOPE, type Documented } from '../../fixtures/contract/answers.ts';
import {
  after,
  LIMIT,
  listedIn,
  NOTHING,
  untouched,
  type Belief,
  type Event,
} from '../../fixtures/contract/belief.ts';
import { documentedFor, objectionTo, refusalRules } from '../../fixtures/contract/model.ts';
import {
  absoluteForm,
  addedHeader,
  inQuery,
  otherBody,
  otherHeader,
  otherPath,
  otherVerb,
  withoutHeader,
} from '../../fixtures/wire/request.ts';
import { authorization, sign } from '../../fixtures/wire/ksig1.ts';
import { credentials, documented, rightRequest, URL_SENT } from './answers-made-up.ts';

const create: Asked = { method: 'create', flaws: [], accountId: 'acc_1', url: URL_SENT };
const update: Asked = { method: 'update', flaws: [], accountId: 'acc_1', configId: 'whc_1', url: URL_SENT };
const one = { configId: 'whc_1', url: 'https://one.example/' };
const held = (...urls: readonly string[]): Belief =>
  untouched(urls.map((url, index) => ({ configId: `whc_${index}`, url })));
const empty = held();
const full = held(...Array.from({ length: LIMIT }, (_, index) => `https://${index}.example/`));
const withOne = after(empty, { kind: 'create', ...one });
const gone = after(withOne, { kind: 'delete', configId: one.configId });

/**
 * For each rule a request to which it applies, what the account holds, and which answers are right, and right
 * perhaps.
 */
const OF_LENGTH = [413, 414, 431, '400 without a code', ANY_4XX] as const;
const OF_HTTP_LAYER = ['BAD_REQUEST', '400 without a code', 415, 417] as const;
const cases: Readonly<
  Record<string, readonly [Asked, Belief | undefined, readonly Documented[], (readonly Documented[])?]>
> = {
  verb: [{ ...create, flaws: ['verb'] }, empty, [400, WITHOUT_ENVELOPE], [ANY_4XX]],
  path: [{ ...create, method: undefined }, empty, [400]],
  'another verb or path than that of the request line': [
    { ...create, flaws: ['rerouted'] },
    empty,
    ['accepted'],
    [400, ANY_4XX, WITHOUT_ENVELOPE],
  ],
  signed: [{ ...create, flaws: ['credentials'] }, empty, ['unauthenticated']],
  respelled: [{ ...create, flaws: ['respelled credentials'] }, empty, ['accepted', 'unauthenticated']],
  body: [{ method: 'create', flaws: ['body'] }, undefined, ['BAD_REQUEST', '400 without a code']],
  'no body': [
    { method: 'create', flaws: ['body', 'no body'] },
    undefined,
    ['BAD_REQUEST', '400 without a code'],
    [411, 415],
  ],
  size: [{ ...create, flaws: ['extreme'] }, empty, ['accepted'], OF_LENGTH],
  'odd text': [{ ...create, flaws: ['odd text'] }, empty, ['accepted'], [ANY_4XX]],
  parameter: [{ ...create, url: undefined, flaws: ['parameter'] }, empty, ['BAD_REQUEST']],
  'type of an id': [
    { method: 'create', flaws: ['type of an id'], url: URL_SENT },
    undefined,
    ['BAD_REQUEST', 'ENTITY_NOT_FOUND'],
  ],
  'type of an id, in a management method': [
    { method: 'get', flaws: ['type of an id'], accountId: 'acc_1' },
    empty,
    ['BAD_REQUEST', 'ENTITY_NOT_FOUND', 'ACCOUNT_NOT_FOUND'],
  ],
  'unknown path without credentials': [
    { ...create, method: undefined, flaws: ['credentials'] },
    empty,
    [400, 'unauthenticated'],
    [ANY_4XX, WITHOUT_ENVELOPE],
  ],
  'odd bytes': [
    { ...create, flaws: ['odd bytes'] },
    empty,
    ['accepted'],
    ['BAD_REQUEST', '400 without a code'],
  ],
  'repeated line': [{ ...create, flaws: ['repeated line'] }, empty, ['accepted'], ['400 without a code']],
  'listed credentials': [
    { ...create, flaws: ['listed credentials'] },
    empty,
    ['unauthenticated'],
    ['accepted', '400 without a code'],
  ],
  spelling: [{ ...create, flaws: ['spelling of a parameter'] }, empty, ['accepted', 'BAD_REQUEST']],
  'signed elements': [{ ...create, flaws: ['signed elements'] }, empty, ['accepted'], ['BAD_REQUEST']],
  'odd address': [{ method: undefined, flaws: ['odd address'] }, undefined, [ANY_4XX, WITHOUT_ENVELOPE]],
  'lenient body': [
    { ...create, flaws: ['lenient body'] },
    empty,
    ['accepted', 'BAD_REQUEST', '400 without a code'],
  ],
  'white space around a config_id': [
    { method: 'get', flaws: [], accountId: 'acc_1', configId: ` ${one.configId}` },
    withOne,
    ['accepted', 'ENTITY_NOT_FOUND', 'BAD_REQUEST'],
  ],
  'other form': [{ ...create, flaws: ['other form'] }, empty, ['accepted'], OF_HTTP_LAYER],
  'unknown member': [{ ...create, flaws: ['unknown member'] }, empty, ['accepted', 'BAD_REQUEST']],
  https: [{ ...create, flaws: ['URL without https://'] }, empty, ['BAD_REQUEST']],
  'guarded URL': [{ ...create, flaws: ['guarded URL'] }, empty, ['accepted', 'BAD_REQUEST']],
  account: [create, undefined, ['ENTITY_NOT_FOUND'], ['BAD_REQUEST', 'URL_ALREADY_EXISTS']],
  'form of an account id': [create, undefined, ['ENTITY_NOT_FOUND'], ['BAD_REQUEST', 'URL_ALREADY_EXISTS']],
  'empty account id': [
    { ...create, accountId: '' },
    undefined,
    ['ENTITY_NOT_FOUND', 'BAD_REQUEST'],
    ['URL_ALREADY_EXISTS', 'ACCOUNT_NOT_FOUND'],
  ],
  'account, in a management method': [
    { method: 'list', flaws: [], accountId: 'acc_9' },
    undefined,
    ['accepted', 'ENTITY_NOT_FOUND', 'ACCOUNT_NOT_FOUND', 'BAD_REQUEST', 'forbidden'],
    ['URL_ALREADY_EXISTS'],
  ],
  configuration: [
    { method: 'get', flaws: [], accountId: 'acc_1', configId: 'whc_1' },
    gone,
    ['ENTITY_NOT_FOUND'],
  ],
  'configuration that was never issued': [
    { method: 'get', flaws: [], accountId: 'acc_1', configId: 'whc_1' },
    empty,
    [],
    ['ENTITY_NOT_FOUND', 'ACCOUNT_NOT_FOUND', 'BAD_REQUEST'],
  ],
  taken: [{ ...create, url: one.url }, withOne, ['URL_ALREADY_EXISTS']],
  'perhaps taken': [{ ...update, url: one.url }, withOne, ['accepted', 'URL_ALREADY_EXISTS']],
  'perhaps carried out': [
    create,
    after(empty, { kind: 'lost', url: URL_SENT }),
    ['accepted'],
    ['URL_ALREADY_EXISTS'],
  ],
  full: [create, full, ['MAX_WEBHOOK_URL_LIMIT']],
  'perhaps full': [create, NOTHING, ['accepted'], ['MAX_WEBHOOK_URL_LIMIT']],
};

for (const rule of refusalRules) {
  test(`the model's rule: ${rule.name}`, () => {
    const found = cases[rule.name];
    if (found === undefined) throw new Error('This rule has no case.');
    const [asked, belief, right, unsure = []] = found;
    expect(rule.applies(asked, belief, () => false)).toBe(true);
    const answers = documentedFor(asked, belief);
    expect(new Set(answers.right)).toEqual(new Set(right));
    expect(new Set(answers.unsure)).toEqual(new Set(unsure));
  });
}

test('a right request is accepted, and where several errors apply any of them may win', () => {
  expect(documentedFor(create, empty)).toEqual({ right: ['accepted'], unsure: [] });
  expect(documentedFor({ ...create, url: 'https://0.example/' }, full).right).toEqual([
    'URL_ALREADY_EXISTS',
    'MAX_WEBHOOK_URL_LIMIT',
  ]);
  const both = documentedFor({ ...update, flaws: ['URL without https://'] }, gone);
  expect(both.right).toEqual(['BAD_REQUEST', 'ENTITY_NOT_FOUND']);
  expect(both.unsure).toEqual(['ACCOUNT_NOT_FOUND']);
});

test('a config_id that the target issued elsewhere is as unknown, and nothing else', () => {
  const asked: Asked = { method: 'get', flaws: [], accountId: 'acc_1', configId: 'whc_9' };
  const answers = documentedFor(asked, empty, (configId) => configId === 'whc_9');
  expect(answers).toEqual({ right: ['ENTITY_NOT_FOUND'], unsure: [] });
});

test('a URL is perhaps taken when it is that of a deleted configuration, or the same by the rules of URLs', () => {
  for (const [url, belief] of [
    [one.url, gone],
    ['https://ONE.example/', withOne],
    ['https://one.example:443/', withOne],
    ['https://one.example', withOne],
  ] as const)
    expect
      .soft(documentedFor({ ...create, url }, belief).right, url)
      .toEqual(['accepted', 'URL_ALREADY_EXISTS']);
  expect(documentedFor({ ...create, url: 'https://one.example/a' }, withOne).right).toEqual(['accepted']);
});

test('each event changes what an account holds', () => {
  const two = { configId: 'whc_2', url: 'https://two.example/' };
  const events: readonly (readonly [Event, readonly string[]])[] = [
    [{ kind: 'found', count: 1 }, ['found 0']],
    [{ kind: 'create', ...one }, ['found 0', one.url]],
    [{ kind: 'update', configId: 'whc_1', url: two.url }, ['found 0', two.url]],
    [{ kind: 'update', configId: 'whc_9', url: one.url }, ['found 0', two.url]],
    [{ kind: 'lost', url: one.url }, ['found 0', two.url]],
    [{ kind: 'create', configId: '', url: one.url }, ['found 0', two.url, one.url]],
    [{ kind: 'delete', configId: 'whc_1' }, ['found 0', one.url]],
    [{ kind: 'delete', configId: 'whc_1' }, ['found 0', one.url]],
  ];
  let belief = NOTHING;
  for (const [event, urls] of events) {
    belief = after(belief, event);
    expect.soft(listedIn(belief).map(({ url }) => url)).toEqual(urls);
  }
  expect(belief).toMatchObject({ isCounted: true, lost: [], retired: [two.url] });
});

test('a request is read as the contract sees it', async () => {
  const { methods } = await documented();
  const body = (value: unknown) => otherBody(JSON.stringify(value), 'body');
  const url = (text: string) => body({ account_id: 'acc_1', config: { url: text } });
  const spaced = authorization(sign(credentials)).replace(' ', '   ').toLowerCase().slice(0, 20);
  const right = authorization(sign(credentials));
  for (const [fault, flaws] of [
    [url(URL_SENT), []],
    [otherVerb('GET'), ['verb']],
    [absoluteForm('the whole URL'), ['rerouted']],
    [inQuery({ _method: 'PUT' }, 'a verb in the query'), ['rerouted']],
    [addedHeader('X-Original-URL', '/health', 'a path in a header'), ['rerouted']],
    [withoutHeader('Authorization'), ['credentials']],
    [otherHeader('X-API-Key', 'sb_other', 'other'), ['credentials']],
    [otherHeader('Authorization', right.replace('KSig1', 'ksig1'), 'case'), ['respelled credentials']],
    [otherHeader('Authorization', right.replace(' ', '  '), 'space'), ['respelled credentials']],
    [otherHeader('Authorization', spaced, 'cut'), ['credentials']],
    [otherBody(null, 'none'), ['body', 'no body']],
    [otherBody('{', 'cut'), ['body']],
    [otherBody('[]', 'array'), ['body']],
    [body({ account_id: 'acc_1', config: {} }), ['parameter']],
    [body({ account_id: 'acc_1', config: { url: 5 } }), ['parameter']],
    [body({ account_id: null, config: { url: URL_SENT } }), ['parameter']],
    [body({ account_id: 5, config: { url: URL_SENT } }), ['type of an id']],
    [body({ account_id: 'acc_1', config: { url: URL_SENT, more: 1 } }), ['unknown member']],
    [url('http://h.example/'), ['URL without https://']],
    [url(' https://h.example/'), ['URL without https://']],
    [url('HTTPS://h.example/'), ['guarded URL']],
    [url('https://'), ['guarded URL']],
    [url('https:///h.example'), ['guarded URL']],
    [url('https://192.0.2.1/'), ['guarded URL']],
    [url('https://[2001:db8::1]/'), ['guarded URL']],
    [url('https://user@h.example/'), ['guarded URL']],
    [url('https://h.example/#a'), ['guarded URL']],
    [url('https://h.example/ü'), ['guarded URL']],
    [url(`https://h.example/${'a'.repeat(500)}`), ['guarded URL']],
    [url('https://h.example:8443/a@b?c=%2F'), []],
  ] as const)
    expect.soft(askedOf(fault.apply(rightRequest), methods, credentials).flaws, fault.label).toEqual(flaws);
  const asked = askedOf(otherPath('/x').apply(rightRequest), methods, credentials);
  expect(asked).toMatchObject({ method: undefined, accountId: 'acc_1', url: URL_SENT });
});

test('the witness objects to an expectation that leaves out a right answer, or has a wrong one', () => {
  const answers = { right: ['accepted', 'BAD_REQUEST'], unsure: [413] } as const;
  for (const agreed of [
    ['accepted', 'BAD_REQUEST'],
    ['accepted', 'BAD_REQUEST', 413],
  ] as const)
    expect.soft(objectionTo(agreed, answers)).toBeUndefined();
  for (const disputed of [['accepted'], ['accepted', 'BAD_REQUEST', 'forbidden'], [413]] as const)
    expect.soft(objectionTo(disputed, answers)).toContain('The test expects');
});
