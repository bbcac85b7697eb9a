import { expect, test } from '@playwright/test';
import { requirementIds } from '../../fixtures/contract/catalogue.ts';
import { catalogue as wholeCatalogue } from '../../reports/catalogue.ts';
import { replaceBetween } from '../../reports/markdown.ts';
import { renderConsole } from '../../reports/render-console.ts';
import { renderMarkdown, requirementsTable } from '../../reports/render-markdown.ts';
import { summarise } from '../../reports/summarise.ts';
import { cut, duration, printable } from '../../reports/text.ts';
import { check } from 'prettier';
import {
  all,
  catalogue,
  colourful,
  failed,
  finding,
  HOSTILE,
  outcome,
  reportOf,
  run,
} from './report-made-up.ts';

const own = 'url-http-refused';
const plain = { width: 120, colour: false, verbose: true, reportDir: '/tmp/out' };
const short = { ...plain, verbose: false };
const ESC = '\u001B';

/** Control characters other than line breaks, and marks that turn the direction of text. */
const DANGEROUS = /[^\P{Cc}\n]|[\p{Bidi_Control}\p{Cs}]/u;

test('the console has one line for each requirement, with its verdict in words', () => {
  const text = renderConsole(reportOf(all(failed(own, { inconclusive: ['throttled'] }))), plain);
  const lines = text.split('\n');
  expect(lines).toContain('url');
  for (const [word, level, id] of [
    ['INCONCLUSIVE', 'MUST', own],
    ['PASS', 'MUST', 'url-hostless'],
    ['EXCLUDED', 'SHOULD', 'http-latency'],
    ['NOT CLAIMED', 'MUST', 'list-empty'],
  ] as const) {
    expect(lines.filter((line) => new RegExp(`^  ${word} +${level} +${id} +Keeps`).test(line))).toHaveLength(
      1,
    );
  }
  const starts = lines.filter((line) => line.includes('Keeps a')).map((line) => line.indexOf('Keeps a'));
  expect(new Set(starts).size).toBe(1);
});

test('the console begins and ends with the verdict, and has one line for each area', () => {
  const text = renderConsole(reportOf(all(failed(own, { inconclusive: ['throttled'] }))), short);
  const lines = text.trimEnd().split('\n');
  expect([lines[0], lines.at(-1)]).toEqual(Array(2).fill('Verdict       INCONCLUSIVE: made up'));
  expect(lines).toContainEqual(expect.stringMatching(/^url +\d\/\d +1 inconclusive$/));
  expect(lines.filter((line) => line.includes('Keeps a'))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('list'))).toEqual([]);
  expect(renderConsole(reportOf(all()), short)).toMatch(/^http +(\d+)\/\1$/m);
});

test('without a terminal nothing is cut', () => {
  const received = `HTTP 200 ${'x'.repeat(280)}`;
  const report = reportOf(all(failed(own, { findings: [finding(own, { received })] })));
  expect(renderConsole(report, { ...plain, width: undefined })).toContain(received);
  expect(renderConsole(report, { ...plain, width: undefined })).not.toMatch(/Keeps a.*…/);
});

test('the Markdown stays below 60 kB where everything is broken, and says what it leaves out', () => {
  const long = '漢<|_*'.repeat(60);
  const ids = requirementIds;
  const results = ids.map((id) =>
    failed(id, {
      findings: [finding(id, { received: long, documented: long, because: long })],
      observed: [{ requirement: id, case: long, taken: long }],
    }),
  );
  const text = renderMarkdown(
    summarise(wholeCatalogue, results, { ...run, claims: ['create', 'management'] }),
  );
  expect(Buffer.byteLength(text)).toBeLessThan(60_000);
  expect(text).toMatch(/\n\.\.\.and \d+ more in conformance\.json\.\n/);
  expect(text).toMatch(/^\|`[\w-]+`\|FAIL\|[^|]+\|漢&lt;/m);
});

test('no line of the table is wider than the terminal', () => {
  const long = reportOf(all());
  for (const width of [60, 80, 120]) {
    const [table = ''] = renderConsole(long, { ...plain, width }).split('\n\nRequirements');
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  }
});

