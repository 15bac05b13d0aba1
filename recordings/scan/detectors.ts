import { realGuidsIn } from './guids.js';
import { digest, holdsRandomRun } from './randomness.js';

/** The kinds of secrets, each as messages describe it. */
export const kindsOfSecrets = {
  token: 'a token that was used',
  jwt: 'a JSON web token',
  bearer: 'a bearer token',
  'private-key': 'a key or certificate',
  'client-secret': 'a client secret',
  'connection-string': 'a connection string or password',
  'high-entropy': 'a key or password, by its randomness',
  guid: 'an id (GUID)',
  'mail-address': 'a mail address',
  'host-name': 'the name of a host',
  'ip-address': 'an IP address',
};

export type SuspicionKind = keyof typeof kindsOfSecrets;

/** A text that resembles a secret: its kind and its place, never the text itself. */
export interface Suspicion {
  readonly kind: SuspicionKind;
  readonly file: string;
  /** A JSON Pointer in JSON, with suspicious names numbered; `line 3` in other texts. */
  readonly place: string;
}

interface Detector {
  readonly kind: SuspicionKind;
  readonly finds: (text: string) => boolean;
}

/** Kinds of secrets of any owner. Each detector takes a decoded text. */
export const detectors: readonly Detector[] = [
  { kind: 'jwt', finds: holdsWebToken },
  { kind: 'bearer', finds: holdsBearer },
  { kind: 'private-key', finds: (text) => /-----BEGIN [A-Z ]{0,60}(?:PRIVATE KEY|CERTIFICATE)|BEGIN[A-Z]{0,60}PRIVATEKEY/.test(text) },
  { kind: 'client-secret', finds: (text) => /[\w~.-]{3}\dQ~[\w~.-]{31,34}/.test(text) },
  {
    kind: 'connection-string',
    finds: (text) =>
      /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|password|pwd|sig|client_secret)=(?!redacted)[^;&\s"'`$<{]{8,}/i.test(text),
  },
  { kind: 'high-entropy', finds: holdsRandomRun },
  { kind: 'guid', finds: (text) => realGuidsIn(text.replaceAll(digest, ' ')).length > 0 },
  { kind: 'mail-address', finds: holdsMailAddress },
  { kind: 'host-name', finds: (text) => text.includes('.') && holdsPrivateHost(text) },
  { kind: 'ip-address', finds: (text) => (text.includes('.') && holdsIpv4(text)) || (text.includes(':') && holdsIpv6(text)) },
];

/** A part of a web token before its dot. The lookbehind keeps the search linear in long texts. */
const beforeDot = /(?<![\w-])[\w-]{13,}(?=\.[\w-]{4})/g;

function holdsWebToken(text: string): boolean {
  if (/\{"(?:alg|typ|kid)":"/.test(text)) return true;
  return text.includes('eyJ') && [...text.matchAll(beforeDot)].some(([part]) => /\beyJ[\w-]{10}/.test(part));
}

/** A token made of words is a stand-in, such as documentation has. */
const wordsForToken = /^[._=/-]*[a-z]+(?:[._=/-]+[a-z]+)*[._=/-]*\d{0,6}$/i;

function holdsBearer(text: string): boolean {
  if (!/bearer/i.test(text)) return false;
  return [...text.matchAll(/\bbearer[\s:=]+([\w.~+/=-]{12,})/gi)].some(([, token = '']) => !wordsForToken.test(token));
}

/** Reserved domains (RFC 2606, RFC 6761), and OData's `assignments@odata.context`, which is not an address. */
const reservedDomain = /(?:^|\.)(?:invalid|example|test|localhost|example\.(?:com|net|org))$|^odata\.|^microsoft\.graph\./i;

function holdsMailAddress(text: string): boolean {
  if (!text.includes('@')) return false;
  return [...text.matchAll(/(?<=[\p{L}\p{N}_.+'-])@((?:[a-z\d-]+\.)+[a-z]{2,24})(?![a-z\d-])/giu)].some(
    ([, domain = '']) => !reservedDomain.test(domain),
  );
}

/** The ends of hosts that only their owner, or only Microsoft, should know of. */
const privateDomain =
  /(?<=[a-z\d-])\.(?:home\.arpa|onmicrosoft\.com|manage\.microsoft\.com|windows\.net|azurewebsites\.net|cloudapp\.(?:net|azure\.com)|azure-api\.net|trafficmanager\.net)(?![a-z\d])/i;
const privateEnd = /(?<=[a-z\d-])\.(?:local|internal|intranet|corp|lan)(?![a-z\d])/i;

/** A namespace of code has such a word in its middle: `System.Internal.Error`. */
const namespaceOfCode =
  /(?<![\w.-])(?:[A-Z][a-z][A-Za-z]*\.){2,}(?!(?:Local|Internal|Intranet|Corp|Lan)(?![A-Za-z]))[A-Z][a-z][A-Za-z]*(?!\.?[\w-])/g;

function holdsPrivateHost(text: string): boolean {
  return privateDomain.test(text) || (privateEnd.test(text) && privateEnd.test(text.replaceAll(namespaceOfCode, ' ')));
}

/** Loopback, any address, masks, and the networks reserved for documentation. */
const publicAddress = /^(?:127\.|0\.0\.0\.0$|255\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)/;

function holdsIpv4(text: string): boolean {
  const addresses = text.match(/(?<!\d|\d\.)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\d|\.\d)/g) ?? [];
  return addresses.some((address) => !publicAddress.test(address));
}

/** In full, or with groups left out at `::`. */
const ipv6 =
  /(?<![\da-f]|[\da-f]:)(?:(?:[\da-f]{1,4}:){3,7}:?[\da-f]{1,4}(?![\da-f]|:[\da-f])|(?:[\da-f]{1,4}:){2,6}:[\da-f]{1,4}(?![\da-f]|:[\da-f]))/gi;

function holdsIpv6(text: string): boolean {
  return (text.match(ipv6) ?? []).some((address) => /[a-f]/i.test(address) && !/^2001:db8:/i.test(address));
}
