import { distance } from 'fastest-levenshtein';
import type { Contract } from '../../contracts/contract.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { nearestName, maxTypos } from '../../contracts/judge/nearest-name.js';
import { writtenForms } from '../../contracts/type-family.js';

/** What is known to be public, and so stays as it is. Whatever is not found here is replaced. */

/** Names that Graph's bodies have wherever they come from: the error envelope, and what Intune nests in it. */
const envelopeNames = `error code message details target innerError innererror InnerError date request-id client-request-id requestId clientRequestId value
  Message _version CustomApiErrorPhrase RetryAfter ErrorSourceService HttpHeaders WWW-Authenticate Content-Type Retry-After`;

const controlNames = `@odata.context @odata.type @odata.id @odata.etag @odata.editLink @odata.readLink @odata.nextLink @odata.deltaLink
  @odata.count @odata.navigationLink @odata.associationLink @odata.mediaContentType`;

/** Segments of paths and of `@odata.context` besides those of the templates. */
const pathWords = `$metadata $entity $delta $ref $count $value $batch me users groups devices deviceManagement assign assignments
  deviceConfigurations deviceCompliancePolicies organization`;

/** Ids that are the same in every tenant: all devices, all users, none. */
const wellKnownIds = `adadadad-808e-44e2-905a-0b7873a8a531 acacacac-9df4-4c7d-9d50-4ef0226f57a9 00000000-0000-0000-0000-000000000000`;

/** What code writes where it has nothing: the judge tells them from ids. */
const wordsForNothing = `undefined null nil None NaN`;

const list = (text: string): string[] => text.trim().split(/\s+/);

const templateWords = contracts.flatMap(({ paths }) => paths.flatMap((path) => path.split('/'))).filter((part) => /^\w+$/.test(part));
const literals: readonly string[] = [...new Set(templateWords)];
const versions = contracts.flatMap(({ apiVersions }) => apiVersions);

/** The short names of all types, and their forms as they are written in a body. */
const typeNames: readonly string[] = [...new Set(contracts.flatMap(({ types }) => types.map(({ name }) => name)))];
const writtenTypes = typeNames.flatMap((name) => [name, ...writtenForms(name)]);

const contractNames: readonly string[] = [...new Set(contracts.flatMap(namesIn))];
const enumValues = contracts.flatMap(({ rules }) =>
  rules.flatMap(({ says }) => (says.what === 'type-property' ? (says.values ?? []) : [])),
);

/** Names of properties whose value is one of a list. */
export const enumNames: ReadonlySet<string> = new Set(
  contracts.flatMap(({ rules }) => rules.flatMap(({ says }) => (says.what === 'type-property' && says.values ? says.property : []))),
);

const publicNames: ReadonlySet<string> = new Set([...contractNames, ...list(envelopeNames), ...list(controlNames)]);
const publicTexts: ReadonlySet<string> = new Set([
  ...writtenTypes,
  ...enumValues,
  ...literals,
  ...versions,
  ...list(pathWords),
  ...list(wellKnownIds),
  ...list(wordsForNothing),
]);

function namesIn({ rules }: Contract): string[] {
  return rules.flatMap(({ says }) => {
    if (says.what === 'type-property') return [says.property];
    return 'pointer' in says ? says.pointer.split('/').slice(1) : [];
  });
}

const longestPublic = [...publicTexts].reduce((longest, { length }) => Math.max(longest, length), 0) + maxTypos;

/** True for a whole text that is public: a constant, a version, a documented segment of a path, also one with a maxTypos of the hand. */
export function isPublicText(text: string): boolean {
  if (publicTexts.has(text) || !/\S/.test(text)) return true;
  return text.length <= longestPublic && (publicTexts.has(text.toLowerCase()) || isVersion(text) || isNearLiteral(text));
}

function isVersion(text: string): boolean {
  return text.length < 8 && /^(?:v?\d{1,2}(?:\.\d{1,2})?|beta)$/i.test(text);
}

function isNearLiteral(text: string): boolean {
  const near = literals.filter((literal) => Math.abs(literal.length - text.length) <= maxTypos);
  return near.length > 0 && near.some((literal) => distance(literal.toLowerCase(), text.toLowerCase()) <= maxTypos);
}

/** True for the name of a property that some layer or envelope has, also one with a maxTypos of the hand: the judge looks for those. */
export function isPublicName(name: string): boolean {
  return publicNames.has(name) || nearestName(name, contractNames) !== undefined;
}

/** True for a type name that differs from a known one by a maxTypos of the hand at most. */
export function isNearTypeName(name: string): boolean {
  return nearestName(name, typeNames) !== undefined;
}
