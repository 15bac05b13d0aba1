/** The rules that examples make: headers and members of bodies for both sides, and all else for the response. */
import type { JsonType, MemberPromise, Side } from '../contract.js';
import { isObject, nameOfPart } from '../json-value.js';
import { bareTypeName } from '../type-family.js';
import { identityIn, type Draft, type ExampleAnswer } from './draft.js';
import type { Metadata } from './metadata.js';
import type { HeaderLine, HttpRequest, HttpResponse } from './page/http-message.js';
import type { Member } from './page/positioned-json.js';
import { headerValue } from './sections/request-headers.js';

const typeMember = '@odata.type';

/** The items of a collection. */
const listItems = '/value/*';

export interface ExampleSide {
  readonly draft: Draft;
  readonly metadata: Metadata;
  readonly side: Side;
}

type MemberFacts = Pick<MemberPromise, 'required' | 'nullable'>;

/** An object of an example that names its type, and the type that the pages declare for it. */
interface TypedObject {
  readonly shown: string;
  readonly typeName: string;
  /** Set if the declared type is another one than the type shown. */
  readonly declaration?: Declaration;
}

/** A declared type, with the line of the operation page that declares it; without a line, the metadata declares it. */
interface Declaration {
  readonly typeName: string;
  readonly line?: number;
}

export function promiseHeader({ draft, side }: ExampleSide, { name, value, line }: HeaderLine): void {
  const header = name.toLowerCase();
  const shown = headerValue(value);
  const before = draft.promise(`${side}.header.${header}`, line, { what: `${side}-header`, header, value: shown })?.says;
  if (before === undefined || !('value' in before) || before.value.kind === 'any') return;
  if (JSON.stringify(before.value) !== JSON.stringify(shown)) {
    draft.noteOdd(`the example shows another value of ${name} than the line that promises it`, line);
  }
}

/** Promises each member of the body that an example shows, and notes where it contradicts an earlier line. */
export function promiseBody(to: ExampleSide, { body }: HttpRequest | HttpResponse, factsOf: (member: Member) => MemberFacts): void {
  if (body === undefined) return;
  const { draft, metadata } = to;
  if (!isObject(body.value)) draft.leaveOpen('the body of the example, which is not an object', body.line);
  const objects = new Map<string, TypedObject>();
  for (const { path, pointer, value, line } of body.members) {
    if (path.length < 2 || path.at(-1) !== typeMember || typeof value !== 'string') continue;
    const parent = parentOf(pointer);
    if (!objects.has(parent)) objects.set(parent, declaredType(to, parent, bareTypeName(value), line, objects));
  }
  for (const member of body.members) {
    const { pointer, line } = member;
    const name = member.path.at(-1) ?? '';
    const parent = parentOf(pointer);
    const [around, object] = outermostDeclared(objects, parent) ?? [parent, objects.get(parent)];
    const child = nameOfPart(pointer.slice(around.length + 1).split('/')[0] ?? '');
    const isOfDerived = object?.declaration !== undefined && child !== typeMember;
    if (name === typeMember && typeof member.value === 'string' && !isOfDerived) {
      promiseType(to, member, objects.get(parent));
    } else if (name.includes('@')) {
      draft.applyReading('control-information', line);
    } else if (!isOfDerived) {
      promiseMember(to, member, factsOf(member), objects);
    } else if (metadata.knows(object.typeName) && !metadata.hasProperty(object.shown, child)) {
      // An object of another type of the family does not have this property.
      if (metadata.knows(object.shown)) promiseMember(to, member, { required: false }, objects);
      else draft.leaveOpen(`${pointer} of the type ${object.shown}, which no metadata knows`, line);
    }
  }
}

/** The outermost object at or around a pointer whose declared type is another one than the type shown. */
function outermostDeclared(objects: ReadonlyMap<string, TypedObject>, pointer: string): readonly [string, TypedObject] | undefined {
  return [...objects].find(([at, { declaration }]) => declaration !== undefined && (pointer === at || pointer.startsWith(`${at}/`)));
}

/** Compares the type that an example shows for an object with the type that a row or the metadata declares for it. */
function declaredType(
  to: ExampleSide,
  pointer: string,
  shown: string,
  line: number,
  objects: ReadonlyMap<string, TypedObject>,
): TypedObject {
  const { draft, metadata } = to;
  const declaration = declarationOf(to, pointer, objects);
  if (declaration === undefined || declaration.typeName === shown) return { shown, typeName: shown };
  const { typeName, line: declaredIn } = declaration;
  if (!metadata.knows(typeName) || metadata.lacks(shown) || metadata.isA(shown, typeName)) return { shown, typeName, declaration };
  const by = declaredIn === undefined ? 'the metadata' : `line ${declaredIn}`;
  draft.noteOdd(`the example shows ${pointer} as ${shown}, ${by} as ${typeName}`, line);
  return { shown, typeName: shown };
}

