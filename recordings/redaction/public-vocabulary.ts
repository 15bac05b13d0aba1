import { distance } from 'fastest-levenshtein';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { maxTypos, nearestName } from '../../contracts/judge/nearest-name.js';
import { writtenForms } from '../../contracts/type-family.js';

/** Names in the bodies of all operations: the error envelope of OData, and what Intune nests in it. */
const envelopeNames = `error code message details target innerError innererror InnerError date request-id client-request-id requestId clientRequestId value
  Message _version CustomApiErrorPhrase RetryAfter ErrorSourceService HttpHeaders WWW-Authenticate Content-Type Retry-After`;

const controlNames = `@odata.context @odata.type @odata.id @odata.etag @odata.editLink @odata.readLink @odata.nextLink @odata.deltaLink
  @odata.count @odata.navigationLink @odata.associationLink @odata.mediaContentType`;

/** Segments of paths and of `@odata.context` besides those of the templates. */
const pathWords = `$metadata $entity $delta $ref $count $value $batch me users groups devices assign organization`;

/** Ids that are the same in every tenant: all devices, all users, none. */
const wellKnownIds = `adadadad-808e-44e2-905a-0b7873a8a531 acacacac-9df4-4c7d-9d50-4ef0226f57a9 00000000-0000-0000-0000-000000000000`;

/** What languages print for nothing. The judge tells it from ids. */
const wordsForNothing = `undefined null nil None NaN`;

const list = (text: string): string[] => text.trim().split(/\s+/);

const templateWords = contracts.flatMap(({ paths }) => paths.flatMap((path) => path.split('/'))).filter((part) => /^\w+$/.test(part));
const literals: readonly string[] = [...new Set(templateWords)];
const versions = contracts.flatMap(({ apiVersions }) => apiVersions);

/** The short names of all types. */
const typeNames: readonly string[] = [...new Set(contracts.flatMap(({ types }) => types.map(({ name }) => name)))];
const writtenTypes = typeNames.flatMap((name) => [name, ...writtenForms(name)]);

const typeProperties = contracts.flatMap(({ rules }) => rules.flatMap(({ says }) => (says.what === 'type-property' ? says : [])));
const pointers = contracts.flatMap(({ rules }) => rules.flatMap(({ says }) => ('pointer' in says ? says.pointer.split('/').slice(1) : [])));
const contractNames: readonly string[] = [...new Set([...typeProperties.map(({ property }) => property), ...pointers])];

/** Names of properties whose values are members of an enumeration. */
export const enumNames: ReadonlySet<string> = new Set(typeProperties.filter(({ values }) => values).map(({ property }) => property));

const publicNames: ReadonlySet<string> = new Set([...contractNames, ...list(envelopeNames), ...list(controlNames)]);
const publicTexts: ReadonlySet<string> = new Set([
  ...writtenTypes,
  ...typeProperties.flatMap(({ values = [] }) => values),
  ...literals,
  ...versions,
  ...list(pathWords),
  ...list(wellKnownIds),
  ...list(wordsForNothing),
]);

const longestPublic = [...publicTexts].reduce((longest, { length }) => Math.max(longest, length), 0) + maxTypos;

/** True for a text that is public as a whole: a constant, a version, or a documented segment of a path, also with a typo. */
export function isPublicText(text: string): boolean {
  if (publicTexts.has(text) || !/\S/.test(text)) return true;
  return text.length <= longestPublic && (publicTexts.has(text.toLowerCase()) || isVersion(text) || isNearLiteral(text));
}

function isVersion(text: string): boolean {
  return text.length < 8 && /^(?:v?\d{1,2}(?:\.\d{1,2})?|beta)$/i.test(text);
}

function isNearLiteral(text: string): boolean {
  const lower = text.toLowerCase();
  return literals.some(
    (literal) => Math.abs(literal.length - text.length) <= maxTypos && distance(literal.toLowerCase(), lower) <= maxTypos,
  );
}

/** True for the name of a property of a contract or an envelope, also with a typo: the judge looks for those. */
export function isPublicName(name: string): boolean {
  return publicNames.has(name) || nearestName(name, contractNames) !== undefined;
}

/** True for a known type name, also with a typo. */
export function isNearTypeName(name: string): boolean {
  return nearestName(name, typeNames) !== undefined;
}
