import { isComposite, replaceParts } from '../redaction/composite-id.js';
import { guidPattern } from '../redaction/placeholders.js';
import { isPublicText } from '../redaction/public-vocabulary.js';
import { isOfPublicWords } from '../redaction/public-words.js';

/** Shorter texts hold no GUID. */
const shortest = 32;

/** Ends the parts of a URL, and the words of a sentence. */
const part = /[^\s/()'"?&=#<>,;]+/g;

/** What becomes of an id. What is the same in every tenant is none, and stays. */
export type IdRule = (id: string) => string;

/** Replaces the GUIDs of any text, and nothing else. */
export function replaceGuids(text: string, rule: IdRule): string {
  if (text.length < shortest) return text;
  return text.replaceAll(guidPattern, (id) => (isPublicText(id) ? id : rule(id)));
}

/**
 * Replaces an id: in one piece, unless GUIDs stand in it; then those, and what stands beside them, one by one, as the redaction does. What that replaces
 * is an id here, and what it leaves as it is, is none, or the client that was recorded would not find its own recording.
 */
export function replaceId(text: string, rule: IdRule): string {
  if (isPublicText(text)) return text;
  if (text.length < shortest || !isComposite(text)) return rule(text);
  return replaceParts(text, { guid: rule, beside: rule, isKept: (word) => isPublicText(word) || isOfPublicWords(word) });
}

/** Replaces the ids in the parts of a URL, or the words of a sentence: each as `replaceId` does. */
export function replaceIdsInParts(text: string, rule: IdRule): string {
  const isUrl = text.includes('/');
  return text.replaceAll(part, (written) => replaceId(written, (id) => escaped(rule(id), id, isUrl)));
}

function escaped(id: string, was: string, isUrl: boolean): string {
  return isUrl && id !== was ? encodeURIComponent(id) : id;
}
