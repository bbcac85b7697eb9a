import { rightRequest } from '../../fixtures/checks/right-requests.ts';
import { ANY_4XX, isAccepted, WITHOUT_ENVELOPE, type Documented } from '../../fixtures/contract/answers.ts';
import { contract, expect, test, wrongCredentials } from '../../fixtures/test.ts';
import {
  CREDENTIAL_HEADERS,
  joined,
  otherVerb,
  withoutHeader,
  type Fault,
} from '../../fixtures/wire/request.ts';

/** The verbs of HTTP but POST and CONNECT, one of WebDAV, and one that nobody knows. */
const VERBS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'FROB'];

/**
 * Each verb with and without credentials, and the answers that show no effect. Whether the status is right is
 * judged by another requirement.
 */
const ways: readonly (readonly [Fault, readonly Documented[]])[] = VERBS.flatMap((verb) => [
  [otherVerb(verb), [400, ANY_4XX, WITHOUT_ENVELOPE]] as const,
  [
    joined(`${verb} without credentials`, otherVerb(verb), ...CREDENTIAL_HEADERS.map(withoutHeader)),
    [400, 'unauthenticated', ANY_4XX, WITHOUT_ENVELOPE],
  ] as const,
]);

test(
  ...wrongCredentials(
    contract('http-verb-without-effect', async ({ api, account, freshHost }) => {
      const url = `https://${freshHost()}/`;
      for (const [fault, documented] of ways)
        await expect(await api.send(fault.apply(api.createRequest(account.id, url)))).toAnswer(...documented);
      await expect(await account.create(url)).toAnswer('accepted');
    }),
  ),
);

test(
  ...wrongCredentials(
    contract('http-management-verb-without-effect', async ({ api, account, management, freshHost }) => {
      const configuration = await account.configuration();
      for (const method of management) {
        const request = rightRequest(api, method, { account, configuration, url: `https://${freshHost()}/` });
        for (const [fault, documented] of ways) {
          const answer = await api.send(fault.apply(request));
          await expect(answer).toAnswer(...documented);
          // What a gateway answers shows nothing of the account.
          if (isAccepted(answer))
            await expect(answer).toSatisfy({
              isRight: !answer.body.includes(configuration.url),
              received: `an answer that shows ${configuration.url}`,
              documented: 'an answer that shows nothing of the account',
            });
        }
      }
      await expect(await account.get(configuration.configId)).toShow(configuration);
    }),
  ),
);