test('a breach shows all that is needed to understand it and to run it again', () => {
  const text = renderConsole(colourful(), plain);
  expect(text).toMatch(/^FAIL {2}url-http-refused {2}Keeps a MUST of url\.$/m);
  expect(text).toMatch(/^ {2}Source: +webhook\.config\.create: Errors$/m);
  expect(text).toMatch(/^ {2}Case: +http:\/\/$/m);
  expect(text).toMatch(/^ {2}Received: +\\u0000/m);
  expect(text).toMatch(/^ {2}Documented: +HTTP 400, BAD_REQUEST$/m);
  expect(text).toMatch(/^ {2}Counterexample: +\\u0000/m);
  expect(text).toMatch(/^ {2}Calls:\n {2}\\u0000.*\n {2}npm run -s call -- webhook\.config\.list$/m);
  expect(text).toMatch(/^ {2}Replay: +seed 7, path 0:1$/m);
  expect(text).toMatch(/^ {2}Sent: +POST \/webhook\.config\.create /m);
  expect(text).toMatch(/^ {2}Answered: +200 .*…$/m);
  expect(text).toMatch(/^ {2}Again: +npm run conformance -- --url .* --seed 7 --grep @url-http-refused$/m);
  expect(text).toMatch(/^WARN {2}http-header-names-any-case/m);
});

test('the console says how many failures it leaves out', () => {
  const findings = Array.from({ length: 8 }, (_, index) => finding(own, { received: `HTTP ${index}` }));
  expect(renderConsole(reportOf(all(failed(own, { findings }))), plain)).toContain('and 3 more');
  expect(renderConsole(reportOf(all(failed(own, { findings: findings.slice(0, 5) }))), plain)).not.toContain(
    ' more',
  );
});

test('the console ends with a summary of the run and its verdict', () => {
  const text = renderConsole(reportOf(all()), plain);
  expect(text).toMatch(/Requirements +5 pass, 1 excluded, 1 not claimed\n/);
  expect(text).toMatch(/15 requests in 1\.2 s, seed 42\n/);
  expect(text).toMatch(/made up at http:\/\/127\.0\.0\.1:1\/\n/);
  expect(text).toMatch(/\/tmp\/out\n/);
  expect(text).toMatch(/Verdict +CONFORMANT: made up\n$/);
  expect(text).not.toContain('artial');
});

test('the verdict names the target', () => {
  for (const [target, judged] of [
    [{ name: 'reference', url: 'http://127.0.0.1:1' }, 'the embedded reference server'],
    [{ name: 'live', url: 'https://staging.example/api' }, 'https://staging.example/api'],
  ] as const) {
    const report = { ...reportOf(all()), target };
    expect(renderConsole(report, plain)).toContain(`CONFORMANT: ${judged}\n`);
    expect(renderMarkdown(report)).toMatch(new RegExp(`^# CONFORMANT: ${judged}\n`));
  }
});

test('a partial run says so in plain words, in the console and in Markdown', () => {
  const report = reportOf([outcome(own)], { selection: true });
  const words = 'Partial run: 1 of 5 requirements judged. A partial run certifies nothing.';
  expect(renderConsole(report, plain)).toContain(words);
  expect(renderMarkdown(report)).toContain(words);
});

test('a partial run shows what it tried and counts the rest', () => {
  const tried = [outcome(own), failed('url-hostless', { inconclusive: ['throttled'] })];
  const text = renderConsole(reportOf(tried, { selection: true, claims: ['create', 'management'] }), plain);
  const shown = text.split('\n').filter((line) => line.includes('Keeps a'));
  expect(shown).toEqual([
    expect.stringMatching(/PASS .*url-http-refused/),
    expect.stringMatching(/INCONCLUSIVE .*url-hostless/),
  ]);
  expect(text).toMatch(/url-hostless: throttled\.\n/);
  const [first] = tried;
  const one = reportOf(first ? [first] : [], { selection: true, claims: ['create', 'management'] });
  expect(renderConsole(one, plain)).toMatch(/5 requirements: Not run: left out by the selection of tests\./);
});

test('reasons, alternatives taken and errors of the suite are shown', () => {
  const observed = [{ requirement: 'url-hostless', case: 'https://', taken: 'accepted' }] as const;
  const report = reportOf(all(failed(own, { inconclusive: ['throttled'], observed })), {
    errors: ['no load'],
  });
  for (const text of [renderConsole(report, plain), renderMarkdown(report)]) {
    expect(text).toContain('url-http-refused: throttled.');
    expect(text).toMatch(/url-hostless.*https:\/\/.*accepted/);
    expect(text).toContain('no load');
  }
});

