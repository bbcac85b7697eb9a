import { escapeCharacter, printable } from '../text.ts';

/** Markup that is safe to put into a page. An object that a target made up is no instance of this class. */
export class Html {
  readonly #markup: string;
  constructor(text: string) {
    this.#markup = text;
  }
  get length(): number {
    return this.#markup.length;
  }
  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template. Undefined and false leave nothing behind. */
export type Value = string | number | false | undefined | Html | readonly Html[];

/**
 * A template of markup. Every value that is no markup yet is escaped, as text and as the value of an
 * attribute in quotes. Invisible characters are written as escapes: they could turn the direction of
 * the text beside them.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(markupOf)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function markupOf(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(String).join('');
  return printable(String(value))
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replaceAll(/[\uFFFE\uFFFF]/g, escapeCharacter);
}
