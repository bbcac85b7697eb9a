import { cut } from '../text.ts';
import { Html, markup } from './escape.ts';

/** The most bytes of a page. */
export const LARGEST = 3_000_000;

/** The page would be larger than {@link LARGEST}. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
}

/** How much of each text and of each list one attempt at a page shows. */
export class Room {
  /** Characters of a text. */
  readonly text: number;
  /** Failures of a requirement. */
  readonly failures: number;
  /** Lines of a list, headers of a message, lines of an example. */
  readonly lines: number;
  #left = LARGEST;

  constructor({ text, failures, lines }: Pick<Room, 'text' | 'failures' | 'lines'>) {
    this.text = text;
    this.failures = failures;
    this.lines = lines;
  }

  /**
   * Takes the room of what stands in the page.
   * @throws NoRoomError as soon as it cannot fit, before all of it is made
   */
  take(content: Html): Html {
    this.#left -= content.length;
    if (this.#left < 0) throw new NoRoomError();
    return content;
  }
}

/**
 * From all of it to what always fits. A run on a server that means well needs the first; the others are for a
 * server that answers everything with as much as it can.
 */
export const SIZES = [
  { text: 20_000, failures: 5, lines: 500 },
  { text: 2000, failures: 5, lines: 60 },
  { text: 400, failures: 3, lines: 20 },
  { text: 80, failures: 1, lines: 5 },
  { text: 20, failures: 1, lines: 1 },
] as const;

/** A text from outside, isolated from the direction of the text around it. */
export function said(text: string, room: Room): Html {
  return room.take(markup`<bdi>${cut(text, room.text)}</bdi>`);
}

/** The lines of a text from outside; each is escaped by itself, so that line breaks are kept. */
export function linesOf(text: string, room: Room): Html {
  const whole = text.length <= room.text;
  const kept = whole ? text : `${text.slice(0, room.text).replace(/[\ud800-\udbff]$/, '')}…`;
  const { shown, more } = firstOf(kept.split(/\r?\n/), room.lines);
  const lines = shown.map((line, index) => markup`${index > 0 && BREAK}${line}`);
  return room.take(markup`${lines}${more > 0 && markup`${BREAK}… and ${more} lines more`}`);
}

const BREAK = new Html('\n');

/** The first items of a list, and how many there are beside them. */
export function firstOf<Item>(
  items: readonly Item[],
  most: number,
): { readonly shown: readonly Item[]; readonly more: number } {
  return { shown: items.slice(0, most), more: Math.max(0, items.length - most) };
}
