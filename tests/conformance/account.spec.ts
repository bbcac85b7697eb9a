import { strangerTo } from '../../fixtures/generate/account-id.ts';
import {
  inOtherCase,
  nearMisses,
  neverIssued,
  neverIssuedOfSameForm,
  type MadeUp,
} from '../../fixtures/generate/made-up-ids.ts';
import { malformedIds, withWhiteSpace } from '../../fixtures/generate/malformed-ids.ts';
import type { Account } from '../../fixtures/session/account.ts';
import type { Api } from '../../fixtures/session/api.ts';
import { otherBody, type Fault } from '../../fixtures/wire/request.ts';
import { expectEachRefused } from '../../fixtures/checks/refusals.ts';
import { AS_KNOWN, statedAnswers } from '../../fixtures/contract/answers.ts';
import { contract, expect, property, test } from '../../fixtures/test.ts';

test(
  ...contract('account-known-accepted', async ({ api, account, run, plan, freshHost }) => {
    await expect(await account.create(`https://${freshHost()}/`)).toAnswer('accepted');
    // The other accounts are sent their marker, which needs no slot: here it only matters that they are
    // known. Rooms are left out, because their tests count all creates.
    const rooms = new Set(
      [...plan.first.values()].flatMap(({ account: index, whole }) => (whole ? [index] : [])),
    );
    for (const [index, id] of run.accountIds.entries()) {
      if (rooms.has(index)) continue;
      const answer = await api.send({
        ...api.createRequest(id, api.ledger.marker(id)),
        label: `account ${index + 1}`,
      });
      await expect(answer).toAnswer(...AS_KNOWN);
    }
  }),
);

/** Names another account in the request. */
function otherAccount(text: string, url: string, label: string): Fault {
  return otherBody(JSON.stringify({ account_id: text, config: { url } }), `account id: ${label}`);
}

/**
 * Where no other id can be tried, because there is none or it may be somebody's, the id as it is written is
 * the only one that can be judged.
 */
async function expectKnownAsWritten(
  account: Account,
  why: { readonly case: string; readonly taken: string },
): Promise<void> {
  const { recorder } = account.api;
  recorder.observe({ requirement: recorder.requirement, ...why });
  await expect(await account.create(account.marker)).toAnswer(...AS_KNOWN);
}

/** Sends creates for accounts that do not exist. If every near id may belong to somebody, it records that. */
async function expectUnknown(
  api: Api,
  account: Account,
  url: string,
  { misses, documented }: MadeUp,
): Promise<void> {
  if (misses.length === 0) {
    const taken = 'not tried: every id near those of these accounts may belong to somebody';
    return expectKnownAsWritten(account, { case: 'an id that belongs to nobody', taken });
  }
  const faults = misses.map(({ text, label }) => otherAccount(text, url, label));
  // Twice, because a server may create the account at the first attempt.
  const twice = [...faults, ...faults];
  await expectEachRefused(api, api.createRequest(account.id, url), twice, ...documented);
}

/** The most ids of the right form that are tried until one is answered as unknown. */
const MOST_OF_FORM = 100;

/**
 * Sends creates for ids of the form of the known ones, until one is answered ENTITY_NOT_FOUND: a target may
 * refuse ids because of their form, but of many at least one has to have it (facts.md).
 */
async function expectOneUnknown(api: Api, account: Account, url: string, ids: readonly string[]) {
  const label = 'one of the same form';
  const right = api.createRequest(account.id, url);
  for (const [index, text] of ids.entries()) {
    const request = otherAccount(text, url, label).apply(right);
    const answer = await api.send(request);
    const isLast = index === ids.length - 1;
    if (!isLast && statedAnswers(answer, api.methodOf(answer)).join() === 'BAD_REQUEST') continue;
    await expect(answer).toAnswer('ENTITY_NOT_FOUND');
    // Twice, because a server may create the account at the first attempt.
    await expect(await api.send(request)).toAnswer('ENTITY_NOT_FOUND');
    return;
  }
}

test(
  ...contract('account-unknown-refused', async ({ api, account, run, freshHost }) => {
    const url = `https://${freshHost()}/`;
    const { namedIds, unknownAccountId, info } = run;
    await expectUnknown(api, account, url, neverIssued(namedIds, info.runId));
    if (unknownAccountId === undefined) {
      const ids = neverIssuedOfSameForm(account.id, namedIds, info.runId, MOST_OF_FORM);
      await expectOneUnknown(api, account, url, ids);
    } else {
      const misses = [{ label: 'the id of TARGET_UNKNOWN_ACCOUNT_ID', text: unknownAccountId }];
      await expectUnknown(api, account, url, { misses, documented: ['ENTITY_NOT_FOUND'] });
    }
    await account.control(url);
  }),
);

test(
  ...contract('account-near-miss-refused', async ({ api, account, run, freshHost }) => {
    const url = `https://${freshHost()}/`;
    await expectUnknown(api, account, url, nearMisses(account.id, run.namedIds, run.info.runId));
    await account.control(url);
  }),
);

test(
  ...contract('account-case-refused', async ({ api, account, run, freshHost }) => {
    const others = inOtherCase(account.id, run.namedIds);
    if (others.misses.length === 0) {
      const taken = 'not tried: there is none, or it may belong to somebody';
      return expectKnownAsWritten(account, { case: 'an id in other letter case', taken });
    }
    const mayBeTheSame = others.documented.includes('URL_ALREADY_EXISTS');
    // If the other id is the same account, a URL that it holds needs no slot.
    const url = mayBeTheSame ? account.marker : `https://${freshHost()}/`;
    await expectUnknown(api, account, url, others);
    await account.control(mayBeTheSame ? undefined : url);
  }),
);

test(
  ...property('account-any-other-refused', async ({ api, account, run, freshHost, holds }) => {
    const url = `https://${freshHost()}/`;
    const { documented } = nearMisses(account.id, run.namedIds, run.info.runId);
    await holds(
      strangerTo(account.id, run.namedIds),
      async (id) => {
        const request = otherAccount(id, url, JSON.stringify(id)).apply(api.createRequest(account.id, url));
        await expect(await api.send(request)).toAnswer(...documented);
      },
      { runs: 40 },
    );
    await account.control(url);
  }),
);

test(
  ...contract('account-malformed', async ({ api, account, run, freshHost }) => {
    const url = `https://${freshHost()}/`;
    for (const { label, text } of malformedIds(account.id, run.namedIds, run.info.runId)) {
      const answer = await api.send(otherAccount(text, url, label).apply(api.createRequest(account.id, url)));
      await expect(answer).toTakeAlternative(label);
    }
    await account.control(url);
  }),
);

test(
  ...contract('account-white-space', async ({ api, account }) => {
    // The URL of the marker needs no slot where the white space counts as if it were not there.
    const url = account.marker;
    for (const { label, text } of withWhiteSpace(account.id)) {
      const answer = await api.send(otherAccount(text, url, label).apply(api.createRequest(account.id, url)));
      await expect(answer).toTakeAlternative(label);
    }
    await account.control();
  }),
);

test(
  ...contract('account-empty', async ({ api, account, freshHost }) => {
    const url = `https://${freshHost()}/`;
    const answer = await api.send(otherAccount('', url, 'empty').apply(api.createRequest(account.id, url)));
    await expect(answer).toTakeAlternative('empty');
    await account.control(url);
  }),
);
