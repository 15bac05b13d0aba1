import { isPublicText } from '../redaction/public-vocabulary.js';
import { isOfPublicWords } from '../redaction/public-words.js';

/** A GUID in any form, also in the midst of other letters. */
const guid = /[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}/gi;

/** Shorter texts hold no GUID. */
const shortest = 32;

/**
 * What joins the parts of a composite id, and what stands between. As in `redactOpaque`: what that replaces in an id is an id here, and what it leaves as it
 * is, is none, or the client that was recorded would not find its own recording.
 */
const joint = /[\s_{}()[\]<>'",;:/\\|=&*#?!-]/;
const words = /[^\s_{}()[\]<>'",;:/\\|=&*#?!-]+/g;

/** Ends the parts of a URL, and the words of a sentence. */
const part = /[^\s/()'"?&=#<>,;]+/g;

/** What becomes of an id. What is the same in every tenant is none, and stays. */
export type IdRule = (id: string) => string;

/** Replaces the GUIDs of any text, and nothing else. */
export function replaceGuids(text: string, rule: IdRule): string {
  if (text.length < shortest) return text;
  return text.replaceAll(guid, (id) => (isPublicText(id.toLowerCase()) ? id : rule(id)));
}

/** Replaces an id: in one piece, unless GUIDs stand in it; then those, and what stands beside them, one by one. */
export function replaceId(text: string, rule: IdRule): string {
  if (isPublicText(text)) return text;
  if (text.length < shortest || text.search(guid) === -1) return rule(text);
  let replaced = '';
  let end = 0;
  for (const { 0: id, index } of text.matchAll(guid)) {
    replaced += replaceBeside(text.slice(end, index), rule) + replaceGuids(id, rule);
    end = index + id.length;
  }
  return replaced + replaceBeside(text.slice(end), rule);
}

/** Replaces the ids in the parts of a URL, or the words of a sentence: each as `replaceId` does. */
export function replaceIdsInParts(text: string, rule: IdRule): string {
  const isUrl = text.includes('/');
  return text.replaceAll(part, (written) => replaceId(written, (id) => escaped(rule(id), id, isUrl)));
}

function escaped(id: string, was: string, isUrl: boolean): string {
  return isUrl && id !== was ? encodeURIComponent(id) : id;
}

/** What stands beside a GUID stays if it is of public words; else all of it is one id. */
function replaceBeside(text: string, rule: IdRule): string {
  const from = text.search(words);
  if (from === -1 || text.match(words)?.every(isKept) === true) return text;
  let to = text.length;
  while (joint.test(text.charAt(to - 1))) to -= 1;
  return text.slice(0, from) + rule(text.slice(from, to)) + text.slice(to);
}

function isKept(word: string): boolean {
  return /[a-z]/i.test(word) && (isPublicText(word) || isOfPublicWords(word));
}
