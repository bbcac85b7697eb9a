/** The page of a run, as text: whole, well-formed, and without anything that could run. */
import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { markup } from '../../reports/html/escape.ts';
import { renderPage } from '../../reports/html/page.ts';
import { LARGEST } from '../../reports/html/room.ts';
import { HOSTILE_TEXT, hostile, passed, raced, reportWith, sixFailures } from './page-made-up.ts';
import { colourful, reportOf } from './report-made-up.ts';
import { readXml, type XmlElement } from './xml.ts';

const pages = {
  pass: renderPage(passed()),
  'six failures': renderPage(sixFailures()),
  race: renderPage(raced()),
  colourful: renderPage(colourful()),
  empty: renderPage(reportOf([])),
};

const elementsOf = (page: string): readonly XmlElement[] => readXml(page.replace('<!doctype html>\n', ''));

const named = (page: string, ...names: readonly string[]): readonly XmlElement[] =>
  elementsOf(page).filter(({ name }) => names.includes(name));

/** What a reader sees, in its order. */
function textOf(page: string): string {
  const body = page.slice(page.indexOf('<body')).replaceAll(/<style>[^<]*<\/style>|<[^>]*>/g, ' ');
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return body.replaceAll(/&([\w#]+);/g, (_, name: string) => names[name] ?? '?').replaceAll(/\s+/g, ' ');
}

test('a template escapes every value that is no markup, in texts and in attributes', () => {
  const evil = `<b>&"'\u202E\n\uFFFE`;
  expect(
    markup`<p title="${evil}">${evil}${markup`<i>${1}</i>`}${[markup`<hr/>`]}${undefined}${false}</p>`.toString(),
  ).toBe(
    String.raw`<p title="&lt;b&gt;&amp;&quot;&#39;\u202e\n\ufffe">&lt;b&gt;&amp;&quot;&#39;\u202e\n\ufffe<i>1</i><hr/></p>`,
  );
});

for (const [name, page] of Object.entries(pages)) {
  test(`the page is well-formed, has a language, a title and headings in order: ${name}`, () => {
    const [root] = elementsOf(page);
    expect(root).toMatchObject({ name: 'html', attributes: { lang: 'en' } });
    expect(named(page, 'title')[0]?.text).toMatch(/^(?:CONFORMANT|NONCONFORMANT|INCONCLUSIVE): ./);
    for (const landmark of ['header', 'main', 'footer', 'h1']) expect(named(page, landmark)).toHaveLength(1);
    const levels = named(page, 'h1', 'h2', 'h3', 'h4').map(({ name: heading }) => Number(heading.slice(1)));
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    const ids = elementsOf(page).flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of named(page, 'a'))
      expect(ids, attributes['href']).toContain(attributes['href']?.slice(1));
  });

  test(`the page has no script and loads nothing, and its policy allows its own styles only: ${name}`, () => {
    const allowed = named(page, 'style').map(
      ({ text }) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    );
    const policy = named(page, 'meta').find(({ attributes }) => attributes['http-equiv'] !== undefined);
    expect(policy?.attributes['content']).toBe(
      `default-src 'none'; style-src ${[...new Set(allowed)].join(' ')}; base-uri 'none'; form-action 'none'`,
    );
    expect(named(page, 'script', 'img', 'link', 'iframe', 'object', 'base', 'form')).toEqual([]);
    const attributes = new Set(elementsOf(page).flatMap((element) => Object.keys(element.attributes)));
    expect([...attributes].filter((one) => /^on|^style$|^src$/.test(one))).toEqual([]);
  });
}

test('the top of a page says the verdict, on what, by which claims, when, by which suite and contract', () => {
  const { 'six failures': page } = pages;
  const top = textOf(page.slice(0, page.indexOf('<main')));
  expect(top).toMatch(/nonconformant https:\/\/staging\.conformance\.example/);
  expect(top).toContain('6 failures, probably 1 cause: limit-21st-refused.');
  for (const fact of ['create, management', '2025-01-02 03:04:05 UTC', '0.1.0', 'a'.repeat(64), 'seed 42'])
    expect(top).toContain(fact);
  for (const open of ['3 inconclusive: asked', '8 excluded: nobody']) expect(top).toContain(open);
});

test('what was left out of a run or not claimed is said at the top', () => {
  const partial = reportOf([], { selection: true, gentle: true });
  expect(textOf(renderPage(partial))).toMatch(
    /What was not judged.* 5 not run: .* 1 excluded: .* 1 not claimed/,
  );
  const gentle = reportOf([], { gentle: true });
  expect(textOf(renderPage(gentle))).toContain('5 left out by --gentle');
  expect(textOf(renderPage(reportOf([], { ended: 'too much was disturbed' })))).toContain(
    'too much was disturbed',
  );
});

test('a failure shows what was received and documented, the exchange, and lines to paste', () => {
  const text = textOf(pages['six failures']);
  expect(text).toContain('Received 200 SUCCESS Documented 400 SYSTEM_RULE_VIOLATION');
  for (const shown of [
    'POST /webhook.config.create',
    'X-API-Key: <API Key>',
    '"trace_id":"trc_FuYoP1PfBfpL3xECZpyyT8"',
    "export TARGET_URL='https://staging.conformance.example'",
    'acc_1 held 19 other configurations',
    'npm run conformance -- --url https://staging.conformance.example --grep @limit-21st-refused',
    'Probably of the same cause: 5 more failures.',
    'Without a verdict because of it: limit-refusal-stores-nothing , effects-refusal-takes-no-slot .',
  ])
    expect(text).toContain(shown);
});

test('a race is drawn where it failed, and only there', () => {
  expect(named(pages.race, 'svg')).toHaveLength(1);
  expect(named(pages['six failures'], 'svg')).toEqual([]);
  expect(textOf(pages.race)).toContain('No order explains client 1');
});

test('everything but failures is folded', () => {
  const folded = named(pages['six failures'], 'details').filter(
    ({ attributes }) => attributes['class'] === 'part',
  );
  expect(folded.length).toBeGreaterThanOrEqual(4);
  for (const { attributes } of folded) expect(attributes).not.toHaveProperty('open');
});

test('a hostile target with a megabyte in every text gets a page that is small, well-formed and harmless', () => {
  const page = renderPage(hostile());
  expect(Buffer.byteLength(page)).toBeLessThanOrEqual(LARGEST);
  expect(page).not.toMatch(/<(?:script|img|base|!--)|<\/script|[\p{Bidi_Control}\p{Cs}]|[^\P{Cc}\n]/iu);
  expect(named(page, 'script', 'img', 'base')).toEqual([]);
  expect(named(page, 'svg')).toEqual([]);
  expect(textOf(page)).toContain('conformance.json has all of it');
  expect(HOSTILE_TEXT).toHaveLength(2 ** 20);
});

test('a page with a long list cuts it and says so', () => {
  const report = reportWith([]);
  const [row] = report.requirements;
  const observed = Array.from({ length: 501 }, () => ({ case: 'c', taken: 't' }));
  const long = { ...report, requirements: row === undefined ? [] : [{ ...row, observed }] };
  expect(textOf(renderPage(long))).toContain('and 1 more, which conformance.json has');
});
