/** What a cleanup deletes by a journal or by the form of URLs, and what it never touches. */
import { expect } from '@playwright/test';
import { DOMAIN, markerUrl } from '../../fixtures/generate/urls.ts';
import { addLine, readJournal } from '../../fixtures/session/journal.ts';
import { startJournal } from '../../fixtures/session/journals.ts';
import { deleteLeft, leftBy, leftByForm, type IsLeft } from '../../fixtures/targets/leftovers.ts';
import { contractRules } from '../../fixtures/reference/rules.ts';
import { accounts, setUp } from './cleanup-target.ts';
import { test, transportTo } from './closing.ts';
import { command } from './gates-run.ts';
import { ownCredentials, pointWhollyAt, reference, register } from './gates-targets.ts';
import { temporaryFolder, test as programTest } from './programs.ts';

const [a = '', b = ''] = accounts;
const DEAD = 'd'.repeat(16);
const OTHER = 'e'.repeat(16);
const urlOf = (run: string, name: string): string => `https://${name}-1.r${run}.${DOMAIN}/x`;

/** What the journal of a dead run says is left. */
function journalOf(
  sent: readonly (readonly [account: string, url: string])[],
  found: readonly { readonly configId: string; readonly url: string }[] = [],
): IsLeft {
  const process = { run: DEAD, url: 'http://127.0.0.1:1', began: '2026-01-02T03:04:05.000Z' };
  const files = startJournal([temporaryFolder()], { ...process, claims: [], accounts: [a] });
  if (found.length > 0) addLine(files, { account: a, found });
  for (const [account, url] of sent) addLine(files, { account, sent: url });
  const journal = readJournal(files[0] ?? '');
  if (journal === undefined) throw new Error('The journal cannot be read.');
  return leftBy(journal);
}

test('by its journal, what a dead run has registered goes, and everything else stays', async () => {
  const { options, register: add, urls } = await setUp({ findDuplicate: () => undefined });
  const found = await add(a, markerUrl(a));
  const stays = [
    found.url,
    'https://customer.test/hooks',
    urlOf(OTHER, 'limit'),
    // Sent to another account only.
    'https://sent.example/',
  ];
  for (const url of stays.slice(1)) await add(a, url);
  for (const url of [markerUrl(a), 'https://192.0.2.7/x', urlOf(DEAD, 'url')]) await add(a, url);
  const isLeft = journalOf(
    [
      [a, markerUrl(a)],
      [a, 'https://192.0.2.7:443/a/../x'],
      [b, 'https://sent.example/'],
    ],
    [found],
  );
  const looked = await deleteLeft(options, a, { isLeft, mayDelete: true });
  expect(looked).toMatchObject({ left: [], others: stays.length });
  expect(looked.deleted).toHaveLength(3);
  expect(await urls(a)).toEqual(stays);
});

test('without permission to delete, what is left is only listed', async () => {
  const { options, register: add, urls } = await setUp();
  const one = await add(a, urlOf(DEAD, 'url'));
  const looked = await deleteLeft(options, a, { isLeft: leftByForm, mayDelete: false });
  expect(looked).toMatchObject({ left: [one], others: 0, deleted: [] });
  expect(await urls(a)).toEqual([one.url]);
});

test('the cleanup goes on after an error, and says what it could not delete', async () => {
  const { options, register: add } = await setUp({
    remove: (account, configuration, store) => {
      if (!configuration.url.includes('one')) contractRules.remove(account, configuration, store);
    },
    deliver: (answer, { target }) => (target.endsWith('delete') ? { ...answer, status: 403 } : answer),
  });
  const one = await add(a, urlOf(DEAD, 'one'));
  await add(a, urlOf(DEAD, 'two'));
  const looked = await deleteLeft(options, a, { isLeft: leftByForm, mayDelete: true });
  expect(looked).toMatchObject({
    left: [one],
    problem: `the target answered 403 to the delete of ${one.configId}`,
  });
});

programTest('the command lists, deletes with --yes, and says for each account what it found', async () => {
  const { url } = await reference({}, [a, b]);
  const transport = transportTo(url);
  await register(transport, a, markerUrl(a));
  await register(transport, a, urlOf(DEAD, 'url'));
  await register(transport, b, 'https://customer.test/hooks');
  const variables = pointWhollyAt(url, [a, b]);
  const listed = await command(['cleanup'], { variables });
  expect(listed.code).toBe(3);
  expect(listed.stdout).toContain(`Account ${a}: 2 left by the suite (run ${DEAD}), 0 of others stay.\n`);
  expect(listed.stdout).toContain(`Account ${b}: 0 left by the suite, 1 of others stays.\n`);
  expect(listed.stdout).toMatch(/\nCleanup: 2 left\. Delete them with: .*cleanup.*--yes\n$/);
  const ofRun = await command(['cleanup', DEAD, '--yes'], { variables });
  expect(ofRun.stdout).toContain(`Account ${a}: 1 deleted, 0 left by the suite, 1 of others stays.\n`);
  expect(ofRun.code).toBe(0);
  const all = await command(['cleanup', '--yes'], { variables });
  expect(all).toMatchObject({ code: 0, stderr: '' });
  expect(all.stdout).toMatch(/\nCleanup: 1 deleted, 0 left\.\n$/);
  for (const secret of Object.values(ownCredentials))
    expect(all.stdout + listed.stdout).not.toContain(secret);
});

for (const [args, said] of [
  [['--force'], /^--force is not an option of a cleanup; --help lists the options\.\n$/],
  [['last'], /^A cleanup takes one run: its 16 hexadecimal digits/],
  [['--accounts'], /^--accounts needs a value\.\n$/],
  [
    [],
    /^TARGET_URL is not set, so there is nothing to clean up\. Set it, and TARGET_API_KEY, .+TARGET_AUTH_TOKEN\.\n$/,
  ],
] as const) {
  programTest(`cleanup ${args.join(' ')} without a target ends with 2 and one line`, async () => {
    const { code, stderr } = await command(['cleanup', ...args]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(said) });
  });
}

programTest('a target that is gone ends the cleanup with 3 and a line for each account', async () => {
  const { code, stdout } = await command(['cleanup', '--yes'], {
    variables: pointWhollyAt('http://127.0.0.1:1', [a, b]),
  });
  expect(stdout).toMatch(/^Account \S+: nobody knows what it holds: The target does not answer/m);
  expect(stdout).toContain('Cleanup: 0 deleted, 0 left, 2 accounts could not be listed.\n');
  expect(code).toBe(3);
});
