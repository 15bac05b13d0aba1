import { countOf } from '../count-of.js';
import { jsonTypeOf } from '../json-value.js';

const guid = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;

/** Only the top-level media types of IANA: other text before a slash may be a part of a token. */
const mediaTypePattern = /^\s*(application|audio|font|image|message|model|multipart|text|video)\/([a-z0-9.+-]{1,60})\s*(?:;|$)/i;

/** Describes a value without quoting it: values of traffic may be ids, names or secrets. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty string' : `a string of ${countOf(value.length, 'character')}`;
  if (Array.isArray(value)) return `an array of ${countOf(value.length, 'item')}`;
  if (typeof value === 'object' && value !== null) return `an object with ${countOf(Object.keys(value).length, 'member')}`;
  return value === undefined ? 'nothing' : jsonTypeOf(value);
}

/** A value of an enumeration: quoted if it looks like a name, else described. */
export function describeName(value: unknown): string {
  if (typeof value !== 'string') return describeValue(value);
  const [, namespace = '', name = ''] = /^(#?(?:microsoft\.graph\.)?)(.*)$/is.exec(value) ?? [];
  return looksLikeName(name, namespace.length > 1 ? digitsOfName : 0) && !name.includes('-') ? value : describeValue(value);
}

/** A media type without its parameters, or a description of any other text. */
export function describeMediaType(value: string): string {
  const [, top = '', sub = ''] = mediaTypePattern.exec(value) ?? [];
  // Dots are fine in the vendor, personal and unregistered trees (RFC 6838); elsewhere they suggest a host name.
  return looksLikeName(sub.replace(/^(?:vnd|prs|x)\..*/i, (tree) => tree.replaceAll('.', '-')).replaceAll('+', '-'))
    ? `${top}/${sub}`.toLowerCase()
    : value.trim() === ''
      ? 'nothing'
      : 'something else';
}

/** A name from traffic that is safe to show, or `<name>` for text that does not look like one. GUIDs in it are replaced. */
export function describeProperty(name: string): string {
  const withoutIds = name.length > 200 ? '' : name.replaceAll(guid, '<guid>');
  return looksLikeName(withoutIds.replaceAll('<guid>', '_')) ? withoutIds : '<name>';
}

/** Whether a method is a word: other text may hold anything. */
export function isPlainMethod(method: string): boolean {
  return /^[A-Za-z]{1,20}$/.test(method);
}

export function describeMethod(method: string): string {
  return isPlainMethod(method) ? method : 'a strange method';
}

/** The code of an error, which may be several words; undefined if it may hold an id. */
export function describeErrorCode(code: unknown): string | undefined {
  // A dot before a small letter suggests a host name.
  return typeof code === 'string' && !/\.[a-z]/.test(code) && looksLikeName(code.replaceAll(/[ .]/g, '-'), 0) ? code : undefined;
}

/** Names are words; tokens, telephone numbers and ids are full of digits. */
const digitsOfName = 4;

function looksLikeName(text: string, digits = digitsOfName): boolean {
  return /^[A-Za-z_$][\w$-]{0,79}$/.test(text) && text.replaceAll(/\D/g, '').length <= digits && text.search(guid) === -1;
}
