import { BoundedMap, remember } from '../../contracts/judge/remember.js';
import { holdsKnownSecret, type KnownSecrets } from './known-secrets.js';
import { Memory } from './memory.js';
import { hostPlaceholder, ipv4Placeholder, numberPlaceholder, textPlaceholder } from './placeholders.js';
import { enumNames, isPublicText } from './public-vocabulary.js';
import { isOfPublicWords } from './public-words.js';
import { redactName } from './redact-name.js';
import { redactOpaque } from './redact-opaque.js';
import { isProseName, redactProse, saysNoRoute } from './redact-prose.js';
import { redactTypeName } from './redact-type-name.js';
import { redactUrl } from './redact-url.js';
import { rewriteJson } from './rewrite-json.js';

/** JSON in JSON in JSON is common; what is nested deeper than this is replaced as a whole. */
const deepest = 8;

const shortNumber = /(?<!\d)\d{1,3}(?!\d)/g;

/** Numbers up to this many digits are counts, statuses and versions; longer ones may be telephone numbers or ids. */
const digitsOfCount = 5;

/** The rules for each kind of text in an exchange, with one memory for all. */
export class TextRules {
  readonly memory = new Memory();
  private readonly isKnownSecret: (text: string) => boolean;
  private readonly names = new BoundedMap<string>();

  constructor(known: KnownSecrets) {
    this.isKnownSecret = holdsKnownSecret(known);
  }

  url(url: string): string {
    return redactUrl(url, {
      value: (text) => this.value(text),
      prose: (text) => this.prose(text),
      host: (host) => (/^\d+(?:\.\d+){3}$/.test(host) ? ipv4Placeholder(this.memory, host) : hostPlaceholder(this.memory, host)),
    });
  }

  /** A JSON text, whatever stands in it. */
  json(text: string, depth = 0): string {
    return rewriteJson(text, {
      name: (name) => remember(this.names, name, () => this.name(name)),
      string: (inner, key) => this.value(inner, key, depth),
      number: (written, inList) => this.number(written, inList),
    });
  }

  private name(name: string): string {
    return saysNoRoute(name) ? this.prose(name) : redactName(this.memory, name, this.isKnownSecret);
  }

  /** A text, by what it is and by the name of the property that it is the value of. It means the same in a path as in a body. */
  value(text: string, key = '', depth = 0): string {
    if (isPublicText(text) && !this.isKnownSecret(text)) return text;
    if (isJson(text)) return depth < deepest ? this.json(text, depth + 1) : textPlaceholder(this.memory, text);
    if (key === '@odata.type' || key.endsWith('@odata.type')) return redactTypeName(this.memory, text, this.isKnownSecret);
    if (isProseName(key) || saysNoRoute(text)) return this.prose(text);
    if (/^https?:\/\//i.test(text)) return this.url(text);
    // A member of an enumeration that nobody knows yet, which may have a number.
    if (enumNames.has(key) && isOfPublicWords(text.replaceAll(shortNumber, '')) && !this.isKnownSecret(text)) return text;
    return this.opaque(text);
  }

  private prose(text: string): string {
    return redactProse(text, {
      url: (url) => this.url(url),
      opaque: (part) => this.opaque(part),
      credential: (part) => textPlaceholder(this.memory, part),
      isKnownSecret: this.isKnownSecret,
    });
  }

  private opaque(text: string): string {
    return redactOpaque(this.memory, text, (part) => (isPublicText(part) || isOfPublicWords(part)) && !this.isKnownSecret(part));
  }

  /** The numbers of a list may be the bytes of a secret: of those only the type stays. */
  private number(written: string, inList: boolean): string {
    if (inList) return Number.isInteger(Number(written)) ? '0' : '0.5';
    return written.replaceAll(/\D/g, '').length <= digitsOfCount ? written : numberPlaceholder(this.memory, written);
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[{["]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
