/**
 * No file and no output of a run holds a credential or a signature, even if the target sends all of them
 * back.
 */
import { inflateRawSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { sign } from '../../fixtures/wire/ksig1.ts';
import { isJsonObject, parseJson } from '../../fixtures/wire/json.ts';
import type { ApiRequest, HttpAnswer } from '../../fixtures/reference/http.ts';
import { conform, filesBelow } from './gates-run.ts';
import { accounts, pointAt } from './gates-targets.ts';
import { test } from './programs.ts';
import { proxyServer } from './proxy-server.ts';
import { start as startReference } from './server-calls.ts';

const random = {
  apiKey: `sb_${randomBytes(12).toString('hex')}`,
  secretKey: randomBytes(33).toString('base64'),
  // JSON, URLs and regular expressions escape these characters.
  authToken: `${randomBytes(12).toString('hex')}"\\/+$&%`,
};

/** The token of a gateway, which lets nothing in without it. */
const gatewayToken = `${randomBytes(12).toString('hex')}"\\/+ &%`;

/** The password of the proxy on the way, which the target learns too. */
const proxyPassword = `${randomBytes(12).toString('hex')}+/"`;
const proxyLogin = `me:${proxyPassword}`;

/** Every spelling in which a run could leave a secret. */
const spellings = Object.entries({
  ...random,
  gatewayToken,
  proxyPassword,
  proxyLogin,
  signature: sign(random),
}).flatMap(([name, secret]) => [
  [`${name}, raw`, secret] as const,
  [`${name}, in JSON`, JSON.stringify(secret).slice(1, -1)] as const,
  [`${name}, in a URL`, encodeURIComponent(secret)] as const,
  [`${name}, in HTML`, secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;')] as const,
  [`${name}, in Base64`, Buffer.from(secret).toString('base64').replace(/=+$/, '')] as const,
]);

/** Which secrets a text holds. */
function found(text: string): readonly string[] {
  return spellings.flatMap(([name, spelling]) => (text.includes(spelling) ? [name] : []));
}

/** How many requests came without the token. */
let tokenless = 0;

/** The answer with all headers of the request in a header and in the body. */
function echo(answer: HttpAnswer, { headers }: ApiRequest): HttpAnswer {
  if (headers['x-gateway-token'] !== gatewayToken) tokenless += 1;
  const json = typeof answer.body === 'string' ? parseJson(answer.body) : undefined;
  if (!isJsonObject(json)) return answer;
  return {
    ...answer,
    // A wrong Auth Token gets 400 in place of 401, so that some tests fail and the report shows their
    // exchanges.
    status: answer.status === 401 && headers['x-api-auth-token'] !== random.authToken ? 400 : answer.status,
    headers: {
      ...answer.headers,
      'x-echo': `${headers.authorization ?? ''} ${String(headers['x-api-key'])}`,
      'x-echo-url': encodeURIComponent(JSON.stringify(headers)),
    },
    body: JSON.stringify({ ...json, echo: headers }),
  };
}

/** The files that are packed into Playwright's HTML report. */
function unpacked(html: string): readonly string[] {
  const packed = /data:application\/zip;base64,([A-Za-z\d+/=]+)/.exec(html)?.[1];
  return packed === undefined ? [] : entriesOf(Buffer.from(packed, 'base64'));
}

/** The entries of a ZIP archive, by its central directory (APPNOTE.TXT, 4.3.12). */
function entriesOf(zip: Buffer): readonly string[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  const entries: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const start = zip.readUInt32LE(at + 42);
    const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const bytes = zip.subarray(data, data + zip.readUInt32LE(at + 20));
    entries.push((zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString());
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

test('no credential and no signature is left anywhere, though the target sends back all it gets', async ({
  folder,
}) => {
  const { port } = await startReference({ deliver: echo }, { accounts, credentials: random });
  const proxy = await proxyServer({ login: proxyLogin, leaks: true, port });
  const HTTP_PROXY = proxy.url.replace('//', `//me:${encodeURIComponent(proxyPassword)}@`);
  const specs = ['authentication.spec.ts', 'response.spec.ts', 'limit.spec.ts', '--reporter=html'];
  const { code, stdout, stderr } = await conform(
    {
      ...pointAt('http://staging.example', random),
      TARGET_HEADERS: JSON.stringify({ 'X-Gateway-Token': gatewayToken }),
      HTTP_PROXY,
      TARGET_RATE: 'off',
    },
    specs,
    folder,
  );
  expect([code, tokenless]).toEqual([1, 0]);
  expect(found(stdout + stderr), 'the terminal').toEqual([]);
  const files = filesBelow(folder);
  const names = [...files.keys()].join('\n');
  for (const name of ['conformance.json', 'junit.xml', 'report.html']) expect(names).toContain(name);
  const inReport: string[] = [];
  for (const [path, content] of files) {
    const text = content.toString('latin1');
    expect.soft(found(path + text), path).toEqual([]);
    for (const entry of path.endsWith('index.html') ? unpacked(text) : []) {
      inReport.push(entry);
      expect.soft(found(entry), `in ${path}`).toEqual([]);
    }
  }
  expect(inReport.length).toBeGreaterThan(1);
  const all = [...files.values(), ...inReport].map(String).join('\n');
  for (const shown of [
    '<Auth Token>',
    '<API Key>',
    '<signature>',
    '<X-Gateway-Token>',
    '<proxy password>',
    'x-echo',
  ])
    expect(all).toContain(shown);
});
