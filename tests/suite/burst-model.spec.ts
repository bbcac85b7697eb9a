import { expect, test } from '@playwright/test';
import { linearize } from '../../fixtures/checks/bursts/linearize.ts';
import { accountModel, beforeBurst } from '../../fixtures/checks/bursts/model.ts';
import type { History } from '../../fixtures/checks/bursts/shown.ts';
import { NOTHING } from '../../fixtures/contract/belief.ts';
import type { Call } from '../../fixtures/contract/calls.ts';

const A = { configId: 'whc_a', url: 'https://a.example/' };
const B = { configId: 'whc_b', url: 'https://b.example/' };
const NEW = 'https://new.example/';

const update = (configId: string, url = NEW): Call => ({ method: 'update', account: 0, configId, url });
const deletion = (configId: string): Call => ({ method: 'delete', account: 0, configId });
const create: Call = { method: 'create', account: 0, url: NEW };
const list: Call = { method: 'list', account: 0 };

type Listed = readonly { readonly configId: string; readonly url: string }[];

/** Calls of an account that holds two configurations, with what each was answered; a list comes last. */
function verdictOf(calls: readonly (readonly [Call, 'accepted' | 'taken' | 'gone' | Listed])[]): string {
  const history: History = calls.map(([call, outcome], client) => {
    const isList = typeof outcome !== 'string';
    const stated = { accepted: 'accepted', taken: 'URL_ALREADY_EXISTS', gone: 'ENTITY_NOT_FOUND' };
    return {
      client,
      call,
      answer: {
        isAccepted: isList || outcome === 'accepted',
        stated: [isList ? 'accepted' : stated[outcome]],
        issued: `whc_${client}`,
        ...(isList ? { shown: { configurations: outcome, concerns: () => true } } : {}),
        text: '',
      },
      invokedAt: isList ? 2 : 0,
      returnedAt: isList ? 3 : 1,
    };
  });
  return linearize(history, beforeBurst({ ...NOTHING, active: [A, B] }), accountModel).verdict;
}

const right: Readonly<Record<string, Parameters<typeof verdictOf>[0]>> = {
  'one of two updates to one URL wins': [
    [update('whc_a'), 'taken'],
    [update('whc_b'), 'accepted'],
    [list, [A, { ...B, url: NEW }]],
  ],
  'the create wins against the update': [
    [update('whc_a'), 'taken'],
    [create, 'accepted'],
    [list, [A, B, { configId: 'whc_1', url: NEW }]],
  ],
  'one of two deletes wins': [
    [deletion('whc_a'), 'gone'],
    [deletion('whc_a'), 'accepted'],
    [list, [B]],
  ],
  'the update came before the delete': [
    [update('whc_a'), 'accepted'],
    [deletion('whc_a'), 'accepted'],
    [list, [B]],
  ],
  'the update came behind the delete': [
    [update('whc_a'), 'gone'],
    [deletion('whc_a'), 'accepted'],
    [list, [B]],
  ],
};

const wrong: Readonly<Record<string, Parameters<typeof verdictOf>[0]>> = {
  'both updates win': [
    [update('whc_a'), 'accepted'],
    [update('whc_b'), 'accepted'],
  ],
  'no update wins': [
    [update('whc_a'), 'taken'],
    [update('whc_b'), 'taken'],
  ],
  'update and create win': [
    [update('whc_a'), 'accepted'],
    [create, 'accepted'],
  ],
  'both deletes win': [
    [deletion('whc_a'), 'accepted'],
    [deletion('whc_a'), 'accepted'],
  ],
  'what is deleted is listed again': [
    [update('whc_a'), 'accepted'],
    [deletion('whc_a'), 'accepted'],
    [list, [{ ...A, url: NEW }, B]],
  ],
  'a refused update is stored': [
    [update('whc_a', B.url), 'taken'],
    [list, [{ ...A, url: B.url }, B]],
  ],
};

for (const [name, calls] of Object.entries(right))
  test(`some order explains it: ${name}`, () => expect(verdictOf(calls)).toBe('pass'));

for (const [name, calls] of Object.entries(wrong))
  test(`no order explains it: ${name}`, () => expect(verdictOf(calls)).toBe('fail'));
