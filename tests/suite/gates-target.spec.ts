/**
 * A target of which nothing can be judged, or hardly anything: the run ends, says why in a line, and is never
 * green.
 */
import { expect, test } from '@playwright/test';
import { startServer } from '../../fixtures/reference/start.ts';
import { memberOf } from '../../fixtures/wire/json.ts';
import { conform, temporaryFolder, verdictsOf, type GateRun, type Variables } from './gates-run.ts';
import {
  accounts,
  answering,
  connecting,
  goingAway,
  ownCredentials,
  pointAt,
  type GateTarget,
} from './gates-targets.ts';

// A run takes seconds; on a machine that is busy with others, minutes.
test.describe.configure({ timeout: 240_000 });

async function judged(
  target: GateTarget,
  variables: Variables = {},
  args: readonly string[] = [],
): Promise<GateRun> {
  const folder = temporaryFolder();
  try {
    return await conform(folder.path, { ...pointAt(target.url), ...variables }, args);
  } finally {
    await target.close();
    folder.remove();
  }
}

function expectNothingJudged({ code, stdout, stderr, report }: GateRun, named: RegExp): void {
  expect.soft(stderr).toMatch(named);
  expect.soft(stderr).toMatch(/^[^\n]+\n$/);
  expect.soft(stdout).toMatch(/^Judging [^\n]+\n$/);
  expect({ code, report }).toEqual({ code: 3, report: undefined });
}

test('a target that speaks no HTTP ends the run with 3', async () => {
  const target = await connecting((socket) => socket.on('data', () => socket.end('SSH-2.0-server\r\n')));
  expectNothingJudged(await judged(target), /answer of the target cannot be read: the answer is not HTTP/);
});

test('a target that hangs up on every request ends the run with 3', async () => {
  const target = await connecting((socket) => socket.on('data', () => socket.destroy()));
  expectNothingJudged(await judged(target), /does not answer: the connection was closed/);
});

test('a target that answers 401 to everything ends the run with 3, and the line names the credentials', async () => {
  const target = await answering((_request, response) => response.writeHead(401).end('{}'));
  expectNothingJudged(await judged(target), /401.*TARGET_API_KEY.*TARGET_SECRET_KEY.*TARGET_AUTH_TOKEN/);
});

test('a target that throttles for good ends the run with 3', async () => {
  const target = await answering((_request, response) => {
    response.writeHead(429, { 'retry-after': '0' }).end();
  });
  expectNothingJudged(await judged(target), /429 \d+ times/);
});

test('a target that asks to wait for an hour ends the run with 3 at once', async () => {
  const target = await answering((_request, response) => {
    response.writeHead(503, { 'retry-after': '3600' }).end();
  });
  const run = await judged(target);
  expectNothingJudged(run, /503 and asks to wait 3600 s/);
  expect(target.connections()).toBe(1);
});

test('an account that the target does not know ends the run with 3, and the line names it', async () => {
  const [missing = '', ...known] = accounts.toReversed();
  const server = await startServer({ accounts: known, credentials: ownCredentials });
  const target = { ...server, connections: () => 0 };
  expectNothingJudged(await judged(target), new RegExp(`knows no account ${missing}\\..*TARGET_ACCOUNT_IDS`));
});

test('a target that answers hello to everything is no API: it ends the run with 3', async () => {
  const target = await answering((_request, response) => response.end('hello'));
  expectNothingJudged(await judged(target), /200 without the API's envelope \(no Content-Type, "hello"\)/);
});

test('a target that answers an empty object to everything ends the run with 1 and a report of many failures', async () => {
  const target = await answering((_request, response) => response.end('{}'));
  const run = await judged(target, {}, ['url.spec.ts', '--workers=4']);
  expect(run).toMatchObject({ code: 1, report: { verdict: 'nonconformant', suiteErrors: [] } });
  const failed = [...verdictsOf(run)].filter(([, verdict]) => verdict === 'fail').map(([id]) => id);
  expect(failed.length).toBeGreaterThan(5);
  expect(run.stdout).toContain('url-http-refused');
});

for (const [then, named] of [
  ['closed', /ECONNREFUSED/],
  ['silent', /no answer within 0\.5 s/],
] as const) {
  test(`a target that goes away in the middle (${then}) ends the run with 3 and a report, soon`, async () => {
    const server = await startServer({ accounts, credentials: ownCredentials });
    const target = await goingAway(server, 150, then);
    const run = await judged(target, { CONFORMANCE_TIMEOUT_MS: '500' });
    await server.close();
    expect(run).toMatchObject({
      code: 3,
      report: { verdict: 'inconclusive', partial: true, suiteErrors: [] },
    });
    expect(run.stderr).toMatch(/^The target has stopped answering: .*\n$/);
    expect(run.stdout).toMatch(named);
    const verdicts = [...verdictsOf(run).values()];
    expect(verdicts).not.toContain('fail');
    expect(verdicts).toContain('pass');
    // 8 in a row end it; what the workers send until they are stopped comes on top. A full run sends a
    // thousand.
    expect(memberOf(run.report, 'requests')).toBeLessThan(400);
  });
}
