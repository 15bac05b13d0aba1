/** Characters of keys and tokens. Shorter runs may be names. */
const run = /[A-Za-z0-9+/=_~-]{20,}/g;

/** A digest with its algorithm, such as that of a package or a contract, is public. */
export const digest = /\bsha(?:256|384|512)[-:][A-Za-z0-9+/=_-]+/g;

/** In characters. */
const shortest = 20;
const shortestHex = 32;

/** English texts and identifiers of this length have less, in bits for each character. */
const leastEntropy = 3.9;
const leastEntropyOfHex = 3.1;

/** No text of words has this much, even if some of its letters look like words. */
const entropyOfNoWords = 4.6;

/** In a key, the case changes after fewer characters on average, and there are more numbers. */
const meanOfWords = 3.3;
const mostNumbers = 2;

/** GUIDs have a detector of their own. */
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** A segment of a path. No part of a key is a word as long as this. */
const word = /^(?=.{6})[A-Za-z][a-z]+(?:[A-Z][a-z]+)*$/;

/** True for a text with a random run of characters: a key, a part of a token, a generated password. */
export function holdsRandomRun(text: string): boolean {
  if (text.length < shortest) return false;
  return (text.replaceAll(digest, ' ').replaceAll(guid, ' ').match(run) ?? []).some((found) => partsOfRun(found).some(isRandom));
}

/** The segments of a path. The slashes of base64 are part of the key. */
function partsOfRun(found: string): readonly string[] {
  const segments = found.split('/');
  return segments.some((segment) => word.test(segment)) ? segments : [found];
}

function isRandom(text: string): boolean {
  if (/^[0-9a-f]+$/i.test(text)) return text.length >= shortestHex && entropyOf(text.toLowerCase()) >= leastEntropyOfHex;
  const isMixed = [/\d/, /[a-z]/, /[A-Z]/].every((characters) => characters.test(text));
  if (text.length < shortest || !isMixed || isOfWords(text)) return false;
  const entropy = entropyOf(text);
  return entropy >= entropyOfNoWords || (entropy >= leastEntropy && shareOfWords(text) < 0.5);
}

/** An identifier of words and at most two numbers. */
function isOfWords(text: string): boolean {
  const words = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const numbers = text.match(/\d+/g) ?? [];
  return numbers.length <= mostNumbers && /^[a-z]/i.test(text) && text.length >= meanOfWords * (words.length + numbers.length);
}

/** The share of characters in words, from 0 to 1: random letters seldom keep to one case for long. */
function shareOfWords(text: string): number {
  return (text.match(/[A-Z]?[a-z]{4,}|[A-Z]{5,}/g) ?? []).join('').length / text.length;
}

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}
