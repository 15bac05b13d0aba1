/** Reads the types of OData metadata: CSDL in XML, as Graph publishes it under `$metadata`. */
import { apiVersions, type ApiVersion, type TypePropertyPromise } from '../contract.js';
import { bareTypeName } from '../type-family.js';
import { Draft } from './draft.js';
import { PageError } from './page/page-error.js';
import { splitLines } from './page/page.js';
import { readPropertyType } from './page/table.js';
import { versionInPath } from './source-version.js';

/** In characters. The metadata of Graph has 3 to 20 million, by how much of its documentation it carries. */
const longest = 64_000_000;

interface CsdlElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
}

interface CsdlType extends CsdlElement {
  /** With its namespace. */
  readonly fullName: string;
  readonly properties: CsdlElement[];
  /** The values of an enumeration. */
  readonly members: string[];
  readonly keys: string[];
}

interface CsdlDocument {
  readonly types: readonly CsdlType[];
  /** Namespaces by their aliases, which hold in the whole document. */
  readonly aliases: ReadonlyMap<string, string>;
}

interface CsdlReading {
  readonly draft: Draft;
  /** By their names without namespace. */
  readonly types: ReadonlyMap<string, CsdlType>;
  readonly nameOf: (written: string) => string;
  readonly versions: readonly ApiVersion[];
}

/** True for XML, and for CSDL without an XML declaration. */
export function isCsdl(text: string): boolean {
  return /^\uFEFF?\s*<(?:\?xml|(?:\w+:)?(?:Edmx|Schema)\b)/.test(text);
}

/**
 * Reads entity types, complex types and enumerations. The API version stands in the path of the file.
 * @throws PageError for XML that is malformed, too long or no CSDL, a document type, or a type or property that is there twice.
 */
export function readCsdl(file: string, text: string): Draft {
  if (text.length > longest) throw new PageError(file, 1, `the metadata is longer than ${longest / 1e6} million characters`);
  const lines = splitLines(text).map((line) => line.trim());
  const draft = new Draft({ file, lines, kinds: new Map(), root: { blocks: [], sections: [] } }, 'metadata');
  const { types, aliases } = parseCsdl(file, text);
  const nameOf = (written: string): string => bareTypeName(withNamespace(written, aliases));
  const byName = new Map<string, CsdlType>();
  for (const type of types) {
    const name = bareTypeName(type.fullName);
    const before = byName.get(name);
    if (before !== undefined) throw draft.error(type.line, `line ${before.line} describes the type ${name} already`);
    byName.set(name, type);
  }
  const stated: readonly ApiVersion[] | undefined = versionInPath(file) === 'beta' ? ['beta'] : undefined;
  for (const [name, type] of byName) {
    if (stated !== undefined) draft.statedVersions.set(name, stated);
    if (isObjectType(type)) promiseObjectType({ draft, types: byName, nameOf, versions: stated ?? apiVersions }, name, type);
    else if (type.name === 'EnumType') draft.enumerations.set(name, type.attributes['IsFlags'] === 'true' ? [] : type.members);
  }
  return draft;
}

function promiseObjectType(to: CsdlReading, name: string, { line, attributes, properties, keys }: CsdlType): void {
  const { draft, nameOf, versions } = to;
  const { BaseType: base, Abstract: abstract, OpenType: open } = attributes;
  draft.markDeclaration(line);
  draft.types.push({
    name,
    baseType: base === undefined ? undefined : nameOf(base),
    abstract: abstract === 'true',
    ...(open === 'true' ? { open: true } : {}),
    at: draft.place(line),
  });
  draft.promise(`type.${name}`, line, { what: 'known-type', typeName: name });
  for (const element of properties) {
    const property = attribute(draft.file, element, 'Name');
    draft.markDeclaration(element.line);
    const before = draft.promise(`type.${name}/${property}`, element.line, {
      what: 'type-property',
      typeName: name,
      property,
      ...typeOf(to, element),
      ...nullability(element, keys.includes(property)),
      versions,
    });
    if (before !== undefined) throw draft.error(element.line, `line ${before.at.line} describes ${property} of ${name} already`);
  }
}

