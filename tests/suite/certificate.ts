import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** A certificate for 127.0.0.1 that signs itself, and its key, both as PEM. */
export interface SelfSigned {
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate (RFC 5280) that is good for the next hour; nothing of it is kept anywhere. */
export function selfSigned(): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const name = sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from('a test')))));
  const now = Date.now();
  const extensions = tagged(
    0xa3,
    sequence(
      sequence(oid('551d13'), octets(sequence(tagged(0x01, Buffer.from([0xff]))))),
      sequence(oid('551d11'), octets(sequence(tagged(0x87, Buffer.from([127, 0, 0, 1]))))),
    ),
  );
  const content = sequence(
    tagged(0xa0, integer(2)),
    tagged(0x02, createHash('sha256').update(keyInfo).digest().subarray(0, 8).fill(1, 0, 1)),
    algorithm,
    name,
    sequence(time(now - 3_600_000), time(now + 3_600_000)),
    name,
    keyInfo,
    extensions,
  );
  const signature = tagged(0x03, Buffer.from([0]), sign('sha256', content, privateKey));
  return {
    cert: pem(sequence(content, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** A value in DER (X.690). */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  const spelt = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...spelt]), value]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const octets = (value: Buffer): Buffer => tagged(0x04, value);
const integer = (value: number): Buffer => tagged(0x02, Buffer.from([value]));
const time = (at: number): Buffer =>
  tagged(0x18, Buffer.from(`${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
