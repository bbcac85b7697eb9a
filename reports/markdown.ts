import { cut, printable } from './text.ts';

/**
 * Escapes plain text for a Markdown table or list. An underscore inside a word needs no backslash: `whc_`
 * needs one, `URL_ALREADY_EXISTS` does not and reads better without.
 */
export function inline(text: string): string {
  return printable(text)
    .replaceAll(/[\\`*[\]|]/g, String.raw`\$&`)
    .replaceAll('<', '&lt;')
    .replaceAll(/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, String.raw`\_`);
}

/**
 * A table formatted as Prettier formats it, so that a formatter changes nothing.
 * @param rows cells in Markdown, as many in each row as in the header
 */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map((row) => line(row))].join(
    '\n',
  );
}

/** A cell that is longer is cut: `conformance.json` has the whole text. */
const CELL = 160;

/** Plain text as a cell of a report. */
export function cell(text: string): string {
  return inline(cut(text, CELL));
}

/**
 * A table for programs that show it: no blanks for alignment, and no more rows than fit.
 * @param room in bytes; a line says how many rows are left out
 */
export function compactTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
): string {
  const line = (cells: readonly string[]): string => `|${cells.join('|')}|`;
  const head = [line(header), line(header.map(() => '---'))];
  return [
    ...head,
    ...fitting(rows.map(line), room, (count) => `\n...and ${count} more in conformance.json.`),
  ].join('\n');
}

/** As many lines as fit into so many bytes, and a line that says how many do not. */
export function fitting(
  lines: readonly string[],
  room: number,
  more: (count: number) => string,
): readonly string[] {
  let left = room;
  const kept = lines.findIndex((line) => (left -= Buffer.byteLength(line) + 1) < 0);
  return kept === -1 ? lines : [...lines.slice(0, kept), more(lines.length - kept)];
}

/**
 * Replaces the text between `<!-- name -->` and `<!-- /name -->`.
 * @returns undefined when a mark is missing or the order is wrong
 */
export function replaceBetween(markdown: string, name: string, content: string): string | undefined {
  const open = `<!-- ${name} -->`;
  const start = markdown.indexOf(open);
  const end = markdown.indexOf(`<!-- /${name} -->`, start + open.length);
  if (start === -1 || end === -1) return undefined;
  return `${markdown.slice(0, start + open.length)}\n\n${content.trim()}\n\n${markdown.slice(end)}`;
}
