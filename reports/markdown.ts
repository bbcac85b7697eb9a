import { printable } from './text.ts';

/**
 * Plain text inside a Markdown table or list. An underscore within a word means nothing to Markdown and
 * stays: `whc_` needs a backslash, `URL_ALREADY_EXISTS` would only get harder to read.
 */
export function inline(text: string): string {
  return printable(text)
    .replaceAll(/[\\`*[\]|]/g, String.raw`\$&`)
    .replaceAll('<', '&lt;')
    .replaceAll(/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, String.raw`\_`);
}

/**
 * A table as prettier would write it, columns padded, so that a formatter finds nothing to change.
 * @param rows cells in Markdown, as many in each row as the header has
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

/**
 * Replaces what stands between `<!-- name -->` and `<!-- /name -->`.
 * @returns undefined when one of the two marks is missing or they come in the wrong order
 */
export function replaceBetween(markdown: string, name: string, content: string): string | undefined {
  const open = `<!-- ${name} -->`;
  const start = markdown.indexOf(open);
  const end = markdown.indexOf(`<!-- /${name} -->`, start + open.length);
  if (start === -1 || end === -1) return undefined;
  return `${markdown.slice(0, start + open.length)}\n\n${content.trim()}\n\n${markdown.slice(end)}`;
}
