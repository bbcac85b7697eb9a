import { escapeCharacter } from './text.ts';

/** Escaped XML. */
export interface Markup {
  readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number>>;

/** An element with attributes and either text or elements; text and values are escaped here. */
export function element(
  name: string,
  attributes: Attributes,
  content: string | readonly Markup[] = [],
): Markup {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeValue(String(value))}"`);
  const start = `<${name}${list.join('')}`;
  if (content.length === 0) return { markup: `${start}/>` };
  const inner =
    typeof content === 'string'
      ? escapeText(content)
      : content.map(({ markup }) => `\n${markup}`).join('') + '\n';
  return { markup: `${start}>${inner}</${name}>` };
}

export function xml(root: Markup): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * XML 1.0 forbids most control characters, lone surrogates, U+FFFE and U+FFFF, even as `&#0;`: a parser
 * refuses the whole report. They are written as `\u0000`.
 */
function legal(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n\r]|[\p{Cs}\uFFFE\uFFFF]/gu, escapeCharacter);
}

function escapeText(text: string): string {
  return legal(text)
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replaceAll('\r', '&#13;');
}

/** Parsers turn a line break in a value into a space, so it is written as a reference. */
function escapeValue(text: string): string {
  return escapeText(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
