/** Certificates for one run. The private key of their authority is forgotten as soon as it has signed. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import {
  BitString,
  Boolean as Asn1Boolean,
  Constructed,
  fromBER,
  Integer,
  ObjectIdentifier,
  OctetString,
  Primitive,
  Sequence,
  Set as Asn1Set,
  UTCTime,
  Utf8String,
  type AsnType,
} from 'asn1js';

export interface IssuedCertificate {
  /** The certificate of the server, as PEM. */
  readonly cert: string;
  /** Its private key, as PEM. */
  readonly key: string;
  /** The certificate of the authority, which clients trust, as PEM. */
  readonly authority: string;
}

const day = 24 * 60 * 60 * 1000;

const ids = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/**
 * Issues a certificate that is valid for 90 days, so that a server may run for long.
 * @param hosts names and addresses of the server.
 * @param now in milliseconds since 1970. Clocks of clients may be a day behind.
 */
export function issueCertificate(hosts: readonly string[], now: number): IssuedCertificate {
  const [authority, server] = [ecKeys(), ecKeys()];
  // Clients that know two authorities of one name could try the wrong one.
  const issuer = `graph-contracts run ${randomBytes(4).toString('hex')}`;
  const issue = (subject: string, publicKey: KeyObject, extensions: AsnType[]): string => {
    const signed = sequence([
      tagged(0, new Integer({ value: 2 })),
      new Integer({ valueHex: Buffer.concat([Buffer.of(1), randomBytes(15)]) }),
      sequence([id('ecdsaWithSha256')]),
      nameOf(issuer),
      sequence([timeOf(now - day), timeOf(now + 90 * day)]),
      nameOf(subject),
      parsed(publicKey),
      tagged(3, sequence(extensions)),
    ]);
    const signature = sign('sha256', Buffer.from(signed.toBER()), authority.privateKey);
    return pemOf(sequence([signed, sequence([id('ecdsaWithSha256')]), new BitString({ valueHex: signature })]));
  };
  return {
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    authority: issue(issuer, authority.publicKey, [
      extension('basicConstraints', true, sequence([new Asn1Boolean({ value: true }), new Integer({ value: 0 })])),
      // keyCertSign is bit 5.
      extension('keyUsage', true, new BitString({ valueHex: Buffer.of(0b100), unusedBits: 2 })),
      extension('subjectKeyIdentifier', false, new OctetString({ valueHex: keyIdentifier(authority.publicKey) })),
    ]),
    cert: issue('graph-contracts', server.publicKey, [
      extension('basicConstraints', true, sequence([])),
      // digitalSignature is bit 0.
      extension('keyUsage', true, new BitString({ valueHex: Buffer.of(0b1000_0000), unusedBits: 7 })),
      extension('extKeyUsage', false, sequence([id('serverAuth')])),
      extension('authorityKeyIdentifier', false, sequence([implicit(0, keyIdentifier(authority.publicKey))])),
      extension('subjectKeyIdentifier', false, new OctetString({ valueHex: keyIdentifier(server.publicKey) })),
      extension('subjectAltName', false, sequence(hosts.map(alternativeName))),
    ]),
  };
}

function ecKeys(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function sequence(value: AsnType[]): Sequence {
  return new Sequence({ value });
}

function id(name: keyof typeof ids): ObjectIdentifier {
  return new ObjectIdentifier({ value: ids[name] });
}

function tagged(tagNumber: number, value: AsnType): Constructed {
  return new Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] });
}

function implicit(tagNumber: number, valueHex: Buffer): Primitive {
  return new Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex });
}

function extension(name: keyof typeof ids, isCritical: boolean, value: AsnType): Sequence {
  const critical = isCritical ? [new Asn1Boolean({ value: true })] : [];
  return sequence([id(name), ...critical, new OctetString({ valueHex: value.toBER() })]);
}

function nameOf(commonName: string): Sequence {
  return sequence([new Asn1Set({ value: [sequence([id('commonName'), new Utf8String({ value: commonName })])] })]);
}

function timeOf(time: number): UTCTime {
  return new UTCTime({ valueDate: new Date(time) });
}

function parsed(publicKey: KeyObject): AsnType {
  return fromBER(spkiOf(publicKey)).result;
}

function keyIdentifier(publicKey: KeyObject): Buffer {
  return createHash('sha256').update(spkiOf(publicKey)).digest().subarray(0, 20);
}

function spkiOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

function alternativeName(host: string): Primitive {
  return isIP(host) === 0 ? implicit(2, Buffer.from(domainToASCII(host), 'latin1')) : implicit(7, addressBytes(host));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // Without a zone, and an IPv4 address at its end in hexadecimal.
  const [before = '', after] = new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1).split('::');
  const [left, right] = [before, after ?? ''].map((part) => part.split(':').filter((group) => group !== '')) as [string[], string[]];
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return Buffer.from([...left, ...zeros, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function pemOf(certificate: Sequence): string {
  const base64 = Buffer.from(certificate.toBER())
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}