/** The type that the pages declare for the object at a pointer, if they do. */
function declarationOf(
  { draft, metadata, side }: ExampleSide,
  pointer: string,
  objects: ReadonlyMap<string, TypedObject>,
): Declaration | undefined {
  const member = pointer.replace(/\/\*$/, '');
  const row = draft.find(`request.body${member}`);
  if (row?.at.kind === 'table-row' && row.says.what === 'member' && tableDescribes(draft, side)) {
    if (row.says.typeName !== undefined) return { typeName: row.says.typeName, line: row.at.line };
  }
  const promised = draft.promised('response.body', 'body');
  if (side === 'response' && pointer === listItems && promised?.collection && promised.typeName !== undefined)
    return { typeName: promised.typeName, line: draft.find('response.body')?.at.line };
  const parent = parentOf(member);
  const holder = parent === '' ? draft.promised(`${side}.body`, 'body')?.typeName : objects.get(parent)?.typeName;
  const typeName = metadata.valueTypeOf(holder ?? '', nameOfPart(member.slice(parent.length + 1)));
  return typeName === undefined ? undefined : { typeName };
}

/** The table describes the properties of the resource, so it holds for a response with the same resource too. */
function tableDescribes(draft: Draft, side: Side): boolean {
  const sent = draft.promised('request.body', 'body')?.typeName;
  return side === 'request' || sent === undefined || sent === draft.promised('response.body', 'body')?.typeName;
}

/** @param object the object that holds the type name, if it is not the body itself. */
function promiseType({ draft, metadata, side }: ExampleSide, member: Member, object: TypedObject | undefined): void {
  const { line, pointer } = member;
  const id = `${side}.body${pointer}`;
  const what = member.path.length === 1 ? 'root-type' : 'nested-type';
  const shown = bareTypeName(String(member.value));
  const { typeName, declaration } = object ?? { typeName: shown };
  if (what === 'root-type' && side === 'response') draft.applyReading('root-type', line);
  draft.applyReading('type-hash', line);
  draft.applyReading('namespace', line);
  if (declaration !== undefined && !metadata.knows(typeName)) {
    draft.leaveOpen(`what ${parentOf(pointer)} holds: no page describes its type ${typeName}`, line);
    return;
  }
  const says = { what, side, pointer, typeName } as const;
  if (declaration !== undefined) {
    draft.applyReading('row-type', line);
    if (draft.find(id) === undefined && declaration.line !== undefined) draft.promise(id, declaration.line, says);
    if (metadata.lacks(shown) && !draft.openTypes.some(({ name }) => name === shown)) {
      draft.openTypes.push({ name: shown, baseType: typeName, at: draft.place(line) });
    }
  }
  const before = draft.promise(id, line, says);
  if (before !== undefined && 'typeName' in before.says && before.says.typeName !== typeName) {
    if (before.says.what === 'root-type') draft.amend(id, { ...before.says, also: [...new Set([...(before.says.also ?? []), typeName])] });
    draft.noteOdd(`the example names the type ${typeName}, line ${before.at.line} ${before.says.typeName}`, line);
  }
}

function promiseMember(to: ExampleSide, member: Member, facts: MemberFacts, objects: ReadonlyMap<string, TypedObject>): void {
  const { draft, metadata, side } = to;
  const { line, value, pointer } = member;
  const isList = Array.isArray(value);
  const at = isList ? `${pointer}/*` : pointer;
  const declared = isObject(value) || isList ? declarationOf(to, at, objects)?.typeName : undefined;
  const typeName = objects.get(at)?.typeName ?? (isList ? declared : undefined) ?? shownType(value);
  if (isList && value.some((item) => typeof item === 'object') && (typeName === undefined || !metadata.knows(typeName))) {
    draft.leaveOpen(`what the items of the list ${pointer} hold`, line);
  }
  const id = `${side}.body${pointer}`;
  const type = promisedType(member.type);
  const before = draft.promise(id, line, { what: 'member', side, pointer, type, typeName, ...facts, nonEmpty: pointer.endsWith('/id') });
  const earlier = before?.says.what === 'member' && before.says.type;
  if (earlier && type && type !== earlier && member.type !== earlier) {
    draft.noteOdd(`the example shows ${pointer} as ${member.type}, line ${before.at.line} as ${earlier}`, line);
  }
}

/** An example shows that a property is a number, not that it is whole; null shows no type at all. */
function promisedType(shown: JsonType): JsonType | undefined {
  if (shown === 'null') return undefined;
  return shown === 'integer' ? 'number' : shown;
}

