/** An element of an XML document, with the text that stands directly in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Reads elements, attributes and text, all that a report may hold; throws if it is not well-formed. */
export function readXml(xml: string): readonly XmlElement[] {
  const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(xml);
  if (illegal) throw new Error(`illegal character at ${illegal.index}`);
  const elements: XmlElement[] = [];
  const open: XmlElement[] = [];
  const [before = '', ...pieces] = xml.replace('<?xml version="1.0" encoding="UTF-8"?>\n', '').split('<');
  if (before !== '') throw new Error('text before the root');
  for (const piece of pieces) {
    const form = /^(?:\/([\w-]+)|([\w-]+)((?: [\w-]+="[^"]*")*)( ?\/|))>([^]*)$/;
    const [, closed, name = '', list = '', empty, text = ''] = form.exec(piece) ?? [];
    if (closed === undefined && name === '') throw new Error(`no tag: <${piece}`);
    if (text.includes(']]>')) throw new Error(`the end of a CDATA section in the text: ${text}`);
    if (closed === undefined) {
      if (open.length === 0 && elements.length > 0) throw new Error(`a second root: <${piece}`);
      const element = { name, attributes: attributesIn(list), text: '' };
      elements.push(element);
      if (empty === '') open.push(element);
    } else if (open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
    const inner = open.at(-1);
    if (inner !== undefined) inner.text += decode(text);
    else if (text.trim() !== '') throw new Error('text after the root');
  }
  if (open.length > 0) throw new Error(`not closed: ${open.map(({ name }) => name).join()}`);
  return elements;
}

function attributesIn(list: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [, key = '', value = ''] of list.matchAll(/ ([\w-]+)="([^"]*)"/g)) {
    if (key in attributes) throw new Error(`an attribute twice: ${list}`);
    attributes[key] = decode(value.replaceAll(/[\t\n\r]/g, ' '));
  }
  return attributes;
}

function decode(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replaceAll(/&(?:#(\d+);|(\w+);)?/g, (whole, code?: string, name?: string) => {
    const character = code === undefined ? names[name ?? ''] : String.fromCodePoint(Number(code));
    if (character === undefined) throw new Error(`no entity: ${whole}`);
    return character;
  });
}
