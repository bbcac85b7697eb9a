/** How text of unknown origin is shown to people. */

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A character as `\u0000`, or `\u{e0001}` beyond the basic plane. */
export function escapeCharacter(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/**
 * One line of text with everything invisible written out. A server chooses what stands in its answers:
 * printed as it is, `ESC [2J` would clear the reader's terminal, and a right-to-left mark would show another
 * text than was received.
 */
export function printable(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => NAMED[character] ?? escapeCharacter(character));
}

/**
 * `printable` text of at most `width` characters, the last an ellipsis when some were cut off.
 * @param width at least 1; counts code points, so that an emoji is never halved
 */
export function cut(text: string, width: number): string {
  // A body of a megabyte is not worth walking through for the hundred characters that remain.
  const characters = Array.from(printable(text.slice(0, width * 2 + 2)));
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : characters.join('');
}

/** `1 test`, `2 tests`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A duration in milliseconds as `0.8 s` or `2 min 5 s`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