function shownType(value: unknown): string | undefined {
  const name = isObject(value) ? value[typeMember] : undefined;
  return typeof name === 'string' ? bareTypeName(name) : undefined;
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

/** The pointers of the members that all objects at their place have. */
function shownIn({ members }: Pick<NonNullable<HttpResponse['body']>, 'members'>): ReadonlySet<string> {
  const holders = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  for (const { path, pointer } of members) {
    const parent = parentOf(pointer);
    holders.set(parent, (holders.get(parent) ?? new Set()).add(path.slice(0, -1).join('/')));
    counts.set(pointer, (counts.get(pointer) ?? 0) + 1);
  }
  return new Set([...counts].filter(([pointer, count]) => count === holders.get(parentOf(pointer))?.size).map(([pointer]) => pointer));
}

/** Some pages wrap the object of the answer into `value`, as a collection is; Graph answers with the object itself. */
function unwrap(draft: Draft, response: ExampleAnswer): ExampleAnswer {
  const { body } = response;
  const promised = draft.promised('response.body', 'body');
  if (!isObject(body?.value) || promised === undefined || promised.collection) return response;
  const { value, ...others } = body.value;
  if (shownType(value) !== promised.typeName || !isObject(value) || Object.keys(others).some((name) => !name.includes('@')))
    return response;
  draft.noteOdd('the example wraps the object into "value", the text promises the object itself', body.line);
  const members = body.members.flatMap((member) =>
    member.pointer.startsWith('/value/') ? { ...member, path: member.path.slice(1), pointer: member.pointer.slice('/value'.length) } : [],
  );
  return { ...response, body: { ...body, value, members } };
}

/** Turns the example responses into rules about what Graph answers. */
export function promiseResponse(draft: Draft, metadata: Metadata): void {
  const promised = draft.promised('response.status', 'status')?.status ?? 200;
  for (const example of draft.examples) if (example.response) example.response = unwrap(draft, example.response);
  const all = draft.examples.flatMap(({ response }) => response ?? []);
  const isError = ({ status }: ExampleAnswer): boolean => status >= 400 && promised < 400;
  for (const { line } of all.filter(isError)) draft.leaveOpen('an example of an error', line);
  const responses = all.filter((response) => !isError(response));
  const shownBy = responses.map(({ body }) => (body === undefined ? new Set<string>() : shownIn(body)));

  const side = { draft, metadata, side: 'response' } as const;
  for (const response of responses) {
    const { status, line, headers, body, optional, nullable } = response;
    if (promised !== status) draft.noteOdd(`the example answers ${status}, the text says ${promised}`, line);
    else draft.promise('response.status', line, { what: 'status', status });
    for (const header of headers) {
      const name = header.name.toLowerCase();
      if (name === 'content-length') continue;
      if (name === 'content-type' && body !== undefined) promiseHeader(side, header);
      else draft.leaveOpen(`the example answers with the header ${header.name}, whose value is not compared`, header.line);
    }
    promiseBody(side, response, (member) => {
      const inAll = shownBy.every((pointers) => pointers.has(member.pointer));
      const root = member.path.length === 1 ? member.path[0] : undefined;
      const isNamedIn = (names: readonly string[]): boolean => root !== undefined && names.includes(root);
      return { required: inAll && !isNamedIn(optional), ...(isNamedIn(nullable) ? { nullable: true } : {}) };
    });
    const id = body?.members.find(({ pointer }) => pointer === '/id');
    if (id !== undefined) draft.applyReading('id-format', id.line);
  }
  promiseCollection(draft);
  promiseSameObject(draft);
}

/** A page that reads one object answers with the object of its path. */
function promiseSameObject(draft: Draft): void {
  const rule = draft.find('response.body');
  const isOne = identityIn(draft.promised('request.path', 'path')?.template) !== undefined;
  if (draft.promised('request.method', 'method')?.method !== 'GET' || !isOne) return;
  if (rule?.says.what === 'body' && !rule.says.collection && rule.says.typeName !== undefined)
    draft.promise('response.body.same-object', rule.at.line, { what: 'same-object' });
}

/** A collection answers with its items in `value`, whether or not an example shows it. */
function promiseCollection(draft: Draft): void {
  const rule = draft.find('response.body');
  if (rule?.says.what !== 'body') return;
  const { collection, typeName } = rule.says;
  const pointer = '/value';
  if (!collection || draft.find(`response.body${pointer}`) !== undefined) return;
  draft.promise(`response.body${pointer}`, rule.at.line, {
    what: 'member',
    side: 'response',
    pointer,
    type: 'array',
    typeName,
    required: true,
    nonEmpty: false,
  });
}
