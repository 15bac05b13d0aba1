import { isComposite, replaceParts } from '../redaction/composite-id.js';
import { guidPattern } from '../redaction/placeholders.js';
import { isPublicText } from '../redaction/public-vocabulary.js';
import { isOfPublicWords } from '../redaction/public-words.js';

/** Shorter texts hold no GUID. */
const shortest = 32;

/** A part of a URL, or a word of a sentence. */
const part = /[^\s/()'"?&=#<>,;]+/g;

/** Gives the replacement of an id. Texts that are the same in every tenant are not ids. */
export type IdRule = (id: string) => string;

/** Replaces the GUIDs of any text, and nothing else. */
export function replaceGuids(text: string, rule: IdRule): string {
  if (text.length < shortest) return text;
  return text.replaceAll(guidPattern, (id) => (isPublicText(id) ? id : rule(id)));
}

/**
 * Replaces an id: as a whole, or GUID by GUID as the redaction does. Both must agree on the definition of an id, or recordings would not be found.
 */
export function replaceId(text: string, rule: IdRule): string {
  if (isPublicText(text)) return text;
  if (text.length < shortest || !isComposite(text)) return rule(text);
  return replaceParts(text, { guid: rule, beside: rule, isKept: (word) => isPublicText(word) || isOfPublicWords(word) });
}

/** Replaces an id as a whole, whatever its form. A GUID that is the same in every tenant stays. */
export function replaceWholeId(text: string, rule: IdRule): string {
  return isComposite(text) && isPublicText(text) ? text : rule(text);
}

/** Replaces the ids in the parts of a URL, or in the words of a sentence. @param isKnown whether a part is an id as a whole. */
export function replaceIdsInParts(text: string, rule: IdRule, isKnown: (id: string) => boolean): string {
  const isUrl = text.includes('/');
  const escaped = (id: string): string => {
    const replaced = rule(id);
    return isUrl && replaced !== id ? encodeURIComponent(replaced) : replaced;
  };
  return text.replaceAll(part, (written) => (isKnown(written) ? escaped(written) : replaceId(written, escaped)));
}
