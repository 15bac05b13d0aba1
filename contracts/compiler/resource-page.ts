import { apiVersions, type ApiVersion } from '../contract.js';
import { bareTypeName } from '../type-family.js';
import { Draft } from './draft.js';
import type { Annotation } from './page/blocks.js';
import type { Page, Section } from './page/page.js';
import { parsePositionedJson } from './page/positioned-json.js';
import { readPossibleValues, readPropertyType, type TableRow } from './page/table.js';
import { readTop } from './sections/unchecked.js';

/** True for a page that has resource blocks and no operation: it belongs to the metadata layer. */
export function isResourcePage(text: string): boolean {
  return /"blockType":\s*"resource"/.test(text) && !/^#+\s*HTTP request/im.test(text);
}

/** Reads the types of a page. @throws PageError for a block without a reader, or where a table and its JSON representation differ. */
export function readResourcePage(page: Page): Draft {
  const draft = new Draft(page, 'metadata');
  for (const section of readTop(draft)) readResource(draft, section);
  return draft;
}

function readResource(draft: Draft, section: Section): void {
  let rows: readonly TableRow[] = [];
  const shown = new Set<string>();
  let annotation: Annotation | undefined;

  for (const part of [section, ...section.sections]) {
    const isTop = part === section;
    const heading = part.heading?.text ?? '';
    const deeper = isTop ? undefined : part.sections[0]?.heading;
    if (deeper !== undefined) throw draft.error(deeper.line, `no reader understands the section ${JSON.stringify(deeper.text)}`);
    for (const block of part.blocks) {
      if (block.kind === 'table' && !isTop && heading.toLowerCase() === 'properties') {
        rows = [...rows, ...draft.rowsOf(block)];
      } else if (block.kind === 'annotation' && block.fields['blockType'] === 'resource' && annotation === undefined) {
        annotation = block;
      } else if (block.kind === 'fence' && annotation !== undefined) {
        const { members } = parsePositionedJson(draft.file, block.line + 1, block.lines.join('\n'), 'the JSON representation');
        for (const { path } of members) if (path.length === 1) shown.add(path[0] ?? '');
      } else if (block.kind !== 'paragraph' || !isTop) {
        draft.refuse(block, `in the section ${JSON.stringify(heading)}`);
      }
    }
  }
  if (annotation === undefined) {
    throw draft.error(section.heading?.line ?? 1, 'the section describes no resource: its JSON representation has no annotation');
  }
  const versions = versionsOf(draft, annotation);
  const typeName = readType(draft, annotation);
  if (typeName !== undefined) promiseProperties(draft, typeName, annotation, versions, rows, shown);
}

/** Adds the type that an annotation describes. Returns its name, or undefined for an unconfirmed type, which promises nothing. */
function readType(draft: Draft, { line: start, fields, fieldLines }: Annotation): string | undefined {
  const name = withoutNamespace(fields['@odata.type']);
  if (name === undefined) throw draft.error(start, 'the resource has no "@odata.type"');
  const line = fieldLines['@odata.type'] ?? start;
  const at = draft.place(line);
  const baseType = withoutNamespace(fields['baseType']);
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
  shown: ReadonlySet<string>,
): void {
  const nullable = fields['nullableProperties'];
  const listed = new Set<string>();
  for (const { line, cells } of rows) {
    const [property = '', cell = '', description = ''] = cells;
    const values = readPossibleValues(description);
    if (!shown.has(property)) throw draft.error(line, `the JSON representation of ${typeName} does not show ${property}`);
    listed.add(property);
    const id = `type.${typeName}/${property}`;
    const before = draft.promise(id, line, {
      what: 'type-property',
      typeName,
      property,
      type: readPropertyType(cell).json ?? (values === undefined ? 'object' : 'string'),
      values,
      nullable: Array.isArray(nullable) && nullable.includes(property),
      versions,
    });
    if (before !== undefined) throw draft.error(line, `line ${before.at.line} describes ${property} of ${typeName} already`);
    if (/\bread-only\b/i.test(description)) draft.readOnly.push(id);
  }
  const unlisted = [...shown].find((name) => !listed.has(name) && !name.includes('@'));
  if (unlisted !== undefined) {
    throw draft.error(start, `the JSON representation of ${typeName} shows ${unlisted}, which no row of its table names`);
  }
}

function versionsOf(draft: Draft, { line, fields, fieldLines }: Annotation): readonly ApiVersion[] {
  const { apiVersions: stated = apiVersions } = fields;
  const versions = Array.isArray(stated) ? apiVersions.filter((version) => stated.includes(version)) : [];
  if (Array.isArray(stated) && versions.length > 0 && versions.length === stated.length) return versions;
  throw draft.error(fieldLines['apiVersions'] ?? line, '"apiVersions" must be a list of "v1.0" and "beta"');
}

function withoutNamespace(name: unknown): string | undefined {
  return typeof name === 'string' ? bareTypeName(name) : undefined;
}
