import { isFilledIn, isRedacted } from '../../contracts/judge/dummy-value.js';
import { isComposite, replaceParts } from './composite-id.js';
import type { Memory } from './memory.js';
import {
  guidPlaceholder,
  hostPlaceholder,
  ipv4Placeholder,
  ipv6Placeholder,
  mailPlaceholder,
  momentPlaceholder,
  textPlaceholder,
} from './placeholders.js';
import { unfilled } from './unfilled.js';

const momentPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/i;
const mailPattern = /^[^\s@]+@[^\s@]+$/;
const hostPattern = /^(?=.{4,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,62})\.)+[a-z]{2,24}$/i;
const ipv4Pattern = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const ipv6Pattern = /^(?=.*[\da-f])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}$/i;

/**
 * Replaces a text of which nothing is known: an id, a name, an address. The same text gives the same placeholder wherever it stands. Ids within
 * a composite one are replaced one by one, so that each can be recognised where it stands alone.
 * @param isKept tells which words beside an id may stay.
 */
export function redactOpaque(memory: Memory, text: string, isKept: (part: string) => boolean): string {
  if (isComposite(text))
    return replaceParts(text, {
      guid: (guid) => guidPlaceholder(memory, guid),
      beside: (part) => redactOpaque(memory, part, isKept),
      isKept,
    });
  if (momentPattern.test(text)) return momentPlaceholder(memory, text);
  if (ipv4Pattern.test(text)) return ipv4Placeholder(memory, text);
  if (ipv6Pattern.test(text)) return ipv6Placeholder(memory, text);
  if (mailPattern.test(text)) return mailPlaceholder(memory, text);
  if (hostPattern.test(text)) return hostPlaceholder(memory, text);
  // What the judge says of these is said of the recording too.
  if (isRedacted(text)) return '[REDACTED]';
  if (!isFilledIn(text)) return unfilled(text);
  return textPlaceholder(memory, text);
}
