import { drawn } from '../../fixtures/generate/drawn.ts';
import { isOfTest } from '../../fixtures/generate/urls.ts';
import { unknownAccounts } from '../../fixtures/generate/made-up-ids.ts';
import { shownUrl, urlOf, urlParts } from '../../fixtures/generate/valid-url.ts';
import { LONGEST_URL } from '../../fixtures/contract/asked.ts';
import { isAccepted } from '../../fixtures/contract/answers.ts';
import { configurationsIn, fieldsOf, type Configuration } from '../../fixtures/contract/configurations.ts';
import { SIGNS_OF_URLS } from '../../fixtures/generate/open-urls.ts';
import { eachReadOrRefused } from '../../fixtures/checks/unlisted.ts';
import { listing } from '../../fixtures/generate/unlisted-members.ts';
import type { Account } from '../../fixtures/session/account.ts';
import { DisturbedError } from '../../fixtures/session/recorder.ts';
import { contract, expect, property, scenario, test } from '../../fixtures/test.ts';

/** A URL of the greatest length that has to be accepted, which cannot be compressed. */
const longest = (host: string): string => `https://${host}/${drawn(host, LONGEST_URL - host.length - 9)}`;

/** The ids of what the run has in an account now. */
const idsIn = ({ configurations }: Account): string[] => configurations.map(({ configId }) => configId);

// The tests share one account: a list is exact only where no other test registers.
test.describe('one account, listed by nobody else', () => {
  test.describe.configure({ mode: 'default' });

  test(
    ...scenario('list-none-empty', async ({ account, api }) => {
      const deleted = idsIn(account);
      // The list grows where a disturbed delete is refused: the control request behind the refusal registers
      // the marker anew, if the test has deleted it.
      for (const configId of deleted) {
        await expect(await account.delete(configId)).toAnswerAsGround('accepted');
        deleted.push(...idsIn(account).filter((id) => !deleted.includes(id)));
      }
      let answer = await account.list();
      // A control request whose answer was lost may have registered the marker anew.
      const marker = account.marker;
      const anew = configurationsIn(answer)?.find(
        ({ configId, url }) => url === marker && !deleted.includes(configId),
      );
      if (anew !== undefined) {
        await expect(await account.delete(anew.configId)).toAnswerAsGround('accepted');
        deleted.push(anew.configId);
        answer = await account.list();
      }
      // A deleted configuration that is still listed breaks another requirement.
      const isStillListed = configurationsIn(answer)?.some(({ configId }) => deleted.includes(configId));
      await expect(answer).toList([], isStillListed === true ? { requirement: 'delete-gone-from-list' } : {});
      // The marker was deleted too, but an account of the run must hold it.
      await api.create(account.id, account.marker);
    }),
  );

  test(
    ...contract('list-configs-array', async ({ account, api }) => {
      // With zero, one and two: servers unwrap a single item, or return no array for none.
      for (const { configId } of account.configurations) await account.delete(configId);
      expect([await account.list()]).toKeepEnvelope();
      for (let count = 1; count <= 2; count += 1) {
        await account.register();
        expect([await account.list()]).toKeepEnvelope();
      }
      await api.create(account.id, account.marker);
    }),
  );

  test(
    ...scenario('list-active-exactly', async ({ account }) => {
      while (account.active < 20) await account.configuration();
      // The account was empty, so all its configurations are known. Other tests judge deleted ones: also a
      // server that gives a URL its old config_id again, whose list is right.
      const { configurations } = account;
      const isOf = (all: readonly Configuration[], id: string): boolean =>
        all.some(({ configId }) => configId === id);
      const gone = account.belief.deleted.filter(({ configId }) => !isOf(configurations, configId));
      const ofThese = ({ configId }: Configuration): boolean => !isOf(gone, configId);
      await expect(await account.list()).toList(account.configurations, { ofThese });
      // Again, because a list must not remove anything.
      await expect(await account.list()).toList(account.configurations, { ofThese });
      for (const answer of await eachReadOrRefused(account.api, account.request('list'), listing))
        await expect(answer).toList(account.configurations, { ofThese });
    }),
  );

  test(
    ...scenario('list-long-urls', async ({ account, api, run, freshHost }) => {
      for (const { configId } of account.configurations)
        await expect(await account.delete(configId)).toAnswerAsGround('accepted');
      // Together, so that some have the same created_at: a next page that begins behind it loses them.
      const urls = Array.from({ length: 20 }, () => longest(freshHost()));
      for (let at = 0; at < urls.length; at += run.burst)
        await Promise.all(await account.together(urls.slice(at, at + run.burst)));
      if (account.belief.lost.length > 0)
        throw new DisturbedError(
          'the answer to a create was lost, so it is not known what the account holds',
        );
      while (account.active < 20) await account.configuration(longest(freshHost()));
      // Other tests judge what is listed of other accounts, and deleted ones.
      const ofThese = ({ url }: Configuration): boolean => isOfTest(url, run.info.runId, 'list-long-urls');
      const list = await account.list();
      const held: Configuration[] = [];
      // What get does not show either was lost when they came together, which other requirements judge.
      for (const one of account.configurations.filter(ofThese)) {
        const isListed = fieldsOf(list, one.configId) !== undefined;
        if (isListed || isAccepted(await account.get(one.configId))) held.push(one);
      }
      await expect(list).toList(held, { ofThese });
      // The marker was deleted too, but an account of the run must hold it.
      await expect(await account.delete(account.latest.configId)).toAnswerAsGround('accepted');
      await api.create(account.id, account.marker);
    }),
  );
});

test(
  ...property('list-url-as-registered', async ({ account, freshHost, holds }) => {
    const signs: Configuration[] = [];
    for (const [, end] of SIGNS_OF_URLS)
      signs.push(await account.configuration(`https://${freshHost()}${end}`));
    const isOfSigns = ({ configId }: Configuration): boolean =>
      signs.some((one) => one.configId === configId);
    await expect(await account.list()).toList(signs, { ofThese: isOfSigns });
    await holds(
      urlParts,
      async (parts) => {
        const added = await account.configuration(urlOf(parts, freshHost()));
        const ofThese = ({ configId }: { readonly configId: string }): boolean => configId === added.configId;
        await expect(await account.list()).toList([added], { ofThese });
      },
      { ...account.perSlot, runs: account.perSlot.runs - signs.length, show: shownUrl },
    );
  }),
);

test(
  ...contract('list-unknown-account', async ({ api, run }) => {
    const { accountIds, namedIds, info, unknownAccountId } = run;
    const [known = ''] = accountIds;
    for (const { label, text } of unknownAccounts(known, namedIds, info.runId, unknownAccountId)) {
      const answer = await api.call('webhook.config.list', { account_id: text });
      await expect(answer).toTakeAlternative(label);
      if (configurationsIn(answer) !== undefined) await expect(answer).toList([]);
    }
  }),
);
