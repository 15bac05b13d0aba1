import { createHash } from 'node:crypto';
import { apiVersions, type Contract, type KnownType, type Place, type ReadOnlyProperty, type Rule } from '../contract.js';
import { nameOfPart } from '../json-pointer.js';
import { PageError } from './page/page-error.js';
import { Metadata } from './metadata.js';
import { isResourcePage, readResourcePage } from './resource-page.js';
import { readOperationPage, type OperationPage } from './operation-page.js';
import type { Draft } from './draft.js';
import { buildSchemas } from './schemas.js';
import { TypeFamily } from '../type-family.js';

export interface PageSource {
  /** The path under which findings will cite the page. */
  readonly file: string;
  readonly text: string;
}

/**
 * Compiles operation pages into contracts, one each, in the order given. Resource pages among the sources are the metadata of all.
 * @throws PageError at the first line that cannot be read.
 */
export function compile(sources: readonly PageSource[]): Contract[] {
  const resources = sources.filter(({ text }) => isResourcePage(text)).map(({ file, text }) => readResourcePage(file, text).draft);
  refuseTypesOfTwoPages(resources);
  const metadata = new Metadata(resources);
  return sources
    .filter(({ text }) => !isResourcePage(text))
    .map(({ file, text }) => compileOperation(readOperationPage(file, text, metadata), resources));
}

/** Two pages that describe one type may differ, and nothing says which of them is right. */
function refuseTypesOfTwoPages(metadata: readonly Draft[]): void {
  const described = new Map<string, Place>();
  for (const { file, types } of metadata) {
    for (const { name, at } of types) {
      const other = described.get(name);
      if (other !== undefined) throw new PageError(file, at.line, `the type ${name} is described by ${other.page} too`);
      described.set(name, at);
    }
  }
}

function compileOperation(page: OperationPage, all: readonly Draft[]): Contract {
  const { draft, resourceType } = page;
  const types = typesMet(page, all);
  const rules = withMetadata(page, types, all);
  const described = {
    name: nameOf(draft.file),
    title: page.title,
    pages: [draft, ...all].map(({ file }) => file),
    hash: hashOf(rules, types),
    method: page.http.method,
    paths: page.http.paths,
    apiVersions: draft.rules.flatMap(({ says }) => (says.what === 'api-version' ? says.versions : [])),
    resourceType,
    types,
    rules,
    readOnly: readOnlyIn(rules, resourceType, new Set([draft, ...all].flatMap(({ readOnly }) => readOnly))),
    openTypes: [draft, ...all].flatMap(({ openTypes }) => openTypes).filter(({ baseType }) => types.some(({ name }) => name === baseType)),
    readings: draft.readings,
    open: draft.open,
    odd: draft.odd,
    examples: page.examples,
  };
  return { ...described, schemas: { 'v1.0': buildSchemas(described, 'v1.0'), beta: buildSchemas(described, 'beta') } };
}

/** Where both the page and the metadata call a property read-only, the page's row is named. */
function readOnlyIn(rules: readonly Rule[], resourceType: string | undefined, ids: ReadonlySet<string>): ReadOnlyProperty[] {
  const named = rules.flatMap(({ id, says }): ReadOnlyProperty[] => {
    if (!ids.has(id)) return [];
    if (says.what === 'member') return [{ property: nameOfPart(says.pointer.slice(1)), rule: id, versions: apiVersions }];
    if (says.what !== 'type-property' || says.typeName !== resourceType) return [];
    return [{ property: says.property, rule: id, versions: says.versions }];
  });
  return named.filter(
    ({ property, rule }) =>
      rule.startsWith('request.') || !named.some((other) => other.property === property && other.rule.startsWith('request.')),
  );
}

/** The types that an exchange of this operation can hold: those that the page names, their bases, and what derives from them. */
function typesMet(page: OperationPage, metadata: readonly Draft[]): KnownType[] {
  const all = metadata.flatMap(({ types }) => types);
  const family = new TypeFamily(all, []);
  const named = page.draft.rules.flatMap(({ says }) => ('typeName' in says && says.typeName ? [says.typeName] : []));
  const met = new Set(named.flatMap((name) => [...family.lineage(name), ...family.family(name)]));
  return all.filter(({ name }) => met.has(name));
}

/**
 * Adds what the metadata says of those types. Where it repeats a documented member of the resource, its line is kept as one more place of
 * that rule, and only its word on null is new.
 */
function withMetadata(page: OperationPage, types: readonly KnownType[], metadata: readonly Draft[]): Rule[] {
  const family = new TypeFamily(types, []);
  const ofResource = new Set(family.lineage(page.resourceType ?? ''));
  const restated = new Map<string, { place: Place; nullable: boolean }>();
  const added: Rule[] = [];

  for (const rule of metadata.flatMap(({ rules }) => rules)) {
    const { says } = rule;
    if (!('typeName' in says && says.typeName) || family.find(says.typeName) === undefined) continue;
    const isOfResource = ofResource.has(says.typeName);
    if (says.what === 'type-property' && isOfResource && page.draft.rules.some(({ id }) => id === `response.body/${says.property}`)) {
      restated.set(`/${says.property}`, { place: rule.at, nullable: says.nullable });
    } else if (says.what === 'type-property' || !isOfResource) {
      added.push(rule);
    }
  }
  for (const { at, says } of page.draft.rules) {
    if (says.what === 'nested-type' && at.kind === 'example' && family.find(says.typeName)?.abstract) {
      page.draft.readIt('abstract-target', at.line, at.kind);
    } else if (says.what === 'member' && says.side === 'response' && says.type === 'object' && restated.get(says.pointer)?.nullable) {
      page.draft.readIt('null-target', at.line, at.kind);
    }
  }
  const documented = page.draft.rules.map((rule): Rule => {
    const { says } = rule;
    const known = says.what === 'member' ? restated.get(says.pointer) : undefined;
    if (says.what !== 'member' || known === undefined) return rule;
    const nullable = says.side === 'response' ? { nullable: known.nullable } : {};
    return { ...rule, restatedAt: [...rule.restatedAt, known.place], says: { ...says, ...nullable } };
  });
  return [...documented, ...added];
}

/** What is promised, whatever line promises it: names and order do not count, nor do places. */
function hashOf(rules: readonly Rule[], types: readonly KnownType[]): string {
  const promises = rules.map(({ id, at, says }) => ({ id, layer: at.layer, says })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const families = types.map(({ name, baseType, abstract }) => ({ name, baseType, abstract })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return `sha256:${createHash('sha256').update(JSON.stringify({ promises, families })).digest('hex')}`;
}

function nameOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
}
