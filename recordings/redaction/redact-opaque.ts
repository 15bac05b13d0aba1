import { isFilledIn, isRedacted } from '../../contracts/judge/dummy-value.js';
import { isComposite, replaceParts } from './composite-id.js';
import type { Placeholders } from './placeholders.js';
import { isPublicText } from './public-vocabulary.js';
import { isOfPublicWords } from './public-words.js';

const timestampPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/i;
const mailPattern = /^[^\s@]+@[^\s@]+$/;
const hostPattern = /^(?=.{4,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,62})\.)+[a-z]{2,24}$/i;
const ipv4Pattern = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const ipv6Pattern = /^(?=.*[\da-f])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}$/i;

/** Replaces a text of unknown meaning: an id, a name, an address. The parts of a composite id are replaced one by one, because they also occur alone. */
export function redactOpaque(text: string, placeholders: Placeholders): string {
  if (isComposite(text))
    return replaceParts(text, {
      guid: (guid) => placeholders.guid(guid),
      beside: (part) => redactOpaque(part, placeholders),
      isKept: (word) => (isPublicText(word) || isOfPublicWords(word)) && !placeholders.holdsSecret(word),
    });
  if (timestampPattern.test(text)) return placeholders.timestamp(text);
  if (ipv4Pattern.test(text)) return placeholders.ipv4(text);
  if (ipv6Pattern.test(text)) return placeholders.ipv6(text);
  if (mailPattern.test(text)) return placeholders.mail(text);
  if (hostPattern.test(text)) return placeholders.host(text);
  return standInOf(text) ?? placeholders.text(text);
}

/** Replaces the note of another redactor or the placeholder of a template, which may name something; undefined for a value. */
export function standInOf(text: string): string | undefined {
  if (isRedacted(text)) return '[REDACTED]';
  if (isFilledIn(text)) return undefined;
  if (isPublicText(text)) return text;
  if (text.startsWith('[')) return '[object Object]';
  const open = /^\$?[{<:]/.exec(text)?.[0];
  if (open === undefined) return '{id}';
  const close: Record<string, string> = { '{': '}', '<': '>', ':': '' };
  return `${open}id${close[open.slice(-1)] ?? ''}`;
}
