import { rightBody } from '../../fixtures/checks/right-requests.ts';
import { AS_KNOWN, isAccepted, type Documented } from '../../fixtures/contract/answers.ts';
import { GET, LIST, UPDATE } from '../../fixtures/contract/openapi.ts';
import { textsIn } from '../../fixtures/contract/parameters.ts';
import { configIdIn } from '../../fixtures/contract/sent.ts';
import { AS_UNKNOWN } from '../../fixtures/generate/made-up-ids.ts';
import {
  BEYOND,
  HALF_PAIR,
  longText,
  madeUpStart,
  moreAnswersTo,
  NO_UTF8,
  NUL,
  SIGNS,
  withOddText,
  type OddText,
} from '../../fixtures/generate/odd-texts.ts';
import { contract, expect, last, test } from '../../fixtures/test.ts';

test(
  ...last(
    contract('request-odd-text', async ({ api, account, run, freshHost }) => {
      const { runId, seed } = run.info;
      const right = api.createRequest(account.id, `https://${freshHost()}/`);
      for (const odd of [NUL, HALF_PAIR, NO_UTF8, longText(70_000, runId), SIGNS, BEYOND]) {
        const fault = withOddText(['account_id'], madeUpStart(account.id, runId), odd);
        await expect(await api.send(fault.apply(right))).toAnswer(...AS_UNKNOWN, ...moreAnswersTo(odd));
      }
      const ofUrls = [NUL, HALF_PAIR, NO_UTF8, longText(70_000, runId)];
      // Where one that is accepted can be deleted, all need one slot.
      for (const odd of api.canManage ? ofUrls : account.sampled(ofUrls, seed)) {
        const fault = withOddText(['config', 'url'], `https://${freshHost()}/`, odd);
        const answer = await api.send(fault.apply(right));
        await expect(answer).toAnswer('accepted', 'BAD_REQUEST', ...moreAnswersTo(odd));
        const configId = configIdIn(answer);
        if (!isAccepted(answer) || configId === undefined || !api.canManage) continue;
        // A store may take what the encoder of the answers does not.
        await expect(await account.get(configId)).toAnswer('accepted');
        await account.delete(configId);
      }
      await expect(await account.create(account.marker)).toAnswer(...AS_KNOWN);
    }),
  ),
);

/** One odd text of a parameter, what stands before it, and the answers to it. */
interface Case {
  readonly odd: OddText;
  readonly start: string;
  readonly documented: readonly Documented[];
}

/** The cases of a parameter. What no parameter is alone in reading is sent to some methods only. */
function casesOf(
  parameter: string,
  method: string,
  { accountId, configId, url, runId }: Readonly<Record<'accountId' | 'configId' | 'url' | 'runId', string>>,
): readonly Case[] {
  const [long, longer] = [longText(4000, runId), longText(70_000, runId)];
  const all = (odds: readonly OddText[], start: string, documented: Case['documented']) =>
    odds.map((odd) => ({ odd, start, documented }));
  if (parameter === 'config.url')
    return all([NUL, HALF_PAIR, NO_UTF8, long, longer, SIGNS, BEYOND], url, ['accepted', 'BAD_REQUEST']);
  if (parameter === 'account_id') {
    const unknown: Case['documented'] = [...AS_UNKNOWN, 'ACCOUNT_NOT_FOUND', 'forbidden'];
    const start = madeUpStart(accountId, runId);
    return method === LIST
      ? all([NUL, longer, SIGNS, HALF_PAIR, NO_UTF8], start, ['accepted', ...unknown])
      : all([NUL, method === UPDATE ? longer : SIGNS], start, unknown);
  }
  const made = all(
    [NUL, method === GET ? longer : long, ...(method === GET ? [HALF_PAIR, NO_UTF8] : [])],
    madeUpStart(configId, runId),
    AS_UNKNOWN,
  );
  // A store that ends a text at such a character finds the configuration itself.
  return [...made, { odd: BEYOND, start: configId, documented: AS_UNKNOWN }];
}

test(
  ...last(
    contract('request-management-odd-text', async ({ api, account, management, run, freshHost }) => {
      const { configId } = await account.configuration();
      for (const { name, requestSchema } of management) {
        const url = `https://${freshHost()}/`;
        const values = { accountId: account.id, configId, url, runId: run.info.runId };
        const right = rightBody({ name, requestSchema }, { account, configuration: { configId, url }, url });
        for (const [path] of textsIn(requestSchema, right)) {
          for (const { odd, start, documented } of casesOf(path.join('.'), name, values)) {
            const fault = withOddText(path, start, odd);
            const label = `${name}: ${fault.label}`;
            const answer = await api.send({ ...fault.apply(api.request(name, right)), label });
            await expect(answer).toAnswer(...documented, ...moreAnswersTo(odd));
            if (!isAccepted(answer)) continue;
            if (name === LIST) await expect(answer).toList([]);
            // A store may take what the encoder of the answers does not.
            else if (odd.form !== 'text') await expect(await account.get(configId)).toAnswer('accepted');
          }
        }
      }
      const plain = { configId, url: `https://${freshHost()}/plain` };
      await expect(await account.update(configId, plain.url)).toAnswerAsGround('accepted');
      await expect(await account.get(configId)).toShow(plain, 'update-stored');
    }),
  ),
);
