import { apiVersions, type ApiVersion } from '../contract.js';
import type { Annotation } from './page/annotation.js';
import { readBlocks } from './page/blocks.js';
import { PageError } from './page/page-error.js';
import { parsePositionedJson } from './page/positioned-json.js';
import { foldSections, type Section } from './page/page.js';
import type { TableRow } from './page/table.js';
import { Draft } from './draft.js';
import { readTop } from './operation-page.js';
import { readPossibleValues, readPropertyType } from './property-type.js';
import { bareTypeName } from '../type-family.js';

/** A page of `resource` blocks: the metadata layer. */
export interface ResourcePage {
  readonly draft: Draft;
}

/** @throws PageError at the first block that cannot be read, or where a table and its JSON representation differ. */
export function readResourcePage(file: string, text: string): ResourcePage {
  const draft = new Draft(file, 'metadata', text);
  const page = readTop(draft, foldSections(readBlocks(file, text)));
  for (const section of page.sections) readResource(draft, section);
  return { draft };
}

function readResource(draft: Draft, section: Section): void {
  const rows: TableRow[] = [];
  const names = new Set<string>();
  let annotation: Annotation | undefined;

  for (const part of [section, ...section.sections]) {
    const deeper = part === section ? undefined : part.sections[0]?.heading;
    if (deeper !== undefined) {
      throw new PageError(draft.file, deeper.line, `no reader understands the section ${JSON.stringify(deeper.text)}`);
    }
    const topic = part === section ? 'resource' : (part.heading?.text.toLowerCase() ?? '');
    for (const block of part.blocks) {
      if (block.kind === 'table' && topic === 'properties') {
        for (const row of draft.rowsOf(block)) rows.push(row);
      } else if (block.kind === 'annotation' && block.fields['blockType'] === 'resource' && annotation === undefined) {
        annotation = block;
      } else if (block.kind === 'fence' && annotation !== undefined) {
        const text = block.lines.map((line) => line.text).join('\n');
        const json = parsePositionedJson(draft.file, block.line + 1, text, 'the JSON representation');
        for (const member of json.members) {
          if (member.path.length === 1) names.add(member.path[0] ?? '');
        }
      } else if (block.kind !== 'paragraph' || topic !== 'resource') {
        draft.unclaimed(block, `in the section ${JSON.stringify(part.heading?.text ?? '')}`);
      }
    }
  }
  if (annotation === undefined) {
    throw new PageError(
      draft.file,
      section.heading?.line ?? 1,
      'the section describes no resource: its JSON representation has no annotation',
    );
  }
  promiseResource(draft, annotation, rows, names);
}

function promiseResource(draft: Draft, annotation: Annotation, rows: readonly TableRow[], names: Set<string>): void {
  const { fields, fieldLines } = annotation;
  const typeName = withoutNamespace(fields['@odata.type']);
  if (typeName === undefined) throw new PageError(draft.file, annotation.line, 'the resource has no "@odata.type"');
  const baseType = withoutNamespace(fields['baseType']);
  const versions = versionsOf(draft.file, annotation);
  const nullable = Array.isArray(fields['nullableProperties']) ? fields['nullableProperties'] : [];

  const line = fieldLines['@odata.type'] ?? annotation.line;
  if (fields['unconfirmed'] === true) {
    if (baseType === undefined) throw new PageError(draft.file, line, `the unconfirmed type ${typeName} has no "baseType"`);
    draft.openTypes.push({ name: typeName, baseType, at: draft.place(line, 'annotation') });
    return;
  }
  const abstract = fields['abstract'] === true;
  draft.promise(`type.${typeName}`, line, 'annotation', { what: 'known-type', typeName });
  const known = draft.types.find(({ name }) => name === typeName);
  if (known === undefined) {
    const at = draft.place(line, 'annotation');
    draft.types.push({ name: typeName, baseType, abstract, at });
  } else if (known.baseType !== baseType || known.abstract !== abstract) {
    throw new PageError(
      draft.file,
      line,
      `line ${known.at.line} gives ${typeName} another base type, or only one of the two calls it abstract`,
    );
  }
  for (const row of rows) {
    const [property = '', cell = '', description = ''] = row.cells;
    const type = readPropertyType(cell);
    const values = readPossibleValues(description);
    if (!names.delete(property)) {
      throw new PageError(draft.file, row.line, `the JSON representation of ${typeName} does not show ${property}`);
    }
    const before = draft.promise(`type.${typeName}/${property}`, row.line, 'table-row', {
      what: 'type-property',
      typeName,
      property,
      type: type.json ?? (values === undefined ? 'object' : 'string'),
      values,
      nullable: nullable.includes(property),
      versions,
    });
    if (/\bread-only\b/i.test(description)) draft.readOnly.push(`type.${typeName}/${property}`);
    if (before !== undefined) {
      throw new PageError(draft.file, row.line, `line ${before.at.line} describes ${property} of ${typeName} already`);
    }
  }
  const unlisted = [...names].find((name) => !name.includes('@'));
  if (unlisted !== undefined) {
    throw new PageError(
      draft.file,
      annotation.line,
      `the JSON representation of ${typeName} shows ${unlisted}, which no row of its table names`,
    );
  }
}

function versionsOf(file: string, annotation: Annotation): readonly ApiVersion[] {
  const stated = annotation.fields['apiVersions'];
  if (stated === undefined) return apiVersions;
  const known = Array.isArray(stated) ? apiVersions.filter((version) => stated.includes(version)) : [];
  if (known.length === 0 || !Array.isArray(stated) || known.length !== stated.length) {
    throw new PageError(file, annotation.fieldLines['apiVersions'] ?? annotation.line, '"apiVersions" must be a list of "v1.0" and "beta"');
  }
  return known;
}

function withoutNamespace(name: unknown): string | undefined {
  return typeof name === 'string' ? bareTypeName(name) : undefined;
}

/** True for a page that has resource blocks and no operation. */
export function isResourcePage(text: string): boolean {
  return /"blockType":\s*"resource"/.test(text) && !/^#+\s*HTTP request/im.test(text);
}
