import { expect, test } from '@playwright/test';
import { DEPENDS, explained, explainedAfter } from '../../fixtures/checks/connections.ts';
import { DisturbedError } from '../../fixtures/session/errors.ts';
import { CONNECTIONS, connectionFor } from '../../fixtures/wire/request.ts';
import { scripted } from './scripted-api.ts';

const wrong = { requirement: 'url-https-accepted', received: '200', documented: '400' } as const;

test('what is found over one connection and not over another is said to depend on it', async () => {
  for (const isRightElsewhere of [true, false]) {
    const { api, recorder } = await scripted({});
    const judged = (async (): Promise<void> => {
      recorder.find(wrong);
      await Promise.reject(new Error('judged'));
    })();
    await expect(explained({ api }, judged, isRightElsewhere)).rejects.toThrow('judged');
    const [found] = recorder.evidence().findings;
    expect(found?.explanation).toBe(isRightElsewhere ? DEPENDS : undefined);
  }
});

test('nothing is said where nothing was found', async () => {
  const { api, recorder } = await scripted({});
  await explained({ api }, Promise.resolve());
  expect(recorder.evidence().findings).toEqual([]);
});

test('a second look that gets no answer loses nothing of what was found', async () => {
  const { api, recorder } = await scripted({});
  const judged = async (): Promise<void> => {
    recorder.find(wrong);
    await Promise.reject(new Error('judged'));
  };
  const look = (): Promise<never> => Promise.reject(new DisturbedError('no answer came'));
  await expect(explainedAfter({ api }, judged(), look)).rejects.toThrow('judged');
  expect(recorder.evidence().findings).toEqual([expect.objectContaining(wrong)]);
});

test('the target is not asked again where nothing was found', async () => {
  const { api } = await scripted({});
  await explainedAfter({ api }, Promise.resolve(), () => Promise.reject(new Error('asked')));
});

test('turns go over each connection', () => {
  const turns = [0, 1, 2, 3].map((turn) => connectionFor(turn));
  expect(turns.toSorted((one, other) => one - other)).toEqual([...CONNECTIONS]);
  expect(connectionFor(4)).toBe(connectionFor(0));
});