test('colours appear only when asked for', () => {
  expect(renderConsole(colourful(), plain)).not.toContain(ESC);
  expect(renderConsole(colourful(), { ...plain, colour: true })).toContain(`${ESC}[31mFAIL`);
});

test('an answer never reaches the terminal or the Markdown unescaped', () => {
  expect(HOSTILE).toMatch(DANGEROUS);
  expect(renderConsole(colourful(), plain)).not.toMatch(DANGEROUS);
  const markdown = renderMarkdown(colourful());
  expect(markdown).not.toMatch(DANGEROUS);
  expect(markdown).not.toMatch(/<b>|[^\\]`tick/);
});

test('Markdown shows the verdict, the counts and the broken requirements in rows of equal cells', () => {
  const text = renderMarkdown(colourful());
  expect(text).toMatch(/^# NONCONFORMANT: /);
  for (const block of text.split('\n\n').filter((each) => each.startsWith('|'))) {
    const cells = block.split('\n').map((line) => line.split(/(?<!\\)\|/).length);
    expect(new Set(cells).size).toBe(1);
  }
  expect(text).toMatch(/^\|`url-http-refused`\|FAIL\|/m);
});

test('printable escapes invisible characters', () => {
  expect(printable('a\u0000b\u001B\n\t\u202E\u{E0041}😀é')).toBe(
    String.raw`a\u0000b\u001b\n\t\u202e\u{e0041}😀é`,
  );
});

test('cut keeps a text that fits and never halves a character', () => {
  expect(cut('12345', 5)).toBe('12345');
  expect(cut('123456', 5)).toBe('1234…');
  expect(cut('😀😀😀😀😀', 5)).toBe('😀😀😀😀😀');
  expect(cut('😀😀😀😀😀😀', 5)).toBe('😀😀😀😀…');
});

test('durations read well on both sides of a minute', () => {
  expect([0, 840, 59_949, 59_950, 125_000].map((each) => duration(each))).toEqual([
    '0.0 s',
    '0.8 s',
    '59.9 s',
    '1 min 0 s',
    '2 min 5 s',
  ]);
});

test('the table of requirements has each of them once, and prettier would leave it as it is', async () => {
  const table = requirementsTable(wholeCatalogue);
  for (const id of Object.keys(wholeCatalogue)) expect(table.split(`\`${id}\``)).toHaveLength(2);
  const options = { parser: 'markdown', printWidth: 110, singleQuote: true };
  expect(await check(table, options)).toBe(true);
  const readme = replaceBetween(
    '# A\n\n<!-- requirements -->\n<!-- /requirements -->\n',
    'requirements',
    table,
  );
  expect(await check(readme ?? '', options)).toBe(true);
});

test('the table of requirements groups by area and sets the excluded ones apart, with the reason', () => {
  const [judged = '', excluded = ''] = requirementsTable(catalogue).split('### not judged');
  expect(judged.match(/^### \w+/gm)).toEqual(['### url', '### response', '### http', '### list']);
  expect(judged).not.toContain('http-latency');
  expect(excluded).toMatch(/`http-latency` +\| SHOULD +\|.*No figure is published\./);
});

test('replaceBetween changes only the text between the marks, and a second time nothing', () => {
  const before = 'a\n\n<!-- x -->\n\nold\n\n<!-- /x -->\n\nb $& <!-- y -->\n';
  const after = replaceBetween(before, 'x', "new $& $'");
  expect(after).toBe("a\n\n<!-- x -->\n\nnew $& $'\n\n<!-- /x -->\n\nb $& <!-- y -->\n");
  expect(replaceBetween(after ?? '', 'x', "new $& $'")).toBe(after);
});

for (const [what, text] of [
  ['no mark', 'a'],
  ['no opening mark', 'a <!-- /x -->'],
  ['no closing mark', '<!-- x --> a'],
  ['marks in the wrong order', '<!-- /x --> a <!-- x -->'],
] as const) {
  test(`replaceBetween refuses a text with ${what}`, () => {
    expect(replaceBetween(text, 'x', 'new')).toBeUndefined();
  });
}
