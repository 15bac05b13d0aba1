/** The rules that examples make: headers and members of bodies for both sides, and all else for the response. */
import type { JsonType, MemberPromise, Rule, Side } from '../contract.js';
import { isObject, partOfPointer } from '../json-value.js';
import { bareTypeName } from '../type-family.js';
import type { Draft, ExampleAnswer } from './draft.js';
import type { Metadata } from './metadata.js';
import type { HeaderLine, HttpRequest, HttpResponse } from './page/http-message.js';
import type { Member } from './page/positioned-json.js';
import { headerValue } from './sections/request-headers.js';

const typeMember = '@odata.type';

export interface ExampleSide {
  readonly draft: Draft;
  readonly metadata: Metadata;
  readonly side: Side;
}

type MemberFacts = Pick<MemberPromise, 'required' | 'nullable'>;

/** A root member of an example that names its type, and the type that the page declares for it. */
interface TypedObject {
  readonly shown: string;
  readonly typeName: string;
  /** The table row that declares the type, if it is not the one shown. */
  readonly row?: Rule;
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
  const members = body.members.filter(({ inList }) => !inList);
  const objects = new Map<string, TypedObject>();
  for (const { path, value, line } of members) {
    const [parent = '', name] = path;
    if (path.length !== 2 || name !== typeMember || typeof value !== 'string') continue;
    objects.set(parent, declaredType(to, `/${partOfPointer(parent)}`, bareTypeName(value), line));
  }
  for (const member of members) {
    const [root = '', child, ...deeper] = member.path;
    const name = member.path.at(-1) ?? '';
    const object = objects.get(root);
    const isOfDerived = object?.row !== undefined && child !== undefined && child !== typeMember;
    if (name === typeMember && typeof member.value === 'string' && !isOfDerived) {
      promiseType(to, member, deeper.length === 0 ? object : undefined);
    } else if (name.includes('@')) {
      draft.applyReading('control-information', member.line);
    } else if (!isOfDerived) {
      promiseMember(to, member, factsOf(member), child === undefined ? object?.typeName : undefined);
    } else if (metadata.knows(object.typeName) && !metadata.hasProperty(object.shown, child)) {
      // An object of another type of the family does not have this property.
      if (metadata.knows(object.shown)) promiseMember(to, member, { required: false });
      else draft.leaveOpen(`${pointerOf(member)} of the type ${object.shown}, which no metadata knows`, member.line);
    }
  }
}

/** Compares the type that an example shows for a root member with the type in the member's table row. */
function declaredType({ draft, metadata, side }: ExampleSide, pointer: string, shown: string, line: number): TypedObject {
  const row = draft.find(`request.body${pointer}`);
  const says = row?.at.kind === 'table-row' && tableDescribes(draft, side) ? row.says : undefined;
  if (row === undefined || says?.what !== 'member' || says.typeName === undefined || says.typeName === shown) {
    return { shown, typeName: shown };
  }
  const { typeName } = says;
  if (!metadata.knows(typeName) || metadata.lacks(shown) || metadata.isA(shown, typeName)) return { shown, typeName, row };
  draft.noteOdd(`the example shows ${pointer} as ${shown}, line ${row.at.line} as ${typeName}`, line);
  return { shown, typeName: shown };
}

/** The table describes the properties of the resource, so it holds for a response with the same resource too. */
function tableDescribes(draft: Draft, side: Side): boolean {
  const sent = draft.promised('request.body', 'body')?.typeName;
  return side === 'request' || sent === undefined || sent === draft.promised('response.body', 'body')?.typeName;
}

/** @param object the root member that holds the type name, if one does. */
function promiseType({ draft, metadata, side }: ExampleSide, member: Member, object: TypedObject | undefined): void {
  const { line } = member;
  const pointer = pointerOf(member);
  const id = `${side}.body${pointer}`;
  const what = member.path.length === 1 ? 'root-type' : 'nested-type';
  const shown = bareTypeName(String(member.value));
  const { typeName, row } = object ?? { typeName: shown };
  if (what === 'root-type' && side === 'response') draft.applyReading('root-type', line);
  draft.applyReading('type-hash', line);
  draft.applyReading('namespace', line);
  if (row !== undefined && !metadata.knows(typeName)) {
    const parent = pointer.slice(0, pointer.lastIndexOf('/'));
    draft.leaveOpen(`what ${parent} holds: no page describes its type ${typeName}`, line);
    return;
  }
  const says = { what, side, pointer, typeName } as const;
  if (row !== undefined) {
    draft.applyReading('row-type', line);
    if (draft.find(id) === undefined) draft.promise(id, row.at.line, says);
    if (metadata.lacks(shown) && !draft.openTypes.some(({ name }) => name === shown)) {
      draft.openTypes.push({ name: shown, baseType: typeName, at: draft.place(line) });
    }
  }
  const before = draft.promise(id, line, says);
  if (before !== undefined && 'typeName' in before.says && before.says.typeName !== typeName) {
    draft.noteOdd(`the example names the type ${typeName}, line ${before.at.line} ${before.says.typeName}`, line);
  }
}

/** @param typeName the type that the page declares, if it is not the one that the example shows. */
function promiseMember({ draft, side }: ExampleSide, member: Member, facts: MemberFacts, typeName = shownType(member)): void {
  const { line, value } = member;
  const pointer = pointerOf(member);
  if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
    draft.leaveOpen(`what the items of the list ${pointer} hold`, line);
  }
  const id = `${side}.body${pointer}`;
  const type = promisedType(member.type);
  const before = draft.promise(id, line, { what: 'member', side, pointer, type, typeName, ...facts, nonEmpty: pointer === '/id' });
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

function shownType({ value }: Member): string | undefined {
  const name = isObject(value) ? value[typeMember] : undefined;
  return typeof name === 'string' ? bareTypeName(name) : undefined;
}

function pointerOf(member: Member): string {
  return member.path.map((part) => `/${partOfPointer(part)}`).join('');
}

/** Turns the example responses into rules about what Graph answers. */
export function promiseResponse(draft: Draft, metadata: Metadata): void {
  const promised = draft.promised('response.status', 'status')?.status ?? 200;
  const all = draft.examples.flatMap(({ response }) => response ?? []);
  const isError = ({ status }: ExampleAnswer): boolean => status >= 400 && promised < 400;
  for (const { line } of all.filter(isError)) draft.leaveOpen('an example of an error', line);
  const responses = all.filter((response) => !isError(response));
  const shownBy = responses.map(({ body }) => new Set(body?.members.map(pointerOf)));

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
      const inAll = shownBy.every((pointers) => pointers.has(pointerOf(member)));
      const root = member.path.length === 1 ? member.path[0] : undefined;
      const isNamedIn = (names: readonly string[]): boolean => root !== undefined && names.includes(root);
      return { required: inAll && !isNamedIn(optional), ...(isNamedIn(nullable) ? { nullable: true } : {}) };
    });
    const id = body?.members.find((member) => pointerOf(member) === '/id');
    if (id !== undefined) draft.applyReading('id-format', id.line);
  }
}
