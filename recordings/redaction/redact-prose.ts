import { mayBeHost } from './may-be-host.js';
import { isAlsoName, isOfPublicWords } from './public-words.js';
import { isPublicText } from './public-vocabulary.js';

/** What becomes of the parts of a text that are not public words. */
export interface ProseRules {
  readonly url: (url: string) => string;
  readonly opaque: (text: string) => string;
  /** Of a credential no form is kept, nor that it is the same as something else. */
  readonly credential: (text: string) => string;
  readonly isKnownSecret: (text: string) => boolean;
}

/** Graph's words for an operation that has no route: the judge looks for them, also in the midst of other words. */
const noRoute = /(No (?:method match route template|OData route exists))/i;

export function saysNoRoute(text: string): boolean {
  return noRoute.test(text);
}

/** Names of properties that hold sentences, or codes made of words. */
const proseNames: ReadonlySet<string> = new Set(['message', 'code', 'customapierrorphrase', 'errorcode', 'errorsourceservice']);

export function isProseName(name: string): boolean {
  return proseNames.has(name.toLowerCase());
}

/** In this order: what is one thing although it has several words' worth of signs in it, then words. */
const parts = new RegExp(
  [
    // A token is one thing, whatever signs it has: its parts would look like one too.
    /(?<=\bbearer[\s:=]{1,8})(?!https?:)(?<credential>[\w.~+/=-]*[\w~+/=-])/,
    /(?<url>https?:\/\/[^\s"'<>\\]+)/,
    /(?<moment>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)/,
    // Characters that are written as codes, and what stands beside them: one by one they would be a riddle that can be solved.
    /(?<codes>[\w.@~+-]{0,64}(?:(?:&#?\w{1,8};|\\u[\da-f]{4}|\\x[\da-f]{2})[\w.@~+-]{0,64})+)/,
    /(?<hardware>(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\da-f]))/,
    /(?<ipv6>(?:[\da-f]{0,4}:){3,7}[\da-f]{1,4})/,
    // A telephone number, an address, the codes of characters. A long row of them is cut into pieces, or each would be gone over from each number on.
    /(?<numbers>\+?\d{1,40}(?:(?:[^\p{L}\d]{1,3}\d{1,40}){41}|(?:[^\p{L}\d]{1,3}\d{1,40}){2,40}(?![\w-])))/u,
    /(?<word>[^\s"'()<>[\]{}=,;|/\\&:!?#*^`]+)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
);

/** A mail address, though all its words be public. Control information has an `@` too. */
const mail = /[^@]@(?!odata\.|microsoft\.graph\.)[^@.]+\./i;

/** Replaces all but public words, signs and short numbers in a sentence, whatever form it has. */
export function redactProse(text: string, rules: ProseRules): string {
  return text
    .split(new RegExp(noRoute, 'i'))
    .map((part, index) => (index % 2 === 1 ? part : redactParts(part, rules)))
    .join('');
}

function redactParts(text: string, rules: ProseRules): string {
  return text.replace(parts, (part: string, ...rest: unknown[]) => {
    const { url, word, credential } = rest.at(-1) as { url?: string; word?: string; credential?: string };
    if (url !== undefined) return rules.url(url);
    if (credential !== undefined) return redactCredential(credential, rules);
    return word === undefined ? rules.opaque(part) : redactWord(word, rules);
  });
}

/** Words stay: "Bearer authorization is required". */
function redactCredential(text: string, { credential, isKnownSecret }: ProseRules): string {
  const isOfWords = text.split(/[-./=]/).every((piece) => piece === '' || (/^[a-z]{1,14}$/i.test(piece) && isOfPublicWords(piece)));
  return isOfWords && !mayBeHost(text) && !isKnownSecret(text) ? text : credential(text);
}

function redactWord(word: string, { opaque, isKnownSecret }: ProseRules): string {
  if (isKnownSecret(word)) return opaque(word);
  if (isPublicText(word)) return word;
  if (mail.test(word)) return opaque(word);
  let length = word.length;
  while (word.charAt(length - 1) === '.') length -= 1;
  const [core, end] = [word.slice(0, length), word.slice(length)];
  if (mayBeHost(core)) return opaque(core) + end;
  const pieces = core.split(/[-._~$@+%]/).filter((piece) => piece !== '');
  // Machines have such names: WINDOWS-117.
  if (pieces.length > 1 && /[a-z]/i.test(core) && pieces.some((piece) => /^\d{2,}$/.test(piece))) return opaque(core) + end;
  // And accounts of people such: will.may.
  if (pieces.length > 1 && pieces.every(isAlsoName)) return opaque(core) + end;
  const isPublic = pieces.every((piece) => /^\d{1,3}$/.test(piece) || isOfPublicWords(piece));
  return isPublic && !/\d.*\d.*\d.*\d/.test(core) ? word : opaque(core) + end;
}
