const ordinaryWord = '(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,15}|[A-Z]?[a-z]{2,14}(?:[A-Z][a-z]{2,14})+|\\d{1,3})';
const signs = '[^A-Za-z\\d]';

/**
 * Words as they stand in a sentence, such as `authorization` after "Bearer", or in a code, with signs between them. What was sent as a credential may
 * be made of words all the same.
 */
export const ordinaryWords = new RegExp(`^${signs}*${ordinaryWord}(?:${signs}+${ordinaryWord})*${signs}*$`);

/** What somebody who cleaned a capture, or a client that had none, writes in the place of a credential. */
const cleaned =
  /^(?:\{token\}|[\W_]{0,3}(?:redacted|removed|masked|undefined|x{3,})(?:[\W_][a-z]{1,14}){0,2}(?:[\W_]\d{0,3})?[\W_]{0,3})$/i;

/** The least share of zeros in a placeholder. */
const zerosOfPlaceholders = 0.75;

/** True for what stands in the place of a credential. What is nearly all zeros, as the ids in recordings are, is none either. */
export function isStandIn(credential: string): boolean {
  return cleaned.test(credential) || (/^[\dA-F-]{7,36}[TZ]?$/i.test(credential) && zerosIn(credential) >= zerosOfPlaceholders);
}

/** The share of zeros among the letters and digits, from 0 to 1. */
function zerosIn(text: string): number {
  const digits = text.replaceAll('-', '');
  return digits.replaceAll(/[^0]/g, '').length / digits.length;
}

/** A name of Graph in camelCase, or a path of such: no key has this form. */
export const pathOfNames = /^\/?[a-z]{4,14}(?:[A-Z][a-z]{3,14})+(?:\/[a-z]{4,14}(?:[A-Z][a-z]{3,14})+)*$/;
