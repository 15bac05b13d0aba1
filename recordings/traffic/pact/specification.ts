import { isObject } from '../../../contracts/json-value.js';

/** The version of the specification that a pact keeps to, empty if it does not say. Libraries have written it in three places. */
export function specificationOf({ metadata }: { readonly metadata?: unknown }): string {
  if (!isObject(metadata)) return '';
  const { pactSpecification, pactSpecificationVersion } = metadata;
  const older = metadata['pact-specification'];
  const found = [pactSpecification, older].map((place) => (isObject(place) ? place['version'] : undefined));
  return [...found, pactSpecificationVersion].find((version) => typeof version === 'string') ?? '';
}
