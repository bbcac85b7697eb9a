import { expect, test } from '@playwright/test';
import { toBlame } from '../../fixtures/session/to-blame.ts';
import { createOperation, credentials, exampleOf, URL_SENT } from './answers-made-up.ts';
import { scripted } from './scripted-api.ts';

test('who is to blame does not hang on a credential in a URL', async () => {
  const taken = exampleOf(await createOperation(), 'URL_ALREADY_EXISTS');
  for (const url of [URL_SENT, `${URL_SENT}?key=${credentials.apiKey}`]) {
    const { api, ledger } = await scripted({}, taken);
    ledger.add('acc_2', 'https://marker.example/', 'whc_2');
    await api.create('acc_2', url);
    const refused = await api.create('acc_1', url);
    expect.soft(toBlame(refused, ['accepted'], undefined), url).toBe('uniqueness-per-account');
  }
});
