/** `npm run call`: what it sends, and what it prints where. */
import { expect } from '@playwright/test';
import { authorization, sign } from '../../fixtures/wire/ksig1.ts';
import { API_VERSION } from '../../fixtures/wire/request.ts';
import { call, create, creation, referenceUrl, target } from './call-run.ts';
import { ownCredentials } from './gates-targets.ts';
import { root, run, test } from './programs.ts';
import { answering } from './tiny-server.ts';

test('prints status and body, ends with 0 on 2xx and with 1 on any other answer', async () => {
  const variables = target(await referenceUrl());
  const created = await call([create, creation], variables);
  expect(created).toMatchObject({ code: 0, stderr: '' });
  expect(created.stdout).toMatch(/^200\n\{\n {2}"meta": \{\n[^]*"config_id": "whc_\w+"[^]*\n\}\n$/);
  const again = await call([create, creation], variables);
  expect(again).toMatchObject({ code: 1, stderr: '' });
  expect(again.stdout).toMatch(/^400\n\{[^]*URL_ALREADY_EXISTS/);
  const unknown = await call(['no.such.method', '-1'], variables);
  expect(unknown).toMatchObject({ code: 1, stderr: '', stdout: expect.stringMatching(/^400\n/) });
});

test('--take prints one value to stdout, and the whole answer to stderr', async () => {
  const body = '{ "data": { "id": "a b", "list": [{ "n": 1 }, null] } }';
  const whole = `200\n${JSON.stringify(JSON.parse(body), null, 2)}\n`;
  const { url } = await answering((_request, response) => response.end(body));
  for (const [path, value] of [
    ['data.id', 'a b'],
    ['data.list.0.n', '1'],
    ['data.list.1', 'null'],
    ['data.list', '[{"n":1},null]'],
  ] as const) {
    const taken = await call(['m', '{}', '--take', path], target(url));
    expect.soft(taken, path).toEqual({ code: 0, stdout: `${value}\n`, stderr: whole });
  }
  for (const path of ['data.list.2', 'data.list.', 'data.id.length', 'toString', 'a\nb']) {
    const line = `The answer has no ${JSON.stringify(path)}.\n`;
    const taken = await call([`--take=${path}`, 'm', '{}'], target(url));
    expect.soft(taken, path).toEqual({ code: 1, stdout: '', stderr: whole + line });
  }
});

test('a value is taken from a refusal too, which still ends with 1', async () => {
  const taken = await call([create, '{}', '--take', 'errors.0.code'], target(await referenceUrl()));
  expect(taken).toMatchObject({ code: 1, stdout: 'BAD_REQUEST\n' });
  expect(taken.stderr).toMatch(/^400\n\{/);
});

test('sends one signed request to the path of the method, with the body byte for byte', async () => {
  const body = ' {"a": 1.0, "a": 12345678901234567890, "ü": "\\u00fc\\/ \'$HOME\'"}\n';
  const seen: unknown[] = [];
  const busy = await answering((request, response) => {
    const { method, url, headers } = request;
    seen.push({ method, url, headers });
    response.writeHead(503, { 'Retry-After': '0' }).end();
  });
  const ended = await call(['any.word?a=b', body], target(`${busy.url}/base/`));
  expect(ended).toEqual({ code: 1, stdout: '503\n', stderr: '' });
  const headers = {
    authorization: authorization(sign(ownCredentials)),
    'x-api-key': ownCredentials.apiKey,
    'x-api-auth-token': ownCredentials.authToken,
    'x-api-version': API_VERSION,
    'content-type': 'application/json',
  };
  expect(seen).toEqual([
    { method: 'POST', url: '/base/any.word?a=b', headers: expect.objectContaining(headers) },
  ]);
  // In brackets the body is no JSON, so that the call prints it as it came.
  const echo = await answering((_request, response, received) => response.end(`(${received})`));
  const echoed = await call(['m', body], target(echo.url));
  expect(echoed).toEqual({ code: 0, stdout: `200\n(${body})\n`, stderr: '' });
});

test('no output holds a secret, not even one that the server sends back', async () => {
  const { apiKey, secretKey, authToken } = ownCredentials;
  const secrets = [apiKey, secretKey, authToken, sign(ownCredentials)];
  const text = secrets.join(' ');
  const hidden = JSON.stringify({ text, [text]: [text] });
  const escaped = hidden.replaceAll('s', '\\u0073').replaceAll('/', '\\/');
  for (const body of [text, hidden, escaped]) {
    const { url } = await answering((_request, response) => response.end(body));
    for (const take of [[], ['--take=text'], [`--take=${apiKey}`]] as const) {
      const { stdout, stderr } = await call(['m', '{}', ...take], target(url));
      expect.soft(stdout + stderr).toContain('<API Key>');
      for (const secret of secrets) expect.soft(stdout + stderr).not.toContain(secret);
    }
  }
});

test('its lines can be pasted into a shell, and one can use the value that another has taken', async () => {
  const variables = target(await referenceUrl());
  const lines = `c1=$(npm run -s call -- webhook.config.create '${creation}' --take data.config_id)
npm run -s call -- webhook.config.delete '{"account_id":"acc_1","config_id":"'$c1'"}'`;
  const { code, stdout, stderr } = await run('sh', ['-c', lines], root, variables);
  expect(stdout).toMatch(/^200\n\{[^]*"SUCCESS"/);
  expect(stderr).toMatch(/^200\n\{[^]*"config_id": "whc_\w+"[^]*\}\n$/);
  expect(code).toBe(0);
  // The account is as it was: the same lines work again, and a reader that stops reading is no error.
  const again = await run('sh', ['-c', `(${lines}) | true`], root, variables);
  expect(again).toMatchObject({ code: 0, stdout: '' });
  expect(again.stderr).not.toContain('    at ');
});
