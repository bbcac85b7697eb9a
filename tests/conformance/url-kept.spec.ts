import { expectKept } from '../../fixtures/checks/kept.ts';
import { expectUpdated } from '../../fixtures/checks/updates.ts';
import { isAccepted } from '../../fixtures/contract/answers.ts';
import { LONGEST_URL } from '../../fixtures/contract/asked.ts';
import { fieldsOf } from '../../fixtures/contract/configurations.ts';
import { bodyOf, configIdIn } from '../../fixtures/contract/sent.ts';
import { openUrls, type OpenUrl } from '../../fixtures/generate/open-urls.ts';
import { inAscii } from '../../fixtures/generate/odd-texts.ts';
import { otherBody } from '../../fixtures/wire/request.ts';
import { contract, expect, test } from '../../fixtures/test.ts';

/** An update to each URL would take too many requests. The seed draws one URL for every six slots. */
const UPDATED = 6;

test(
  ...contract('url-open-kept', async ({ api, account, run, freshHost }) => {
    const own = await account.configuration();
    const held: (OpenUrl & { readonly configId: string })[] = [];
    for (const one of openUrls(freshHost, run.info.runId)) {
      const answer = await account.create(one.url, one.label);
      await expect(answer).toAnswer('accepted', 'BAD_REQUEST', ...one.more);
      const configId = configIdIn(answer);
      if (!isAccepted(answer) || configId === undefined) continue;
      held.push({ ...one, configId });
      // A server may read escapes in another way than the characters themselves.
      const right = api.createRequest(account.id, one.url);
      const escaped = otherBody(inAscii(bodyOf(right)), `${one.label}, again, in escapes of JSON`);
      const again = await api.send(escaped.apply(right));
      await expect(again).toAnswer('URL_ALREADY_EXISTS', 'BAD_REQUEST');
    }
    const list = await account.list();
    await expect(list).toAnswerAsGround('accepted');
    for (const one of held) {
      // Another requirement judges what a list leaves out.
      const isListed = fieldsOf(list, one.configId) !== undefined;
      await expectKept(isListed ? list : await account.get(one.configId), one.configId, one);
    }
    await expectUpdated(account, own, `https://${freshHost()}/plain`);
    for (const one of account.sampled(openUrls(freshHost, own.configId), run.info.seed, UPDATED)) {
      const update = account.request('update', { config_id: own.configId, config: { url: one.url } });
      const answer = await api.send({ ...update, label: `update: ${one.label}` });
      await expect(answer).toAnswer('accepted', 'BAD_REQUEST', ...one.more);
      if (isAccepted(answer)) await expectKept(await account.get(own.configId), own.configId, one);
    }
    // Other tests list the account, and a page of a list may be full by bytes.
    const long = held.filter(({ url }) => url.length > LONGEST_URL);
    for (const { configId } of [own, ...long]) await account.delete(configId);
  }),
);
