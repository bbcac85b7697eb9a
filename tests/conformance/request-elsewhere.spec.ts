import { requireHeld } from '../../fixtures/checks/held.ts';
import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { rightRequest } from '../../fixtures/checks/right-requests.ts';
import { isAccepted } from '../../fixtures/contract/answers.ts';
import {
  among,
  configurationIn,
  configurationsIn,
  type Configuration,
} from '../../fixtures/contract/configurations.ts';
import { replaced, textsIn } from '../../fixtures/contract/parameters.ts';
import { bodyOf } from '../../fixtures/contract/sent.ts';
import { elsewhere, listingInQuery } from '../../fixtures/generate/elsewhere.ts';
import { contract, expect, test } from '../../fixtures/test.ts';
import type { Api } from '../../fixtures/session/api.ts';
import type { Account } from '../../fixtures/session/account.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
import type { JsonObject } from '../../fixtures/wire/json.ts';
import {
  addedHeader,
  inQuery,
  joined,
  otherBody,
  type ApiRequest,
  type Fault,
} from '../../fixtures/wire/request.ts';

/** Names another account, everywhere but in the body. */
function namedElsewhere(accountId: string): readonly Fault[] {
  return [
    inQuery({ account_id: accountId }, 'account_id of another account in the query'),
    inQuery({ accountId, 'account_id[]': accountId }, 'accountId of another account in the query'),
    addedHeader('account_id', accountId, 'account_id of another account in a header'),
    addedHeader('X-Account-Id', accountId, 'X-Account-Id of another account'),
  ];
}

/** Expects that a create of the marker stays one, whatever stands beside its body. It needs no slot. */
async function expectMarkerTaken(api: Api, account: Account, faults: readonly Fault[]): Promise<void> {
  const marker = api.createRequest(account.id, account.marker);
  await requireHeld(api, marker);
  await expectEachRefused(api, marker, faults, 'URL_ALREADY_EXISTS');
}

/** Expects that a URL was registered in this account and not in the other one. */
async function expectHeldHere(account: Account, other: Account, url: string, after: string): Promise<void> {
  const again = await account.create(url, `the same URL after ${after}`);
  // Where the other account does not hold it either, the target does not know duplicates.
  const isUnknown = isAccepted(again) && isAccepted(await other.create(url));
  if (isUnknown) await expect(again).toAnswerAsGround('URL_ALREADY_EXISTS', 'uniqueness-at-once');
  else await expect(again).toAnswer('URL_ALREADY_EXISTS');
}

test(
  ...contract('request-query-ignored', async ({ api, account, second, run, freshHost }) => {
    for (const fault of account.sampled(namedElsewhere(second.id), run.info.seed)) {
      const url = `https://${freshHost()}/`;
      await expect(await api.send(fault.apply(api.createRequest(account.id, url)))).toAnswer('accepted');
      await expectHeldHere(account, second, url, fault.label);
    }
    const url = `https://${freshHost()}/`;
    const right = api.createRequest(account.id, url);
    const urls = { url, 'config.url': url, 'config[url]': url };
    const absent: readonly (readonly [string, JsonObject, Readonly<Record<string, string>>])[] = [
      ['account_id', { config: { url } }, { account_id: account.id }],
      ['config.url', { account_id: account.id, config: {} }, urls],
      ['config', { account_id: account.id }, urls],
    ];
    const faults = absent.map(([parameter, body, query]) => {
      const label = `${parameter} in the query and not in the body`;
      return joined(label, otherBody(JSON.stringify(body), label), inQuery(query, label));
    });
    for (const [parameter, body] of absent) {
      const plain = otherBody(JSON.stringify(body), `${parameter} absent`);
      await expect(await api.send(plain.apply(right))).toAnswerAsGround(
        'BAD_REQUEST',
        'request-parameter-absent',
      );
    }
    await expectEachRefused(api, right, faults, 'BAD_REQUEST');
    const everywhere = elsewhere({ accountId: account.id, url });
    const filled = absent.map(([parameter, body]) => {
      const label = `${parameter} not in the body`;
      const parts = [otherBody(JSON.stringify(body), label), ...everywhere];
      return joined(`${label}, but everywhere else`, ...parts);
    });
    await expectEachRefused(api, right, filled, 'BAD_REQUEST');
    await expectMarkerTaken(api, account, elsewhere({ accountId: second.id, url }));
  }),
);

