/** `npm run wrong`: the servers that it starts, and how runs on them are compared. */
import { expect } from '@playwright/test';
import { compared, lineOf, MOST } from '../../fixtures/cli/wrong/outcome.ts';
import { ids, startWrong, wrongServers, type WrongServer } from '../../fixtures/cli/wrong/servers.ts';
import type { Judged } from '../../fixtures/cli/judging-process.ts';
import { isAccepted } from '../../fixtures/contract/answers.ts';
import { envelopeCheck } from '../../fixtures/contract/envelope.ts';
import { loadMethods } from '../../fixtures/contract/openapi.ts';
import { publishedCredentials as credentials } from '../../fixtures/reference/credentials.ts';
import type { Answer } from '../../fixtures/wire/answer.ts';
import { signedRequest } from '../../fixtures/wire/request.ts';
import { atEnd, transportTo } from './closing.ts';
import { runScript, test } from './programs.ts';
import { expectWrongInput } from './wrong-input.ts';

const server: WrongServer = { name: 'a-mock', mistake: 'is a mock', code: 1, differ: () => ({}) };

function judged(seconds: number, more: Partial<Judged> = {}): Judged {
  const report = { verdict: 'nonconformant', suiteErrors: [], requirements: [{ id: 'a', verdict: 'fail' }] };
  return { code: 1, hung: false, seconds, report, lastLines: [], lastError: '', ...more };
}

const right = (seconds: number, code = 0): Judged => judged(seconds, { code });

test('the mean times of the runs are compared, and a slow run is a complaint', () => {
  const pairs = [
    { right: right(10), wrong: judged(12) },
    { right: right(20), wrong: judged(27) },
  ];
  expect(compared(server, pairs)).toMatchObject({ seconds: 19.5, rightSeconds: 15, ratio: 1.3, code: 1 });
  expect(compared(server, pairs).complaint).toBeUndefined();
  const slow = compared(server, [{ right: right(10), wrong: judged(10 * MOST + 1) }]);
  expect(slow.complaint).toBe('it takes 1.60 times as long as a right server');
});

test('a run that ends in another way than it must is a complaint', () => {
  const complaint = (wrong: Judged, of = right(10)): string | undefined =>
    compared(server, [{ right: of, wrong }]).complaint;
  expect(complaint(judged(5, { code: 3 }))).toBe('the run ended with 3 and not with 1');
  expect(complaint(judged(5), right(10, 4))).toBe('the run on the right server ended with 4: ');
  const report = { verdict: 'nonconformant', suiteErrors: ['oops'], requirements: [{ id: 'a' }] };
  expect(complaint(judged(5, { report }))).toContain('oops');
});

test('a line has the figures, the verdict and what the report says first', () => {
  const said = (report: Judged['report'], lastError = ''): string =>
    lineOf(compared(server, [{ right: right(10), wrong: judged(12, { report, lastError }) }]));
  const failures = [{ received: '200 SUCCESS', documented: '401' }];
  const failed = { id: 'a', verdict: 'fail', failures };
  expect(said({ verdict: 'nonconformant', requirements: [{ id: 'b', verdict: 'pass' }, failed] })).toBe(
    '  a-mock             12.0 s, right   10.0 s, ratio 1.20, exit code 1, nonconformant\n    a: 200 SUCCESS and not 401\n',
  );
  expect(said({ verdict: 'nonconformant', noState: 'No state.', requirements: [failed] })).toContain(
    '    No state.\n',
  );
  expect(said({ verdict: 'did-not-run', reason: 'Not here.' })).toMatch(/^! a-mock [^]*\n {4}Not here\.\n$/);
  expect(said(undefined, 'No report at all.')).toContain('no report');
});

/** The answer of a wrong server to a right request. */
async function asked(name: string, method: string, requests = 1): Promise<Answer> {
  const wrong = wrongServers.find((one) => one.name === name);
  if (wrong === undefined) throw new Error(`There is no server ${name}.`);
  const started = await startWrong(wrong, { methods: await loadMethods(), latencyMs: 1, half: 2 });
  atEnd(() => started.close());
  const transport = transportTo(started.url);
  const body = { account_id: ids[0] ?? '', config: { url: 'https://a.conformance.example/' } };
  let answer: Answer | undefined;
  for (let sent = 0; sent < requests; sent += 1)
    answer = await transport.send(signedRequest(`/${method}`, body, credentials));
  if (answer === undefined) throw new Error('Nothing was sent.');
  return answer;
}

test('each server is as wrong as it says', async () => {
  const create = 'webhook.config.create';
  expect((await asked('secret-as-text', create)).status).toBe(401);
  expect((await asked('html-everywhere', create)).headers['content-type']).toBe('text/html');
  expect((await asked('wrong-path', create)).status).toBe(400);
  // The second create of the same URL is a duplicate.
  expect((await asked('dies-half-way', create, 2)).status).toBe(400);
  await expect(asked('dies-half-way', create, 3)).rejects.toThrow(/closed/);
  const methods = await loadMethods();
  const envelope = envelopeCheck(methods);
  for (const { name } of methods.values()) {
    const answer = await asked('static-mock', name);
    expect.soft([isAccepted(answer), envelope(answer)], name).toEqual([true, []]);
  }
});

test('wrong input ends with 2 and one line, and --help with 0', async () => {
  const script = 'fixtures/cli/wrong.ts';
  await expectWrongInput(script, [
    [['--only', 'no such'], /^No server has that in its name\. [^\n]+\n$/],
    [['--rounds', '0'], /^--rounds needs a whole number from 1 to 100\.\n$/],
    [['--nonsense'], /^Unknown option '--nonsense'[^\n]*\n$/],
  ]);
  const help = await runScript(script, ['--help']);
  expect(help.code).toBe(0);
  for (const { name } of wrongServers) expect(help.stdout).toContain(name);
});
