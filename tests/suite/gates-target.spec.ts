/** A target of which little can be judged: the run ends, says why in one line, and is never green. */
import { expect } from '@playwright/test';
import { memberOf } from '../../fixtures/wire/json.ts';
import { conform, expectOneLine, failedIn, verdictsOf } from './gates-run.ts';
import { accounts, goingAway, pointAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';
import { answering, connecting } from './tiny-server.ts';

async function expectNothingJudged({ url }: { readonly url: string }, named: RegExp): Promise<void> {
  expectOneLine(await conform(pointAt(url)), 3, named);
}

test('a target that speaks no HTTP ends the run with 3', async () => {
  const target = await connecting((socket) => socket.on('data', () => socket.end('SSH-2.0-server\r\n')));
  await expectNothingJudged(target, /answer of the target cannot be read: the answer is not HTTP/);
});

test('a target that hangs up on every request ends the run with 3', async () => {
  const target = await connecting((socket) => socket.on('data', () => socket.destroy()));
  await expectNothingJudged(target, /does not answer: the connection was closed/);
});

test('a target that answers 401 to everything ends the run with 3, and the line names the credentials', async () => {
  const target = await answering((_request, response) => response.writeHead(401).end('{}'));
  await expectNothingJudged(target, /401.*TARGET_API_KEY.*TARGET_SECRET_KEY.*TARGET_AUTH_TOKEN/);
});

test('a target that throttles for good ends the run with 3', async () => {
  const target = await answering((_request, response) => {
    response.writeHead(429, { 'retry-after': '0' }).end();
  });
  await expectNothingJudged(target, /429 \d+ times/);
});

test('a target that asks to wait for an hour ends the run with 3 at once', async () => {
  const target = await answering((_request, response) => {
    response.writeHead(503, { 'retry-after': '3600' }).end();
  });
  await expectNothingJudged(target, /503 and asks to wait 3600 s/);
  expect(target.connections()).toBe(1);
});

test('an account that the target does not know ends the run with 3, and the line names it', async () => {
  const [missing = '', ...known] = accounts.toReversed();
  const target = await reference({}, known);
  await expectNothingJudged(target, new RegExp(`knows no account ${missing}\\..*TARGET_ACCOUNT_IDS`));
});

test('a target that answers hello to everything is no API: it ends the run with 3', async () => {
  const target = await answering((_request, response) => response.end('hello'));
  await expectNothingJudged(target, /200 without the API's envelope \(no Content-Type, "hello"\)/);
});

test('a target that answers an empty object to everything ends the run with 1 and a report of many failures', async () => {
  const target = await answering((_request, response) => response.end('{}'));
  const run = await conform(pointAt(target.url), ['url.spec.ts', '--workers=4']);
  expect(run).toMatchObject({ code: 1, report: { verdict: 'nonconformant', suiteErrors: [] } });
  expect(failedIn(run).length).toBeGreaterThan(5);
  expect(run.stdout).toContain('url-http-refused');
});

for (const [then, named, why] of [
  ['closed', /\d+ × no connection/, /: [^\n]*no program listens on this port \(ECONNREFUSED\)\.\n$/],
  ['silent', /\d+ × no answer in time/, /got no answer\.\n$/],
] as const) {
  test(`a target that goes away in the middle (${then}) ends the run with 3 and a report, soon`, async () => {
    const { url } = await goingAway(await reference(), 150, then);
    const run = await conform({ ...pointAt(url), CONFORMANCE_TIMEOUT_MS: '500' });
    const report = { verdict: 'inconclusive', partial: true, suiteErrors: [] };
    expect(run).toMatchObject({ code: 3, report });
    expect(run.stderr).toMatch(/^The run ends here: \d+ requests in a row .*\n$/);
    expect(run.stderr).toMatch(why);
    expect(run.stdout).toMatch(named);
    const verdicts = [...verdictsOf(run).values()];
    expect(verdicts).not.toContain('fail');
    expect(verdicts).toContain('pass');
    // 20 disturbances in a row end the run, and its workers go on until they are stopped. A full run sends
    // 1,000 requests.
    expect(memberOf(run.report, 'requests')).toBeLessThan(400);
  });
}
