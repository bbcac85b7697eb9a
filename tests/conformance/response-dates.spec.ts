import { agedMarker } from '../../fixtures/checks/aged.ts';
import { contract, scenario, test } from '../../fixtures/test.ts';

// The dates are compared in every list and get of a run; these tests only ask for what shows the most.

test(
  ...contract('response-dates-in-time', async ({ api, account }) => {
    const { configId } = await account.configuration();
    await account.get(configId);
    api.recorder.countJudgement();
  }),
);

test(
  ...scenario('response-dates-kept', async ({ api, account }) => {
    const { configId, url } = await agedMarker(account);
    // Refused, whatever else is wrong with the target: no other test may find another marker.
    await api.send(account.request('update', { config_id: configId }));
    await account.create(url);
    await account.get(configId);
    api.recorder.countJudgement();
  }),
);
