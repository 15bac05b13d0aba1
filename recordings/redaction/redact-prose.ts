import { mayBeHost } from './hosts.js';
import type { Placeholders } from './placeholders.js';
import { isPublicText } from './public-vocabulary.js';
import { isAlsoName, isOfPublicWords } from './public-words.js';
import { redactOpaque } from './redact-opaque.js';

/** Graph's words for a missing route. The judge looks for them, also within other words. */
const noRoute = /(No (?:method match route template|OData route exists))/i;

export function saysNoRoute(text: string): boolean {
  return noRoute.test(text);
}

/** Names of properties that hold sentences, or codes made of words. */
const proseNames: ReadonlySet<string> = new Set(['message', 'code', 'customapierrorphrase', 'errorcode', 'errorsourceservice']);

export function isProseName(name: string): boolean {
  return proseNames.has(name.toLowerCase());
}

/** In this order: parts that contain signs, then words. */
const parts = new RegExp(
  [
    // A token as a whole: its parts would match other rules.
    /(?<=\bbearer[\s:=]{1,8})(?!https?:)(?<credential>[\w.~+/=-]*[\w~+/=-])/,
    /(?<url>https?:\/\/[^\s"'<>\\]+)/,
    /(?<timestamp>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)/,
    // Characters written as codes, and their neighbours: replaced one by one, they could be guessed.
    /(?<codes>[\w.@~+-]{0,64}(?:(?:&#?\w{1,8};|\\u[\da-f]{4}|\\x[\da-f]{2})[\w.@~+-]{0,64})+)/,
    /(?<hardware>(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\da-f]))/,
    /(?<ipv6>(?:[\da-f]{0,4}:){3,7}[\da-f]{1,4})/,
    // A telephone number, an address, codes of characters. A long row is cut into pieces, or the search would take quadratic time.
    /(?<numbers>\+?\d{1,40}(?:(?:[^\p{L}\d]{1,3}\d{1,40}){41}|(?:[^\p{L}\d]{1,3}\d{1,40}){2,40}(?![\w-])))/u,
    /(?<word>[^\s"'()<>[\]{}=,;|/\\&:!?#*^`]+)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
);

/** A mail address of public words. Control information contains an `@` too. */
const mail = /[^@]@(?!odata\.|microsoft\.graph\.)[^@.]+\./i;

/** Replaces everything except public words, signs and short numbers in a sentence. */
export function redactProse(text: string, placeholders: Placeholders, redactUrl: (url: string) => string): string {
  return text
    .split(noRoute)
    .map((part, index) => (index % 2 === 1 ? part : redactParts(part, placeholders, redactUrl)))
    .join('');
}

function redactParts(text: string, placeholders: Placeholders, redactUrl: (url: string) => string): string {
  return text.replace(parts, (part: string, ...rest: unknown[]) => {
    const { url, word, credential } = rest.at(-1) as { url?: string; word?: string; credential?: string };
    if (url !== undefined) return redactUrl(url);
    // No form of a credential is kept.
    if (credential !== undefined) return isOrdinary(credential, placeholders) ? part : placeholders.text(part);
    return word === undefined ? redactOpaque(part, placeholders) : redactWord(word, placeholders);
  });
}

/** True for words in place of a credential: "Bearer authorization is required". */
function isOrdinary(credential: string, placeholders: Placeholders): boolean {
  const isOfWords = credential.split(/[-./=]/).every((piece) => piece === '' || (/^[a-z]{1,14}$/i.test(piece) && isOfPublicWords(piece)));
  return isOfWords && !mayBeHost(credential) && !placeholders.holdsSecret(credential);
}

function redactWord(word: string, placeholders: Placeholders): string {
  const isKnown = placeholders.holdsSecret(word);
  if (isPublicText(word) && !isKnown) return word;
  if (isKnown || mail.test(word)) return redactOpaque(word, placeholders);
  let length = word.length;
  while (word.charAt(length - 1) === '.') length -= 1;
  const core = word.slice(0, length);
  return isPublicCore(core) ? word : redactOpaque(core, placeholders) + word.slice(length);
}

function isPublicCore(core: string): boolean {
  const pieces = core.split(/[-._~$@+%]/).filter((piece) => piece !== '');
  const isMachine = /[a-z]/i.test(core) && pieces.some((piece) => /^\d{2,}$/.test(piece)); // WINDOWS-117
  const isAccount = pieces.every(isAlsoName); // will.may
  if (mayBeHost(core) || (pieces.length > 1 && (isMachine || isAccount))) return false;
  return pieces.every((piece) => /^\d{1,3}$/.test(piece) || isOfPublicWords(piece)) && !/\d.*\d.*\d.*\d/.test(core);
}
