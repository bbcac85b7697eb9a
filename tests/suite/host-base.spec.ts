/** `TARGET_HOST_BASE`: hosts under a domain of the user. */
import { expect } from '@playwright/test';
import { memberOf, parseJson } from '../../fixtures/wire/json.ts';
import { readSettings } from '../../fixtures/targets/settings.ts';
import { leftByForm } from '../../fixtures/targets/leftovers.ts';
import {
  DOMAIN,
  hostsFor,
  isMarker,
  isOfRun,
  isOfTest,
  markerUrl,
  runIn,
  useHostBase,
} from '../../fixtures/generate/urls.ts';
import { command } from './gates-run.ts';
import { pointWhollyAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';

const OWN = 'hooks.owner.test';
const RUN = '0123456789abcdef';

test.afterEach(() => useHostBase());

const baseOf = (TARGET_HOST_BASE: string) =>
  readSettings({ TARGET_HOST_BASE }, { command: 'demo', claims: ['create'], drawSeed: () => 1 }).hostBase;

test('a domain is a name of two labels or more that people do not share', () => {
  expect(baseOf('')).toBeUndefined();
  for (const name of [OWN, 'a.b', 'x-1.example', 'me.github.io']) expect.soft(baseOf(name)).toBe(name);
  expect(baseOf('Hooks.Owner.TEST')).toBe(OWN);
  for (const wrong of [
    'localhost',
    'https://hooks.owner.test',
    'hooks.owner.test/a',
    'hooks.owner.test:443',
    '*.owner.test',
    '.owner.test',
    'owner.test.',
    'owner..test',
    '-a.test',
    'a_b.test',
    'münchen.test',
    '127.0.0.1',
    '10.1',
    'a b.test',
  ])
    expect.soft(() => baseOf(wrong), wrong).toThrow(/^TARGET_HOST_BASE is not a host name with a dot, .+\.$/);
  for (const shared of ['github.io', 'co.uk', 'webhook.site', 'abc.webhook.site', '10.0.0.1.nip.io'])
    expect.soft(() => baseOf(shared), shared).toThrow(/^TARGET_HOST_BASE is .* which many people share\./);
  expect(() => baseOf(`${'a'.repeat(58)}.test`)).toThrow(/ has 63 characters\. Give a name of at most 60\.$/);
});

test('URLs under it are recognised as those under the reserved name are', () => {
  const before = { url: `https://${hostsFor(RUN, 'a-test')()}/x`, marker: markerUrl('acc_1') };
  const foreign = `https://a-test-1.r${RUN}.somebody.test/x`;
  useHostBase(OWN);
  const url = `https://${hostsFor(RUN, 'a-test')()}/x`;
  expect(url).toBe(`https://a-test-1.r${RUN}.${OWN}/x`);
  expect(markerUrl('acc_1')).toBe(before.marker.replace(DOMAIN, OWN));
  for (const one of [url, before.url, url.toUpperCase()]) {
    expect.soft(runIn(one), one).toBe(RUN);
    expect.soft(isOfRun(one, RUN), one).toBe(true);
  }
  expect(isOfTest(url, RUN, 'a-test')).toBe(true);
  for (const one of [url, before.url, markerUrl('acc_1'), before.marker])
    expect.soft(leftByForm('acc_1', { configId: 'whc_1', url: one }), one).toBe(true);
  for (const one of [foreign, markerUrl('acc_2'), `https://hooks.${OWN}/`, `https://x.r${RUN}.not${OWN}/`])
    expect.soft(leftByForm('acc_1', { configId: 'whc_1', url: one }), one).toBe(false);
  expect(isMarker(foreign, 'acc_1')).toBe(false);
});

test('a run registers under it, and removes all of it', async () => {
  const urls = new Set<string>();
  const noted = (body: Buffer): void => {
    const url = memberOf(memberOf(parseJson(body.toString()), 'config'), 'url');
    if (typeof url === 'string' && url !== '') urls.add(url);
  };
  const { url } = await reference(
    {
      deliver: (answer, { body }) => {
        noted(body);
        return answer;
      },
    },
    ['acc_1', 'acc_2'],
  );
  const variables = { ...pointWhollyAt(url, ['acc_1', 'acc_2']), TARGET_HOST_BASE: OWN };
  const words = '@limit-21st-refused|@uniqueness-again|@url-port-accepted|@concurrency-one-url-once';
  const ended = await command(['run', '--grep', words], { variables });
  expect(ended).toMatchObject({ code: 3, report: { verdict: 'inconclusive', partial: true } });
  expect(ended.report).not.toHaveProperty('left');
  expect(ended.stdout + ended.stderr).not.toContain('FAIL');
  expect(urls.size).toBeGreaterThan(20);
  expect([...urls].filter((one) => !new URL(one).hostname.endsWith(`.${OWN}`))).toEqual([]);
  const listed = await command(['cleanup'], { variables });
  expect([listed.code, listed.stdout]).toEqual([0, expect.stringContaining('Cleanup: 0 left.')]);
});
