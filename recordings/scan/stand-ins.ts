const ordinaryWord = '(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,15}|[A-Z]?[a-z]{2,14}(?:[A-Z][a-z]{2,14})+|\\d{1,3})';
const signs = '[^A-Za-z\\d]';

/**
 * Words as they stand in a sentence, such as `authorization` after "Bearer", or in a code, with signs between them. What was sent as a credential may
 * be made of words all the same.
 */
export const ordinaryWords = new RegExp(`^${signs}*${ordinaryWord}(?:${signs}+${ordinaryWord})*${signs}*$`);

/** What somebody who cleaned a capture, or a client that had none, writes in the place of a credential. */
export const standIn =
  /^(?:\{token\}|[\W_]{0,3}(?:redacted|removed|masked|undefined|x{3,})(?:[\W_][a-z]{1,14}){0,2}(?:[\W_]\d{0,3})?[\W_]{0,3})$/i;

/** A name of Graph in camelCase, or a path of such: no key has this form. */
export const pathOfNames = /^\/?[a-z]{4,14}(?:[A-Z][a-z]{3,14})+(?:\/[a-z]{4,14}(?:[A-Z][a-z]{3,14})+)*$/;
