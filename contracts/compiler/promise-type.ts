/** The promises of one type, from the parts of its section or page. */
import { apiVersions, type ApiVersion, type JsonType } from '../contract.js';
import { bareTypeName } from '../type-family.js';
import type { Draft } from './draft.js';
import type { Annotation, Fence } from './page/blocks.js';
import { parsePositionedJson, type Member } from './page/positioned-json.js';
import { plainCell, readPossibleValues, readPropertyType, type PropertyType, type TableRow } from './page/table.js';

/** What a page says of a type. A page in our form is complete: a published one leaves open what it does not mention. */
export interface TypeParts {
  readonly annotation: Annotation;
  readonly rows: readonly TableRow[];
  /** The members of the JSON representation, by name. */
  readonly shown: ReadonlyMap<string, Member>;
  readonly isPublished: boolean;
  /** What the prose of a published page says. */
  readonly prose?: {
    readonly name?: string;
    readonly baseType?: string;
    readonly abstract: boolean;
    readonly versions?: readonly ApiVersion[];
  };
}

/** The members at the root of a JSON representation, by name. @throws PageError for invalid JSON. */
export function shownMembers(draft: Draft, { line, lines }: Fence): Map<string, Member> {
  const { members } = parsePositionedJson(draft.file, line + 1, lines.join('\n'), 'the JSON representation');
  return new Map(members.filter(({ path }) => path.length === 1).map((member) => [member.path[0] ?? '', member]));
}

/** @throws PageError for a type without a name, versions that do not exist, or a page in our form that contradicts itself. */
export function promiseType(draft: Draft, parts: TypeParts): void {
  const name = readType(draft, parts);
  if (name === undefined) return;
  const stated = versionsOf(draft, parts.annotation) ?? parts.prose?.versions;
  if (stated !== undefined && !draft.statedVersions.has(name)) draft.statedVersions.set(name, stated);
  promiseProperties(draft, name, parts, stated ?? apiVersions);
}

/** Adds the type. Returns its name, or undefined for an unconfirmed type, which promises nothing. */
function readType(draft: Draft, { annotation: { line: start, fields, fieldLines }, prose, isPublished }: TypeParts): string | undefined {
  const name = withoutNamespace(fields['@odata.type']) ?? prose?.name;
  if (name === undefined) throw draft.error(start, 'the resource has no "@odata.type"');
  const line = fieldLines['@odata.type'] ?? start;
  const at = draft.place(line);
  const baseType = withoutNamespace(fields['baseType'] ?? prose?.baseType);
  if (fields['unconfirmed'] === true) {
    if (baseType === undefined) throw draft.error(line, `the unconfirmed type ${name} has no "baseType"`);
    draft.openTypes.push({ name, baseType, at });
    return undefined;
  }
  const abstract = fields['abstract'] === true || prose?.abstract === true;
  draft.promise(`type.${name}`, line, { what: 'known-type', typeName: name });
  const known = draft.types.find((type) => type.name === name);
  const open = fields['openType'] === true ? { open: true } : {};
  if (known === undefined) draft.types.push({ name, baseType, abstract, ...open, ...(isPublished && { partial: true as const }), at });
  else if (known.baseType !== baseType || known.abstract !== abstract) {
    throw draft.error(line, `line ${known.at.line} gives ${name} another base type, or only one of the two calls it abstract`);
  }
  return name;
}

function promiseProperties(draft: Draft, typeName: string, parts: TypeParts, versions: readonly ApiVersion[]): void {
  const { annotation, rows, shown, isPublished } = parts;
  const listed = new Set<string>();
  for (const { line, cells } of rows) {
    const [nameCell = '', typeCell = '', description = ''] = cells;
    const property = isPublished ? nameInCell(nameCell) : nameCell;
    if (isPublished && property.includes('@')) continue;
    const member = shown.get(property);
    if (member === undefined && !isPublished) {
      throw draft.error(line, `the JSON representation of ${typeName} does not show ${property}`);
    }
    listed.add(property);
    const { json, typeName: valueType, items } = readPropertyType(typeCell);
    const type = json ?? (member && shownType(member, valueType));
    const id = `type.${typeName}/${property}`;
    const before = draft.promise(id, line, {
      what: 'type-property',
      typeName,
      property,
      type,
      valueType,
      items,
      values: type === 'string' || type === 'array' || type === undefined ? readPossibleValues(description) : undefined,
      ...nullability(parts, property, description),
      versions,
    });
    if (before !== undefined) throw draft.error(line, `line ${before.at.line} describes ${property} of ${typeName} already`);
    if (/\bread-only\b/i.test(description)) draft.readOnly.push(id);
    if (isPublished && /\binherited from \[/i.test(description)) draft.inherited.add(id);
  }
  for (const [property, member] of shown) {
    if (listed.has(property) || property.includes('@')) continue;
    if (!isPublished) {
      throw draft.error(annotation.line, `the JSON representation of ${typeName} shows ${property}, which no row of its table names`);
    }
    const type = shownType(member);
    draft.promise(`type.${typeName}/${property}`, member.line, { what: 'type-property', typeName, property, type, versions });
  }
}

/** A published row may carry a mark behind the name: `sipAddress (deprecated)`. */
function nameInCell(cell: string): string {
  return /^\S+/.exec(plainCell(cell))?.[0] ?? '';
}

/** The JSON type that a representation shows. A text may name the type: `"Int32"`, `"microsoft.graph.someType"`. */
function shownType({ type, value }: Member, valueType?: string): JsonType | undefined {
  if (type === 'null') return undefined;
  if (typeof value === 'string') {
    const { json, typeName }: PropertyType = readPropertyType(value);
    return json ?? (typeName === valueType || value.startsWith('microsoft.graph.') ? undefined : 'string');
  }
  return type === 'integer' ? 'number' : type;
}

/** A page in our form lists all properties that may be null. Empty if a published page does not say whether null is allowed. */
function nullability({ annotation, isPublished }: TypeParts, property: string, description: string): { nullable?: boolean } {
  const { nullableProperties: listed, keyProperty } = annotation.fields;
  if (Array.isArray(listed)) return { nullable: listed.includes(property) };
  if (!isPublished || keyProperty === property) return { nullable: false };
  if (/\b(?:never null|not nullable|non-nullable|can(?:not|'t) be null)\b/i.test(description)) return { nullable: false };
  return /\bnullable\b/i.test(description) ? { nullable: true } : {};
}

/** The API versions that an annotation names. */
function versionsOf(draft: Draft, { line, fields, fieldLines }: Annotation): readonly ApiVersion[] | undefined {
  const { apiVersions: stated } = fields;
  if (stated === undefined) return undefined;
  const versions = Array.isArray(stated) ? apiVersions.filter((version) => stated.includes(version)) : [];
  if (Array.isArray(stated) && versions.length > 0 && versions.length === stated.length) return versions;
  throw draft.error(fieldLines['apiVersions'] ?? line, '"apiVersions" must be a list of "v1.0" and "beta"');
}

function withoutNamespace(name: unknown): string | undefined {
  return typeof name === 'string' ? bareTypeName(name) : undefined;
}
