/** Shows text of unknown origin to people. */

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Writes a character as `\u0000`, or as `\u{e0001}` beyond the basic plane. */
export function escapeCharacter(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/**
 * One line of text with all invisible characters escaped. A server chooses the text of its answers: `ESC [2J`
 * would clear the reader's terminal, and a right-to-left mark would show another text than was received.
 */
export function printable(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => NAMED[character] ?? escapeCharacter(character));
}

/**
 * `printable` text of at most `width` code points, the last one an ellipsis when some were cut off. Code
 * points, so that an emoji is never halved.
 */
export function cut(text: string, width: number): string {
  // Avoids processing a megabyte for the hundred characters that remain.
  const characters = Array.from(printable(text.slice(0, width * 2 + 2)));
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : characters.join('');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Such as `0.8 s` or `2 min 5 s`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
