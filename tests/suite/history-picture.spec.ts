/** The picture of a concurrent history: well-formed whatever the target answered, and complete. */
import { expect, test } from '@playwright/test';
import { drawHistory, type DrawnCall } from '../../fixtures/checks/bursts/picture.ts';
import { readXml, type XmlElement } from './xml.ts';

const drawn = (
  client: number,
  startMs: number,
  endMs: number | undefined,
  rest: Partial<DrawnCall> = {},
) => ({
  client,
  label: `create ${client}`,
  answer: endMs === undefined ? undefined : 'accepted',
  startMs,
  endMs,
  role: 'other' as const,
  ...rest,
});

const history: readonly DrawnCall[] = [
  drawn(2, 1000, 1000.1),
  drawn(0, 1000, 1004.2, { role: 'core' }),
  drawn(1, 1000.1, 1003.9, { role: 'illegal', label: 'create /a' }),
  drawn(3, 1000.2, undefined),
  drawn(2, 1004.5, 1005),
];

test('every client has a line, in order, and every call a bar with what was asked and answered', () => {
  const elements = readXml(drawHistory(history));
  expect(textsOf(elements, 'client')).toEqual(['client 0', 'client 1', 'client 2', 'client 3']);
  expect(withClass(elements, 'call')).toHaveLength(history.length);
  const titles = elements.filter(({ name }) => name === 'title').map(({ text }) => text);
  expect(titles).toEqual([
    'client 0, 0.00 to 4.20 ms: create 0 → accepted',
    'client 1, 0.10 to 3.90 ms: create /a → accepted\nNo order of the calls explains this answer.',
    'client 2, 0.00 to 0.10 ms: create 2 → accepted',
    'client 2, 4.50 to 5.00 ms: create 2 → accepted',
    'client 3, 0.20 to … ms: create 3 → no answer',
  ]);
});

test('the illegal call is marked, and written in full on top', () => {
  const elements = readXml(drawHistory(history));
  expect(withClass(elements, 'illegal')).toHaveLength(1);
  expect(withClass(elements, 'core')).toHaveLength(1);
  expect(textsOf(elements, 'alarm')).toEqual([
    '× No order explains client 1 at 0.10 ms: create /a → accepted',
  ]);
  expect(textsOf(elements, 'label')).toContain('× create /a → accepted');
  const calm = readXml(drawHistory(history.map((call) => ({ ...call, role: 'other' }))));
  expect([...withClass(calm, 'illegal'), ...withClass(calm, 'core'), ...withClass(calm, 'alarm')]).toEqual(
    [],
  );
});

test('a lost call is an open bar that ends where the next of its client begins, or never', () => {
  const [open, followed] = [[drawn(0, 0, undefined)], [drawn(0, 0, undefined), drawn(0, 5, 10)]].map(
    (calls) => withClass(readXml(drawHistory(calls)), 'lost'),
  );
  expect([open?.length, followed?.length]).toEqual([1, 1]);
  const endOf = (elements: readonly XmlElement[] | undefined): number =>
    Number(elements?.[0]?.attributes['d']?.split(/[MH ]/)[1]);
  expect(endOf(open)).toBeGreaterThan(900);
  expect(endOf(followed)).toBeLessThan(500);
});

test('a bar is seen however short, and lies within the picture', () => {
  const calls = [drawn(0, 0, 0.1), drawn(0, 500, 500), drawn(1, 0, 1000), drawn(1, 1000, 1000)];
  const bars = withClass(readXml(drawHistory(calls)), 'call').map(({ attributes }) => attributes);
  for (const { x, width } of bars) {
    expect(Number(width)).toBeGreaterThanOrEqual(4);
    expect(Number(x)).toBeGreaterThan(0);
    expect(Number(x) + Number(width)).toBeLessThan(960);
  }
});

test('a label goes where there is room, is cut to it, and covers no other', () => {
  const long = 'MAX_WEBHOOK_URL_LIMIT '.repeat(8);
  const calls = Array.from({ length: 6 }, (_, at) =>
    drawn(0, at * 10, at * 10 + (at % 3) * 4, { answer: long }),
  );
  const labels = withClass(readXml(drawHistory(calls)), 'label');
  expect(labels.length).toBeGreaterThan(3);
  for (const [index, { text, attributes }] of labels.entries()) {
    expect(text).toMatch(/…$/);
    const end = Number(attributes['x']) + text.length * 7.2;
    expect(end).toBeLessThan(Number(labels[index + 1]?.attributes['x'] ?? 960));
  }
  const illegal = readXml(drawHistory([drawn(0, 0, 1, { role: 'illegal', answer: long })]));
  expect(textsOf(illegal, 'alarm')[0]?.length).toBeLessThan(135);
});

test('time is marked in round numbers', () => {
  const marksOf = (ms: number): readonly string[] =>
    textsOf(readXml(drawHistory([drawn(0, 7, 7 + ms)])), 'mark');
  expect(marksOf(4)).toEqual(['0.0 ms', '0.5', '1.0', '1.5', '2.0', '2.5', '3.0', '3.5', '4.0']);
  expect(marksOf(1000)).toEqual(['0 ms', '200', '400', '600', '800', '1000']);
  for (const ms of [0, 0.003, 0.1, 1, 17, 99, 12_345]) {
    expect(marksOf(ms).length, `${ms} ms`).toBeGreaterThan(3);
    expect(marksOf(ms).length, `${ms} ms`).toBeLessThan(10);
    expect(new Set(marksOf(ms)).size, `${ms} ms`).toBe(marksOf(ms).length);
  }
});

test('hostile texts are shown, not carried out', () => {
  const hostile = `</text><script>alert("1")</script>&amp;]]>'\u0000\u001B\n\uFFFE\uD83D \u{1F600}`;
  const calls = [
    drawn(0, 0, 1, { label: hostile, answer: hostile, role: 'illegal' }),
    drawn(1, 0, undefined, { label: hostile }),
  ];
  const elements = readXml(drawHistory(calls));
  expect(elements.map(({ name }) => name)).not.toContain('script');
  const shown = hostile
    .replace('\u0000', String.raw`\u0000`)
    .replace('\u001B', String.raw`\u001b`)
    .replace('\n', String.raw`\u000a`)
    .replace('\uFFFE', String.raw`\ufffe`)
    .replace('\uD83D ', String.raw`\ud83d `);
  const title = elements.find(({ name }) => name === 'title');
  expect(title?.text).toContain(`${shown} → ${shown}`);
});

test('it needs nothing from elsewhere, and has both looks', () => {
  const picture = drawHistory(history);
  const outside = picture.replace('xmlns="http://www.w3.org/2000/svg"', '');
  for (const word of ['http', 'url(', '@import', '<script', 'href']) expect(outside).not.toContain(word);
  expect(picture).toContain('prefers-color-scheme: dark');
  expect(readXml(picture)[0]).toMatchObject({ name: 'svg', attributes: { width: '960' } });
});

test('a history without calls is a picture too', () => {
  const elements = readXml(drawHistory([]));
  expect(withClass(elements, 'call')).toEqual([]);
  expect(JSON.stringify(elements)).not.toMatch(/NaN|Infinity/);
});

function withClass(elements: readonly XmlElement[], name: string): readonly XmlElement[] {
  return elements.filter(({ attributes }) => attributes['class']?.split(' ').includes(name));
}

function textsOf(elements: readonly XmlElement[], name: string): readonly string[] {
  return withClass(elements, name).map(({ text }) => text);
}
