/** Signs of which keys and tokens are made. */
const run = /[A-Za-z0-9+/=_~-]{20,}/g;

/** A digest that says of what it is one: of a package, or of a contract. It gives nothing away. */
export const digest = /\bsha(?:256|384|512)[-:][A-Za-z0-9+/=_-]+/g;

/** Shorter runs may be names, in characters. */
const shortest = 20;

/** Bits for each character. Texts in English and identifiers have less at this length. */
const leastEntropy = 3.9;
const leastEntropyOfHex = 3.1;

/** So much no text of words has, though some of its letters may look like words. */
const entropyOfNoWords = 4.6;

/** In a key the case changes more often, and there are more numbers. In letters or digits until the next turn. */
const meanOfWords = 3.3;
const mostNumbers = 2;

/** GUIDs are looked for by themselves. */
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** A segment of a path that is a word, which no part of a key would be. */
const word = /^[A-Za-z][a-z]+(?:[A-Z][a-z]+)*$/;
const lettersOfWord = 6;

/** True if a text holds a run of characters that nobody would choose: a key, a part of a token, a password of a machine. */
export function holdsRandomRun(text: string): boolean {
  if (text.length < shortest) return false;
  return [...text.replaceAll(digest, ' ').replaceAll(guid, ' ').matchAll(run)].some(([found]) => partsOfRun(found).some(isRandom));
}

/** A path is looked at segment by segment; the slashes of base64 are part of the key. */
function partsOfRun(found: string): readonly string[] {
  const segments = found.split('/');
  return segments.some((segment) => segment.length >= lettersOfWord && word.test(segment)) ? segments : [found];
}

function isRandom(text: string): boolean {
  if (/^[0-9a-f]+$/i.test(text)) return text.length >= 32 && entropyOf(text.toLowerCase()) >= leastEntropyOfHex;
  if (text.length < shortest) return false;
  const isMixed = /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
  if (!isMixed) return false;
  if (isOfWords(text)) return false;
  const entropy = entropyOf(text);
  return entropy >= entropyOfNoWords || (entropy >= leastEntropy && wordinessOf(text) < 0.5);
}

/** A name of words and one or two numbers, as programs have them. */
function isOfWords(text: string): boolean {
  const words = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const numbers = text.match(/\d+/g) ?? [];
  return numbers.length <= mostNumbers && /^[a-z]/i.test(text) && text.length >= meanOfWords * (words.length + numbers.length);
}

/** The share of the characters that stand in words: random letters seldom keep to one case for long. */
function wordinessOf(text: string): number {
  const inWords = (text.match(/[A-Z]?[a-z]{4,}|[A-Z]{5,}/g) ?? []).reduce((sum, word) => sum + word.length, 0);
  return inWords / text.length;
}

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}