/** An expanded object is not followed to its type: from a user, navigation leads to most types of Graph. */
function typeOf(
  { draft, types, nameOf }: CsdlReading,
  element: CsdlElement,
): Pick<TypePropertyPromise, 'type' | 'valueType' | 'items' | 'values'> {
  const written = attribute(draft.file, element, 'Type');
  const item = /^Collection\((.*)\)$/.exec(written)?.[1];
  const single = item ?? written;
  const typeName = single.startsWith('Edm.') ? undefined : nameOf(single);
  const named = types.get(typeName ?? '');
  const json = typeName === undefined ? readPropertyType(single).json : named && jsonTypeOf(named);
  const valueType = element.name === 'NavigationProperty' ? undefined : typeName;
  if (item === undefined) return { type: json, valueType, items: undefined, values: undefined };
  return { type: 'array', valueType, items: json === 'object' ? undefined : json, values: undefined };
}

function jsonTypeOf({ name, attributes: { UnderlyingType: underlying = 'Edm.String' } }: CsdlType): TypePropertyPromise['type'] {
  if (name === 'EnumType') return 'string';
  return name === 'TypeDefinition' ? readPropertyType(underlying).json : 'object';
}

/** Of a list, the metadata says only whether its items may be null. */
function nullability({ attributes: { Type: type, Nullable: nullable } }: CsdlElement, isKey: boolean): { nullable?: boolean } {
  return type?.startsWith('Collection(') ? {} : { nullable: nullable !== 'false' && !isKey };
}

function isObjectType({ name }: CsdlElement): boolean {
  return name === 'EntityType' || name === 'ComplexType';
}

function withNamespace(written: string, aliases: ReadonlyMap<string, string>): string {
  const dot = written.lastIndexOf('.');
  if (dot === -1) return written;
  return `${aliases.get(written.slice(0, dot)) ?? written.slice(0, dot)}${written.slice(dot)}`;
}

/** Collects the declarations of all schemas, in the order of the document. Everything else, such as annotations, is skipped. */
function parseCsdl(file: string, text: string): CsdlDocument {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- The compiler is synchronous, and most sources are pages.
  const { SaxesParser } = require('saxes') as typeof import('saxes');
  const parser = new SaxesParser();
  const types: CsdlType[] = [];
  const aliases = new Map<string, string>();
  const open: CsdlElement[] = [];
  let line = 1;
  let namespace = '';

  const visit = (element: CsdlElement): void => {
    const { name, attributes } = element;
    const parent = open.at(-1)?.name;
    const type = types.at(-1);
    if (name === 'Schema') {
      namespace = attributes['Namespace'] ?? '';
      if (namespace === '') throw new PageError(file, element.line, 'the <Schema> has no Namespace');
      if (attributes['Alias'] !== undefined) aliases.set(attributes['Alias'], namespace);
    } else if (parent === 'Schema' && /^(?:EntityType|ComplexType|EnumType|TypeDefinition)$/.test(name)) {
      const fullName = `${namespace}.${attribute(file, element, 'Name')}`;
      types.push({ ...element, fullName, properties: [], members: [], keys: [] });
    } else if (/^(?:Navigation)?Property$/.test(name) && /^(?:Entity|Complex)Type$/.test(parent ?? '')) {
      type?.properties.push(element);
    } else if (name === 'Member' && parent === 'EnumType') {
      type?.members.push(attribute(file, element, 'Name'));
    } else if (name === 'PropertyRef' && parent === 'Key') {
      type?.keys.push(attribute(file, element, 'Name'));
    }
  };

  parser.on('error', ({ message }) => {
    throw new PageError(file, parser.line, `the metadata is not valid XML: ${message.replace(/^[\d:]+ /, '')}`);
  });
  // Entities that a document type defines could fill the memory.
  parser.on('doctype', () => {
    throw new PageError(file, parser.line, 'the metadata has a document type (<!DOCTYPE …>); CSDL has none');
  });
  parser.on('opentagstart', () => {
    // The parser is behind the character after the name, which may be a line end.
    line = parser.columnIndex === 0 ? parser.line - 1 : parser.line;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name: name.replace(/^.*:/, ''), line, attributes };
    visit(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  if (namespace === '') throw new PageError(file, 1, 'the XML is no metadata: it has no <Schema>');
  return { types, aliases };
}

function attribute(file: string, { name, line, attributes }: CsdlElement, wanted: 'Name' | 'Type'): string {
  const value = attributes[wanted] ?? '';
  if (value === '') throw new PageError(file, line, `the <${name}> has no ${wanted}`);
  return value;
}
