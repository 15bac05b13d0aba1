import { countOf } from '../count-of.js';
import { jsonTypeOf } from '../json-value.js';

const guid = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;

/** The top-level media types that IANA knows: what stands before a slash may be anything, such as a part of a token. */
const mediaTypePattern = /^\s*(application|audio|font|image|message|model|multipart|text|video)\/([a-z0-9.+-]{1,60})\s*(?:;|$)/i;

/** What a value is, without saying it: values of traffic may be ids, names or secrets. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty string' : `a string of ${countOf(value.length, 'character')}`;
  if (Array.isArray(value)) return `an array of ${countOf(value.length, 'item')}`;
  if (typeof value === 'object' && value !== null) return `an object with ${countOf(Object.keys(value).length, 'member')}`;
  return value === undefined ? 'nothing' : jsonTypeOf(value);
}

/** A value of which the contract lists all that are allowed: quoted when it looks like such a name, described when it does not. */
export function describeName(value: unknown): string {
  if (typeof value !== 'string') return describeValue(value);
  const [, namespace = '', name = ''] = /^(#?(?:microsoft\.graph\.)?)(.*)$/is.exec(value) ?? [];
  return looksLikeName(name, namespace.length > 1 ? digitsOfName : 0) && !name.includes('-') ? value : describeValue(value);
}

/** A media type without its parameters, or words for what stands in its place. */
export function describeMediaType(value: string): string {
  const [, top = '', sub = ''] = mediaTypePattern.exec(value) ?? [];
  // Points stand in the trees of vendors, of persons and of nobody (RFC 6838); elsewhere, in names of hosts.
  return looksLikeName(sub.replace(/^(?:vnd|prs|x)\..*/i, (tree) => tree.replaceAll('.', '-')).replaceAll('+', '-'))
    ? `${top}/${sub}`.toLowerCase()
    : value.trim() === ''
      ? 'nothing'
      : 'something else';
}

/** A name from traffic, fit for a pointer and a message: ids in it are taken out, and what does not look like a name is not shown. */
export function describeProperty(name: string): string {
  const withoutIds = name.length > 200 ? '' : name.replaceAll(guid, '<guid>');
  return looksLikeName(withoutIds.replaceAll('<guid>', '_')) ? withoutIds : '<name>';
}

/** Whether a method is a word: what is none may be anything. */
export function isPlainMethod(method: string): boolean {
  return /^[A-Za-z]{1,20}$/.test(method);
}

/** A method as it was written, fit to be shown: what is no word is not. */
export function describeMethod(method: string): string {
  return isPlainMethod(method) ? method : 'a strange method';
}

/** The code of an error, which may be several words, or undefined for what may hold an id. */
export function describeErrorCode(code: unknown): string | undefined {
  // A point joins words with capitals, or ends a sentence; else it may be the name of a host.
  return typeof code === 'string' && !/\.[a-z]/.test(code) && looksLikeName(code.replaceAll(/[ .]/g, '-'), 0) ? code : undefined;
}

/** Names are words; tokens, telephone numbers and ids are full of digits. */
const digitsOfName = 4;

function looksLikeName(text: string, digits = digitsOfName): boolean {
  return /^[A-Za-z_$][\w$-]{0,79}$/.test(text) && text.replaceAll(/\D/g, '').length <= digits && text.search(guid) === -1;
}
