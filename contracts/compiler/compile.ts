/**
 * Pages in, contracts out: text → blocks and sections (page/) → section readers (sections/) → draft → contract.
 * Every rule keeps the line that promises it, and an unknown block stops the compile.
 */
import { createHash } from 'node:crypto';
import {
  apiVersions,
  type Contract,
  type Example,
  type KnownType,
  type MemberPromise,
  type Place,
  type ReadOnlyProperty,
  type Rule,
  type Side,
} from '../contract.js';
import { first, groupBy } from '../group-by.js';
import { nameOfPart, partOfPointer } from '../json-value.js';
import { identityIn, type Draft, type ExamplePair } from './draft.js';
import { Metadata } from './metadata.js';
import { readOperationPage } from './operation-page.js';
import type { HttpRequest, HttpResponse } from './page/http-message.js';
import { isCsdl, readCsdl } from './csdl.js';
import { readPage } from './page/page.js';
import { isResourcePage, readResourcePage } from './resource-page.js';
import { buildSchemas } from './schemas.js';

export interface PageSource {
  /** The path under which findings will cite the page. */
  readonly file: string;
  readonly text: string;
}

/**
 * Compiles operation pages into contracts, one each, in the order given. Resource pages and CSDL among the sources are the metadata of all.
 * @param fallback pages of types that count only for types that the sources do not describe.
 * @throws PageError at the first line that cannot be read.
 */
export function compile(sources: readonly PageSource[], fallback: readonly PageSource[] = []): Contract[] {
  const metadata = new Metadata(sources.flatMap(readTypes), fallback.flatMap(readTypes));
  return sources
    .filter(({ text }) => !describesTypes(text))
    .map(({ file, text }) => contractOf(readOperationPage(readPage(file, text), metadata), metadata));
}

/** True for a resource page and for CSDL: the metadata of operations. */
export function describesTypes(text: string): boolean {
  return isCsdl(text) || isResourcePage(text);
}

/** Empty for the page of an operation. */
function readTypes({ file, text }: PageSource): Draft[] {
  if (isCsdl(text)) return [readCsdl(file, text)];
  return isResourcePage(text) ? [readResourcePage(readPage(file, text))] : [];
}

function contractOf(draft: Draft, metadata: Metadata): Contract {
  const body = draft.promised('response.body', 'body');
  const resourceType = body === undefined ? draft.promised('request.body', 'body')?.typeName : body.collection ? undefined : body.typeName;
  const types = typesMet(draft, metadata);
  const rules = withMetadata(draft, resourceType, types, metadata);
  const typeNames = new Set(types.map(({ name }) => name));
  const readOnly = new Set([...draft.readOnly, ...metadata.readOnly]);
  const described = {
    name: draft.file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, ''),
    title: draft.title,
    pages: [draft.file, ...metadata.filesOf(types)],
    hash: hashOf(rules, types),
    method: draft.promised('request.method', 'method')?.method ?? '',
    paths: rules.flatMap(({ says }) => (says.what === 'path' ? [says.template] : [])),
    apiVersions: rules.flatMap(({ says }) => (says.what === 'api-version' ? says.versions : [])),
    resourceType,
    types,
    rules,
    settable: draft.settable,
    identity: identityIn(draft.promised('request.path', 'path')?.template),
    permissions: draft.permissions,
    url: draft.url,
    readOnly: readOnlyProperties(
      rules.filter(({ id }) => readOnly.has(id)),
      resourceType,
    ),
    openTypes: [...draft.openTypes, ...metadata.openTypes].filter(({ baseType }) => typeNames.has(baseType)),
    readings: draft.readings,
    open: draft.open,
    odd: draft.odd,
    examples: draft.examples.map(exampleOf),
  };
  return { ...described, schemas: { 'v1.0': buildSchemas(described, 'v1.0'), beta: buildSchemas(described, 'beta') } };
}

/** The types that an exchange of this operation can hold: those that the page names, their bases, what derives from them, and the types of their values. */
function typesMet({ rules }: Draft, metadata: Metadata): KnownType[] {
  const { family } = metadata;
  const met = new Set<string>();
  const meet = (name: string): void => {
    for (const one of [...family.lineage(name), ...family.family(name)]) {
      if (met.has(one)) continue;
      met.add(one);
      for (const { says } of valuesByOwner.get(one) ?? []) if (says.valueType !== undefined) meet(says.valueType);
    }
  };
  const valuesByOwner = groupBy(
    metadata.rules.flatMap(({ says }) => (says.what === 'type-property' ? [{ says }] : [])),
    ({ says }) => says.typeName,
  );
  for (const { says } of rules) if ('typeName' in says && says.typeName) meet(says.typeName);
  return metadata.typesNamed(met);
}

