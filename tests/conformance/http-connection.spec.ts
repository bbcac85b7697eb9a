import { AS_KNOWN, describeAnswer, isOneOf } from '../../fixtures/contract/answers.ts';
import { failureText } from '../../fixtures/contract/failure-text.ts';
import { JudgedFailure } from '../../fixtures/session/recorder.ts';
import { contract, expect, test, wrongCredentials } from '../../fixtures/test.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
import {
  otherBody,
  otherPath,
  withoutHeader,
  type ApiRequest,
  type Fault,
} from '../../fixtures/wire/request.ts';
import { NoAnswerError } from '../../fixtures/wire/transport.ts';

/** One node behind a load balancer may have locked the key, but not each time. */
const ROUNDS = 3;

test(
  ...wrongCredentials(
    contract('http-connection-kept', async ({ api, account, freshHost }) => {
      const marker = api.createRequest(account.id, account.marker);
      const isKnown = (answer: Answer): boolean => isOneOf(answer, AS_KNOWN, api.methodOf(answer));
      // A target that checks the signature last answers 401 only where nothing else is wrong.
      const fresh = api.createRequest(account.id, `https://${freshHost()}/`);
      const refused: readonly (readonly [Fault, ApiRequest])[] = [
        [otherBody('{}', 'a request without parameters'), marker],
        [otherPath('/webhook.config.unknown'), marker],
        [withoutHeader('Authorization'), fresh],
      ];
      for (const [fault, right] of refused) {
        const label = `right, after ${fault.label}`;
        for (let round = 1; ; round += 1) {
          api.renewConnections();
          await api.send(fault.apply(right));
          const kept = await api.trySend({ ...marker, label });
          if (!(kept instanceof NoAnswerError) && isKnown(kept)) break;
          api.renewConnections();
          const anew = await api.send({ ...marker, label: 'the same over a new connection' });
          // Refused over both, the connection is not the reason.
          if (!isKnown(anew)) await expect(anew).toAnswer(...AS_KNOWN);
          if (round < ROUNDS) continue;
          const finding = api.recorder.find(
            {
              requirement: api.recorder.requirement,
              case: label,
              received: `${kept instanceof NoAnswerError ? kept.message : describeAnswer(kept)}; over a new connection ${describeAnswer(anew)}`,
              documented: 'the same answer over both',
            },
            ...(kept instanceof NoAnswerError ? [] : [api.exchange(kept)]),
          );
          throw new JudgedFailure(failureText(finding));
        }
        api.recorder.countJudgement();
      }
    }),
  ),
);
