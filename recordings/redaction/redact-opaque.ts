import type { Memory } from './memory.js';
import {
  guidPattern,
  guidPlaceholder,
  hostPlaceholder,
  ipv4Placeholder,
  ipv6Placeholder,
  mailPlaceholder,
  momentPlaceholder,
  textPlaceholder,
} from './placeholders.js';
import { isPublicText } from './public-vocabulary.js';

const momentPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/i;
const mailPattern = /^[^\s@]+@[^\s@]+$/;
const hostPattern = /^(?=.{4,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,62})\.)+[a-z]{2,24}$/i;
const ipv4Pattern = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const ipv6Pattern = /^(?=.*[\da-f])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}$/i;

/** What parts of a composite id, or of a name with an id in it, are joined by. */
const joints = /[\s_{}()[\]<>'",;:/\\|=&*#?!-]/;
const words = new RegExp(`[^${joints.source.slice(1, -1)}]+`, 'g');

/**
 * Replaces a text of which nothing is known: an id, a name, an address. The same text gives the same placeholder wherever it stands. Ids within
 * a composite one are replaced one by one, so that each can be recognised where it stands alone.
 * @param isKept tells which words beside an id may stay.
 */
export function redactOpaque(memory: Memory, text: string, isKept: (part: string) => boolean): string {
  if (text.search(guidPattern) !== -1) return composite(memory, text, isKept);
  if (momentPattern.test(text)) return momentPlaceholder(memory, text);
  if (ipv4Pattern.test(text)) return ipv4Placeholder(memory, text);
  if (ipv6Pattern.test(text)) return ipv6Placeholder(memory, text);
  if (mailPattern.test(text)) return mailPlaceholder(memory, text);
  if (hostPattern.test(text)) return hostPlaceholder(memory, text);
  return textPlaceholder(memory, text);
}

function composite(memory: Memory, text: string, isKept: (part: string) => boolean): string {
  const between = (part: string): string => {
    if ((part.match(words) ?? []).every((word) => /[a-z]/i.test(word) && isKept(word))) return part;
    // Where all is joints there is no word, and it stayed.
    const begin = part.search(words);
    let end = part.length;
    while (joints.test(part.charAt(end - 1))) end -= 1;
    return part.slice(0, begin) + redactOpaque(memory, part.slice(begin, end), isKept) + part.slice(end);
  };
  let redacted = '';
  let end = 0;
  for (const { 0: guid, index } of text.matchAll(guidPattern)) {
    redacted += between(text.slice(end, index)) + (isPublicText(guid) ? guid : guidPlaceholder(memory, guid));
    end = index + guid.length;
  }
  return redacted + between(text.slice(end));
}
