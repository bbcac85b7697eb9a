/** A target that is not at its address, and one that keeps no state. */
import { expect } from '@playwright/test';
import { renderPage } from '../../reports/html/page.ts';
import { renderConsole } from '../../reports/render-console.ts';
import { renderMarkdown } from '../../reports/render-markdown.ts';
import { conform, expectOneLine, failedIn } from './gates-run.ts';
import { pointAt, pointWhollyAt, reference } from './gates-targets.ts';
import { test } from './programs.ts';
import { made } from './reports-made-up.ts';
import { answering } from './tiny-server.ts';

const meta = (status: string) => ({ status, trace_id: `trc_${'A'.repeat(22)}`, version: '2025-03-24' });

for (const [what, status, body, said] of [
  [
    'JSON of a framework',
    404,
    (path: string) => ({ message: `Cannot POST ${path}` }),
    /404 .*Cannot POST \/webhook\.config\.create/,
  ],
  [
    'the envelope',
    404,
    (path: string) => ({ meta: meta('ERROR'), errors: [{ code: 'NO_ROUTE', message: `no route ${path}` }] }),
    /404 .*no route \/webhook\.config\.create/,
  ],
  ['another verb wanted', 405, () => ({ message: 'Method Not Allowed' }), /405 .*Method Not Allowed/],
] as const) {
  test(`a wrong base path ends the run with 3 and the target's own message: ${what}`, async () => {
    const target = await answering((request, response) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(body(request.url ?? ''))),
    );
    for (const base of [target.url, `${target.url}/`]) {
      const ended = await conform(pointAt(base));
      expectOneLine(ended, 3, said);
      expect(ended.stderr).toContain(
        'The API is not at this address. Check host and base path in TARGET_URL.',
      );
    }
  });
}

test('a wrong base path of a right server ends the run with 3 and its own message, whatever it claims', async () => {
  const { url } = await reference();
  for (const variables of [pointAt(`${url}/api`), pointWhollyAt(`${url}/api/`)]) {
    const ended = await conform(variables);
    expectOneLine(ended, 3, /400 to a right create \("This API has no such method\."\)/);
    expect(ended.stderr).toContain('The API is not at this address.');
  }
});

test('a server that refuses every create with BAD_REQUEST, and says why, is judged', async () => {
  const { url } = await reference({ isUrlAllowed: () => false });
  const ended = await conform(pointAt(url), ['--grep', '@url-https-accepted']);
  expect(ended).toMatchObject({ code: 1, report: { verdict: 'nonconformant' } });
});

test('a server that refuses every create, and other addresses in another way, is judged', async () => {
  const target = await answering((request, response) => {
    const isKnown = request.url === '/webhook.config.create';
    const error = isKnown
      ? { code: 'SYSTEM_RULE_VIOLATION', message: 'm' }
      : { code: 'NO_ROUTE', message: 'm' };
    response
      .writeHead(404, { 'content-type': 'application/json' })
      .end(JSON.stringify({ meta: meta('ERROR'), errors: [error] }));
  });
  const ended = await conform(pointAt(target.url), ['--grep', '@url-https-accepted']);
  expect(ended).toMatchObject({ code: 1, report: { verdict: 'nonconformant' } });
});

test('a mock without state gets a verdict, and the first lines say that it keeps none', async () => {
  const target = await answering((_request, response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ meta: meta('SUCCESS'), data: { config_id: `whc_${'1'.repeat(22)}` } })),
  );
  const ended = await conform(pointAt(target.url), ['--grep', '@url-']);
  expect(ended).toMatchObject({ code: 1, report: { verdict: 'nonconformant' } });
  expect(ended.stdout).toMatch(
    /\nVerdict {7}NONCONFORMANT: .*\nThe target seems to keep no state: it gave the same config_id/,
  );
});

test('a mock that lists its example in every account is judged as if the accounts were empty', async () => {
  const id = `whc_${'1'.repeat(22)}`;
  const at = '2026-01-31T09:30:00.250Z';
  const example = { config_id: id, url: 'https://a.example.com/', created_at: at, updated_at: at };
  const target = await answering((request, response) => {
    const data = request.url?.endsWith('.list') === true ? { configs: [example] } : example;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ meta: meta('SUCCESS'), data }));
  });
  const ended = await conform(pointWhollyAt(target.url), ['--grep', '@list-none-empty']);
  expect(ended).toMatchObject({ code: 1, report: { verdict: 'nonconformant' } });
  expect(ended.stderr).toMatch(/^The target seems to keep no state: [^\n]+\n$/);
  expect(failedIn(ended)).toEqual(['delete-gone-from-list']);
  expect(ended.stdout).toContain('The target seems to keep no state: it gave the same config_id');
});

test('a mock that makes its answers up gets a verdict as well: neither list nor get shows what it accepted', async () => {
  let count = 0;
  const configuration = () => {
    count += 1;
    const at = '2026-01-31T09:30:00.250Z';
    const id = `whc_${String(count).padStart(22, '0')}`;
    return { config_id: id, url: `https://${count}.example.com/`, created_at: at, updated_at: at };
  };
  const target = await answering((request, response) => {
    const data = request.url?.endsWith('.list') === true ? { configs: [configuration()] } : configuration();
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ meta: meta('SUCCESS'), data }));
  });
  const ended = await conform(pointWhollyAt(target.url, ['acc_1', 'acc_2']), ['--grep', '@url-http-refused']);
  expect(ended).toMatchObject({ code: 1, report: { verdict: 'nonconformant' } });
  expect(ended.stdout).toMatch(
    /\nVerdict {7}NONCONFORMANT: .*\nThe target seems to keep no state: it accepted https:\S+, and then list did not show it/,
  );
});

test('every report for people says that the target keeps no state', () => {
  const report = made['no state'];
  const plain = renderConsole(report, { width: undefined, verbose: false, colour: false, reportDir: '/r' });
  for (const text of [plain, renderMarkdown(report), renderPage(report)])
    expect(text).toContain('The target seems to keep no state.');
});