/** Adds the properties that the metadata gives to those types. For a documented member it adds only whether null is allowed. */
function withMetadata(draft: Draft, resourceType: string | undefined, types: readonly KnownType[], { rules, family }: Metadata): Rule[] {
  const met = new Map(types.map((type) => [type.name, type]));
  const ofResource = new Set(family.lineage(resourceType ?? ''));
  const shown = objectsShown(draft);
  const valueTypes = new Set(
    rules.flatMap(({ says }) => (says.what === 'type-property' && met.has(says.typeName) ? (says.valueType ?? []) : [])),
  );
  const isIn = (typeName: string, declared: Iterable<string>): boolean => [...declared].some((one) => family.isA(typeName, one));
  /** Where objects of a type stand, unless they also stand where no example shows them. */
  const placesOf = (typeName: string): readonly ShownObject[] =>
    [...valueTypes].some((value) => family.family(value).some((one) => family.isA(one, typeName)))
      ? []
      : shown.filter((object) => family.family(object.typeName).some((one) => family.isA(one, typeName)));

  const restated = new Map<string, { readonly at: Place; readonly nullable?: boolean; readonly values?: readonly string[] }>();
  const added: Rule[] = [];
  for (const rule of rules) {
    const { says } = rule;
    if (!('typeName' in says && says.typeName && met.has(says.typeName))) continue;
    const isOfResource = ofResource.has(says.typeName);
    if (says.what === 'known-type') {
      const declared = [...shown.map(({ typeName }) => typeName), ...valueTypes];
      if (!isOfResource && isIn(says.typeName, declared)) added.push(rule);
    } else if (says.what === 'type-property') {
      const ids = isOfResource
        ? [`${draft.find('response.body') === undefined ? 'request' : 'response'}.body/${says.property}`]
        : placesOf(says.typeName).map(({ side, pointer }) => `${side}.body${pointer}/${partOfPointer(says.property)}`);
      if (ids.length > 0 && ids.every((id) => draft.find(id) !== undefined)) {
        for (const id of isOfResource ? [`request.body/${says.property}`, ...ids] : ids)
          restated.set(id, { at: rule.at, nullable: says.nullable, values: says.values });
      } else {
        added.push(rule);
      }
    }
  }
  const documented = draft.rules.map((rule): Rule => {
    const { id, at, says } = rule;
    if (says.what === 'nested-type' && at.kind === 'example' && met.get(says.typeName)?.abstract) {
      draft.applyReading('abstract-target', at.line);
    }
    const known = says.what === 'member' ? restated.get(id) : undefined;
    if (says.what !== 'member' || known === undefined) return rule;
    const restatedAt = [...rule.restatedAt, known.at];
    const values = says.values ?? known.values;
    if (says.side === 'request') return { ...rule, restatedAt, says: values === undefined ? says : { ...says, values } };
    if (says.type === 'object' && known.nullable) draft.applyReading('null-target', at.line);
    return {
      ...rule,
      restatedAt,
      says: { ...says, ...(values && { values }), ...nullableOf(says, known) },
    };
  });
  return [...documented, ...added];
}

/** The page itself may say whether null is allowed. */
function nullableOf(says: MemberPromise, known: { readonly nullable?: boolean }): { nullable?: boolean } {
  const nullable = says.nullable ?? known.nullable;
  return nullable === undefined ? {} : { nullable };
}

/** An object that an example or a row shows, other than the body itself. */
interface ShownObject {
  readonly side: Side;
  readonly pointer: string;
  readonly typeName: string;
}

function objectsShown({ rules }: Draft): ShownObject[] {
  return rules.flatMap(({ says }) => {
    if (says.what === 'nested-type') return [{ ...says, pointer: says.pointer.slice(0, says.pointer.lastIndexOf('/')) }];
    if (says.what !== 'member' || says.typeName === undefined) return [];
    return [{ side: says.side, pointer: says.type === 'array' ? `${says.pointer}/*` : says.pointer, typeName: says.typeName }];
  });
}

/** The properties that a client cannot set. If both the page and the metadata say so, the page's row is named. */
function readOnlyProperties(rules: readonly Rule[], resourceType: string | undefined): ReadOnlyProperty[] {
  const all = rules.flatMap(({ id, says }): ReadOnlyProperty[] => {
    if (says.what === 'member') return [{ property: nameOfPart(says.pointer.slice(1)), rule: id, versions: apiVersions }];
    if (says.what !== 'type-property' || says.typeName !== resourceType) return [];
    return [{ property: says.property, rule: id, versions: says.versions }];
  });
  return [...groupBy(all, ({ property }) => property).values()].map(first);
}

/** The hash of the promises, independent of their order, their lines and the name of the page. */
function hashOf(rules: readonly Rule[], types: readonly KnownType[]): string {
  const promises = rules.map(({ id, at, says }) => ({ id, layer: at.layer, says })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const families = types
    .map(({ name, baseType, abstract, open }) => ({ name, baseType, abstract, open }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return `sha256:${createHash('sha256').update(JSON.stringify({ promises, families })).digest('hex')}`;
}

function exampleOf({ name, request, response }: ExamplePair): Example {
  return {
    name,
    request: request && { method: request.method, url: request.url, ...shownIn(request) },
    response: response && { status: response.status, ...shownIn(response) },
  };
}

function shownIn({ headers, body }: HttpRequest | HttpResponse): { headers: Record<string, string>; body?: unknown } {
  return { headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...(body && { body: body.value }) };
}
