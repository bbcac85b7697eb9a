/** `TARGET_HEADERS`: headers of the user in every request. */
import { expect } from '@playwright/test';
import { readSettings } from '../../fixtures/targets/settings.ts';
import { redactor } from '../../fixtures/wire/redact.ts';
import { addedHeader, otherHeader, withoutHeader } from '../../fixtures/wire/request.ts';
import { openTransport } from '../../fixtures/wire/transport.ts';
import { rightRequest } from './answers-made-up.ts';
import { call, create, creation, target } from './call-run.ts';
import { atEnd } from './closing.ts';
import { pointAt } from './gates-targets.ts';
import { test } from './programs.ts';
import { answering } from './tiny-server.ts';

const liveWith = (TARGET_HEADERS: string) =>
  readSettings(
    { ...pointAt('https://staging.example'), TARGET_HEADERS },
    { command: 'run', claims: ['create'], drawSeed: () => 1 },
  ).live;

test('headers are read from a JSON object, and their values are secrets', () => {
  const live = liveWith('{"X-Gateway":"open sesame","Cookie":"a=1"}');
  expect(live?.route?.headers).toEqual([
    { name: 'X-Gateway', value: 'open sesame' },
    { name: 'Cookie', value: 'a=1' },
  ]);
  expect(live?.credentials && redactor(live.credentials)('said "open sesame"')).toBe('said "<X-Gateway>"');
  expect(liveWith('{}')).not.toHaveProperty('route');
});

test('headers that cannot be sent end in one line that names the setting and repeats no value', () => {
  const secret = 'hunter2hunter2';
  for (const [text, words] of [
    [secret, /not a JSON object/],
    [`["${secret}"]`, /not a JSON object/],
    [`"${secret}"`, /not a JSON object/],
    [`{"X-A":"${secret}"`, /not a JSON object/],
    [`{"X A":"${secret}"}`, /a name that is not one of a header/],
    [`{"X-A":["${secret}"]}`, /gives X-A a value/],
    [`{"X-A":"${secret}\\r\\nX-B: 1"}`, /gives X-A a value/],
    ['{"X-A":""}', /gives X-A a value/],
    ['{"X-A":7}', /gives X-A a value/],
    [`{"X-A":"${secret}","x-a":"${secret}"}`, /names x-a twice/],
    ...[
      'authorization',
      'X-API-Key',
      'x-api-auth-token',
      'X-API-Version',
      'Content-Type',
      'HOST',
      'Content-Length',
      'Connection',
      'Transfer-Encoding',
      'Proxy-Authorization',
      'User-Agent',
    ].map((name) => [`{"${name}":"${secret}"}`, /which the suite or the connection sets itself/] as const),
  ] as const) {
    const read = expect.soft(() => liveWith(text), text);
    read.toThrow(/^TARGET_HEADERS [^\n]+\.$/);
    read.toThrow(words);
    read.toThrow(new RegExp(`^(?!.*${secret})`));
  }
});

test('every request carries them, alone and in a burst, whatever a test leaves out or adds', async () => {
  const { url } = await answering(({ rawHeaders }, response) => response.end(JSON.stringify(rawHeaders)));
  const headers = [
    { name: 'X-Gateway', value: 'open sesame' },
    { name: 'Cookie', value: 'gateway=1' },
  ];
  const transport = openTransport({ baseUrl: url, timeoutMs: 5000, route: { headers } });
  atEnd(() => transport.close());
  const requests = [
    rightRequest,
    withoutHeader('Authorization').apply(rightRequest),
    otherHeader('X-API-Key', 'other', 'another key').apply(rightRequest),
    addedHeader('X-API-Key', 'second', 'a second key').apply(rightRequest),
  ];
  const burst = await Promise.all(await transport.together(requests));
  const alone = await Promise.all(requests.map((request) => transport.send(request)));
  const outcomes = [...alone, ...burst.map(({ outcome }) => outcome)];
  for (const outcome of outcomes)
    expect
      .soft(outcome)
      .toMatchObject({ body: expect.stringMatching(/"X-Gateway","open sesame","Cookie","gateway=1"/) });
  const [, , , twoKeys] = alone;
  expect(twoKeys?.body.match(/"X-API-Key"/g)).toHaveLength(2);
  const cookies = await transport.send(addedHeader('Cookie', 'key=2', 'a cookie').apply(rightRequest));
  expect(cookies.body.match(/"Cookie","[^"]*"/g)).toEqual(['"Cookie","gateway=1; key=2"']);
  const both = await transport.send(addedHeader('x-gateway', 'of a test', 'one').apply(rightRequest));
  expect(both.body).toContain('"x-gateway","of a test","X-Gateway","open sesame"');
});

test('a call sends them too, and shows no value that comes back', async () => {
  const { url } = await answering(({ headers }, response) => response.end(JSON.stringify(headers)));
  const TARGET_HEADERS = '{"X-Gateway":"open sesame 123"}';
  const { code, stdout } = await call([create, creation], { ...target(url), TARGET_HEADERS });
  expect(stdout).toContain('"x-gateway": "<X-Gateway>"');
  expect([code, stdout.includes('sesame')]).toEqual([0, false]);
});
