import { BoundedMap, remember } from '../../contracts/judge/remember.js';
import { Placeholders } from './placeholders.js';
import { enumNames, isPublicText } from './public-vocabulary.js';
import { isOfPublicWords } from './public-words.js';
import { redactName, redactTypeName } from './redact-name.js';
import { redactOpaque } from './redact-opaque.js';
import { isProseName, redactProse, saysNoRoute } from './redact-prose.js';
import { redactUrl } from './redact-url.js';
import { rewriteJson } from './rewrite-json.js';

/** JSON in strings is replaced as a whole below this depth. */
const deepest = 8;

const shortNumber = /(?<!\d)\d{1,3}(?!\d)/g;

/** Numbers of up to this many digits are counts, statuses and versions. Longer ones may be telephone numbers or ids. */
const digitsOfCount = 5;

/** The rules for each kind of text in the exchanges of a session. */
export class TextRules {
  readonly placeholders: Placeholders;
  private readonly names = new BoundedMap<string>();

  constructor(secrets: readonly string[]) {
    this.placeholders = new Placeholders(secrets);
  }

  url(url: string): string {
    return redactUrl(url, this);
  }

  prose(text: string): string {
    return redactProse(text, this.placeholders, (url) => this.url(url));
  }

  /** @param text valid JSON. */
  json(text: string, depth = 0): string {
    return rewriteJson(text, {
      name: (name) => remember(this.names, name, () => (saysNoRoute(name) ? this.prose(name) : redactName(name, this.placeholders))),
      string: (inner, key) => this.value(inner, key, depth),
      number: (written, inList) => this.number(written, inList),
    });
  }

  /** A text in a path, a header or a body. @param key the name of the property that holds it. */
  value(text: string, key = '', depth = 0): string {
    const isKnown = this.placeholders.holdsSecret(text);
    if (isPublicText(text) && !isKnown) return text;
    if (isJson(text)) return depth < deepest ? this.json(text, depth + 1) : this.placeholders.text(text);
    if (key.endsWith('@odata.type')) return redactTypeName(text, this.placeholders);
    if (isProseName(key) || saysNoRoute(text)) return this.prose(text);
    if (/^https?:\/\//i.test(text)) return this.url(text);
    // An unknown member of an enumeration may end in a number.
    if (enumNames.has(key) && isOfPublicWords(text.replaceAll(shortNumber, '')) && !isKnown) return text;
    return redactOpaque(text, this.placeholders);
  }

  /** The numbers of a list may be the bytes of a secret, so only their type stays. */
  private number(written: string, inList: boolean): string {
    if (inList) return Number.isInteger(Number(written)) ? '0' : '0.5';
    return written.replaceAll(/\D/g, '').length <= digitsOfCount ? written : this.placeholders.number(written);
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
