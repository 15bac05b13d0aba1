import { apiVersions, type ApiVersion, type JsonType } from '../contract.js';
import { bareTypeName } from '../type-family.js';
import { Draft } from './draft.js';
import type { Annotation } from './page/blocks.js';
import type { Page, Section } from './page/page.js';
import { parsePositionedJson } from './page/positioned-json.js';
import { plainCell, readPossibleValues, readPropertyType, type TableRow } from './page/table.js';
import { readTop } from './sections/unchecked.js';

/** True for a page that describes types and no operation: it belongs to the metadata layer. */
export function isResourcePage(text: string): boolean {
  return /"blockType":\s*"resource"|^#+\s*Members\s*$/im.test(text) && !/^#+\s*HTTP request/im.test(text);
}

/**
 * Reads the types of a page: one for each section that has a JSON representation, as our own pages have them, or the one of a page in the
 * published form, whose title is the type. @throws PageError for a block without a reader, or where a table and its JSON representation differ.
 */
export function readResourcePage(page: Page): Draft {
  const draft = new Draft(page, 'metadata');
  const sections = readTop(draft);
  const title = page.root.sections[0];
  const isPublished = sections.some(({ heading }) => /^(?:json representation|members)$/i.test(heading?.text ?? ''));
  for (const section of isPublished && title ? [title] : sections) readResource(draft, section, isPublished);
  return draft;
}

function readResource(draft: Draft, section: Section, isPublished: boolean): void {
  let rows: readonly TableRow[] = [];
  const shown = new Map<string, JsonType>();
  let annotation: Annotation | undefined;
  let inherits: string | undefined;
  let isEnumeration = false;
  let isBeta = false;

  for (const part of [section, ...section.sections]) {
    const heading = part === section ? '' : (part.heading?.text ?? '');
    const topic = heading.toLowerCase();
    const deeper = part === section ? undefined : part.sections[0]?.heading;
    if (deeper !== undefined) throw draft.error(deeper.line, `no reader understands the section ${JSON.stringify(deeper.text)}`);
    for (const block of part.blocks) {
      if (block.kind === 'table' && topic === 'properties') {
        rows = [...rows, ...draft.rowsOf(block)];
      } else if (block.kind === 'table' && topic === 'members') {
        isEnumeration = true;
        rows = [...rows, ...draft.rowsOf(block)];
      } else if ((block.kind === 'table' || block.kind === 'paragraph') && (topic === 'methods' || topic === 'relationships')) {
        if (block.kind === 'table') draft.leaveOpen(`${topic}: not compiled`, block.line);
      } else if (block.kind === 'annotation' && block.fields['blockType'] === 'resource' && annotation === undefined) {
        annotation = block;
      } else if (block.kind === 'fence' && annotation !== undefined) {
        const { members } = parsePositionedJson(draft.file, block.line + 1, block.lines.join('\n'), 'the JSON representation');
        for (const { path, type } of members) if (path.length === 1) shown.set(path[0] ?? '', type);
      } else if (block.kind === 'paragraph') {
        isBeta ||= /\bAPIs under the \/beta version\b/.test(block.text);
        inherits ??= /^Inherits from \[([\w.]+)\]/i.exec(block.text)?.[1];
      } else if (block.kind !== 'comment' && !(block.kind === 'annotation' && block.fields['type'] === '#page.annotation')) {
        draft.refuse(block, `in the section ${JSON.stringify(part.heading?.text ?? '')}`);
      }
    }
  }
  if (isEnumeration) {
    const name = /^\w+/.exec(section.heading?.text ?? '')?.[0] ?? '';
    draft.enumerations.set(
      name,
      rows.map(({ cells: [value = ''] }) => plainCell(value)),
    );
    return;
  }
  if (annotation === undefined) {
    throw draft.error(section.heading?.line ?? 1, 'the section describes no resource: its JSON representation has no annotation');
  }
  const typeName = readType(draft, annotation, inherits);
  const stated = versionsOf(draft, annotation) ?? (isBeta ? (['beta'] as const) : undefined);
  if (typeName !== undefined && stated !== undefined && !draft.statedVersions.has(typeName)) draft.statedVersions.set(typeName, stated);
  const versions = stated ?? apiVersions;
  if (typeName !== undefined) promiseProperties(draft, typeName, annotation, versions, rows, shown, isPublished);
}

/** Adds the type that an annotation describes. Returns its name, or undefined for an unconfirmed type, which promises nothing. */
function readType(draft: Draft, { line: start, fields, fieldLines }: Annotation, inherits: string | undefined): string | undefined {
  const name = withoutNamespace(fields['@odata.type']);
  if (name === undefined) throw draft.error(start, 'the resource has no "@odata.type"');
  const line = fieldLines['@odata.type'] ?? start;
  const at = draft.place(line);
  const baseType = withoutNamespace(fields['baseType'] ?? inherits);
  if (fields['unconfirmed'] === true) {
    if (baseType === undefined) throw draft.error(line, `the unconfirmed type ${name} has no "baseType"`);
    draft.openTypes.push({ name, baseType, at });
    return undefined;
  }
  const abstract = fields['abstract'] === true;
  draft.promise(`type.${name}`, line, { what: 'known-type', typeName: name });
  const known = draft.types.find((type) => type.name === name);
  if (known === undefined) draft.types.push({ name, baseType, abstract, at });
  else if (known.baseType !== baseType || known.abstract !== abstract) {
    throw draft.error(line, `line ${known.at.line} gives ${name} another base type, or only one of the two calls it abstract`);
  }
  return name;
}

/** @param shown the members of the JSON representation: the same as the rows, and control information. */
function promiseProperties(
  draft: Draft,
  typeName: string,
  { line: start, fields }: Annotation,
  versions: readonly ApiVersion[],
  rows: readonly TableRow[],
  shown: ReadonlyMap<string, JsonType>,
  isPublished: boolean,
): void {
  const listed = new Set<string>();
  for (const { line, cells } of rows) {
    const [property = '', cell = '', description = ''] = cells;
    const values = readPossibleValues(description);
    const { json, typeName: valueType, items } = readPropertyType(cell);
    if (!shown.has(property)) throw draft.error(line, `the JSON representation of ${typeName} does not show ${property}`);
    listed.add(property);
    const id = `type.${typeName}/${property}`;
    const before = draft.promise(id, line, {
      what: 'type-property',
      typeName,
      property,
      type: json ?? shown.get(property) ?? 'object',
      valueType,
      items,
      values,
      ...nullability(fields, isPublished, property, description),
      versions,
    });
    if (before !== undefined) throw draft.error(line, `line ${before.at.line} describes ${property} of ${typeName} already`);
    if (/\bread-only\b/i.test(description)) draft.readOnly.push(id);
  }
  const unlisted = [...shown.keys()].find((name) => !listed.has(name) && !name.includes('@'));
  if (unlisted !== undefined) {
    throw draft.error(start, `the JSON representation of ${typeName} shows ${unlisted}, which no row of its table names`);
  }
}

/** A page in our form lists all properties that may be null. Empty if a published page does not say whether null is allowed. */
function nullability(
  { nullableProperties: listed, keyProperty }: Annotation['fields'],
  isPublished: boolean,
  property: string,
  description: string,
): { nullable?: boolean } {
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