test(
  ...contract('request-management-query-ignored', async ({ api, account, second, management, freshHost }) => {
    let own = await account.configuration();
    const other = await account.configuration();
    const others = await second.configuration();
    const faults = [
      inQuery({ config_id: other.configId }, 'config_id of another configuration in the query'),
      ...namedElsewhere(second.id),
      ...elsewhere({ accountId: second.id, url: others.url, configId: other.configId }),
      listingInQuery(),
    ];
    const ofThese = among([own, other, others]);
    // Without a fault first: a list, get or update that is wrong anyway belongs to another requirement.
    await expect(await account.list()).toList([own, other], { ofThese, requirement: 'isolation-list' });
    for (const one of [own, other])
      await expect(await account.get(one.configId)).toShow(one, 'get-as-registered');
    const earlier: Configuration[] = [own];
    own = { configId: own.configId, url: `https://${freshHost()}/` };
    await expect(await account.update(own.configId, own.url)).toAnswerAsGround('accepted');
    await expect(await account.get(own.configId)).toShow(own, 'update-stored');
    await expect(await account.list()).toList([own, other], { ofThese, requirement: 'update-listed' });
    // No query has an earlier URL. A cache may show it that update does not empty, and other creates do.
    const isEarlier = (shown: readonly Configuration[]): boolean =>
      shown.some(({ configId, url }) => earlier.some((one) => one.configId === configId && one.url === url));
    const expectShown = async (answer: Answer, one: Configuration): Promise<void> => {
      const shown = configurationIn(answer);
      const isOld = shown !== undefined && isEarlier([shown]);
      await expect(answer).toShow(one, isOld ? 'update-stored' : undefined);
    };
    for (const fault of faults) {
      const send = (request: ApiRequest): Promise<Answer> => api.send(fault.apply(request));
      const list = await send(account.request('list'));
      const isOld = isEarlier(configurationsIn(list) ?? []);
      await expect(list).toList(
        [own, other],
        isOld ? { ofThese, requirement: 'update-listed' } : { ofThese },
      );
      await expectShown(await send(account.request('get', { config_id: own.configId })), own);
      const url = `https://${freshHost()}/`;
      const update = account.request('update', { config_id: own.configId, config: { url } });
      await expect(await send(update)).toAnswer('accepted');
      earlier.push(own);
      own = { configId: own.configId, url };
      for (const one of [own, other]) await expectShown(await account.get(one.configId), one);
    }
    for (const method of management) {
      const url = `https://${freshHost()}/`;
      const right = rightRequest(api, method, { account, configuration: own, url });
      const body = bodyOf(right);
      const absent = textsIn(method.requestSchema, body).map(([path, value]) => {
        const label = `${method.name}: ${path.join('.')} in the query and not in the body`;
        const without = otherBody(JSON.stringify(replaced(body, path, undefined)), label);
        return joined(
          label,
          without,
          inQuery({ [path.join('.')]: value, [path.at(-1) ?? '']: value }, label),
        );
      });
      for (const [path] of textsIn(method.requestSchema, body)) {
        const text = JSON.stringify(replaced(body, path, undefined));
        const plain = otherBody(text, `${method.name}: ${path.join('.')} absent`);
        await expect(await api.send(plain.apply(right))).toAnswerAsGround(
          'BAD_REQUEST',
          'request-management-absent',
        );
      }
      await expectEachRefused(api, right, absent, 'BAD_REQUEST');
    }
    await expect(await account.get(own.configId)).toShow(own);
    const fault = joined(
      'delete: config_id of another configuration in the query, in headers and in cookies',
      ...elsewhere({ accountId: second.id, url: others.url, configId: other.configId }),
    );
    const deleted = await api.send(fault.apply(account.request('delete', { config_id: own.configId })));
    await expect(deleted).toAnswer('accepted');
    await expect(await account.get(other.configId)).toShow(other);
  }),
);

test(
  ...contract('request-spelling-beside', async ({ api, account, second, run, freshHost }) => {
    const spellings = ['ACCOUNT_ID', 'accountId', 'AccountID'];
    for (const spelling of account.sampled(spellings, run.info.seed)) {
      const url = `https://${freshHost()}/`;
      const body = { account_id: account.id, config: { url }, [spelling]: second.id };
      const fault = otherBody(JSON.stringify(body), `${spelling} of another account beside account_id`);
      const answer = await api.send(fault.apply(api.createRequest(account.id, url)));
      await expect(answer).toAnswer('accepted', 'BAD_REQUEST');
      if (!isAccepted(answer)) continue;
      await expectHeldHere(account, second, url, fault.label);
    }
  }),
);

test(
  ...contract('request-spelling-other', async ({ api, account, run, freshHost }) => {
    const spellings: readonly (readonly [string, (url: string) => JsonObject])[] = [
      ['accountId', (url) => ({ accountId: account.id, config: { url } })],
      ['ACCOUNT_ID', (url) => ({ ACCOUNT_ID: account.id, config: { url } })],
      ['config.URL', (url) => ({ account_id: account.id, config: { URL: url } })],
    ];
    for (const [spelling, body] of account.sampled(spellings, run.info.seed)) {
      const url = `https://${freshHost()}/`;
      const fault = otherBody(JSON.stringify(body(url)), `${spelling} and nothing else`);
      const answer = await api.send(fault.apply(api.createRequest(account.id, url)));
      await expect(answer).toTakeAlternative(fault.label);
    }
  }),
);
