import { describeMediaType } from '../../contracts/judge/describe.js';
import { mayBeHost } from './may-be-host.js';
import { isOfPublicWords } from './public-words.js';

const topLevels = /^(?:application|audio|font|image|message|model|multipart|text|video|\*)$/i;

/** Words of media types that are no words elsewhere. */
const subtypes: ReadonlySet<string> = new Set(
  'json xml html xhtml plain csv css javascript form data www urlencoded octet stream problem merge pdf png jpeg gif svg zip vnd ms x ndjson mixed atom soap plist jwt cbor yaml multistatus *'.split(
    ' ',
  ),
);

/** Parameters that say how a body is written. A boundary, or what nobody knows, is dropped. */
const parameter =
  /^\s*(?:charset=(?:"?)(?:utf-?8|utf-?16|us-ascii|iso-8859-1|windows-1252)(?:"?)|odata(?:\.metadata)?=(?:minimal|full|none|verbose)|odata\.streaming=(?:true|false)|IEEE754Compatible=(?:true|false)|q=[01](?:\.\d{1,3})?|version=\d(?:\.\d)?)\s*$/i;

/** Nearly all traffic has one of a few: those that turned out to be public as a whole are remembered, and never another. */
const foundPublic = new Set<string>();
const mostRemembered = 100;

/** Replaces what is not public in a media type, or a list of them. What is none remains none. */
export function redactMediaTypes(value: string): string {
  if (value.trim() === '') return '';
  if (foundPublic.has(value)) return value;
  const redacted = value.split(',').map(redactMediaType).join(',');
  if (redacted === value && foundPublic.size < mostRemembered) foundPublic.add(value);
  return redacted;
}

function redactMediaType(value: string): string {
  const [name = '', ...parameters] = value.split(';');
  const [left = '', right, ...more] = name.split('/');
  const top = left.trimStart();
  if (right === undefined || more.length > 0 || !topLevels.test(top)) return 'redacted';
  const sub = right.trimEnd();
  // What the judge does not show, it must not show afterwards.
  const shown = isPublicSubtype(sub) ? sub : describeMediaType(name) === 'something else' ? 'redacted!' : 'x-redacted';
  return [`${left}/${shown}${right.slice(sub.length)}`, ...parameters.filter((text) => parameter.test(text))].join(';');
}

function isPublicSubtype(sub: string): boolean {
  return !mayBeHost(sub) && sub.split(/[.+-]/).every((word) => subtypes.has(word.toLowerCase()) || isOfPublicWords(word));
}
