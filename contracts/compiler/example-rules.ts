import type { JsonType, Side } from '../contract.js';
import type { HeaderLine, HttpRequest, HttpResponse } from './page/http-message.js';
import { partOfPointer } from '../json-pointer.js';
import { isObject } from '../json-value.js';
import { type Member } from './page/positioned-json.js';
import { declaredType, type DeclaredType } from './declared-type.js';
import type { Draft } from './draft.js';
import type { Metadata } from './metadata.js';
import { headerValue } from './sections/request-headers.js';
import { bareTypeName } from '../type-family.js';

const typeMember = '@odata.type';

/** Only the members of an object have rules; a body of another kind is not dropped in silence. */
export function leaveOpenUnlessObject(draft: Draft, { body }: HttpRequest | HttpResponse): void {
  if (body !== undefined && !isObject(body.value)) draft.leaveOpen('the body of the example, which is no object', body.line, 'example');
}

/** A header that an example shows. */
export function promiseHeader(draft: Draft, side: Side, { name, value, line }: HeaderLine): void {
  const header = name.toLowerCase();
  const shown = headerValue(value);
  const before = draft.promise(`${side}.header.${header}`, line, 'example', { what: `${side}-header`, header, value: shown })?.says;
  if (before === undefined || !('value' in before) || before.value.kind === 'any') return;
  if (JSON.stringify(before.value) !== JSON.stringify(shown)) {
    draft.findOdd(`the example shows another value of ${name} than the line that promises it`, line, 'example');
  }
}

/** What the page says of a member besides what its example shows. */
interface MemberFacts {
  readonly required: boolean;
  readonly nullable?: boolean;
}

/** The members that an example shows: what the page promises of each, and whether it fits what the page said before. */
export function promiseMembers(
  draft: Draft,
  metadata: Metadata,
  side: Side,
  members: readonly Member[],
  factsOf: (member: Member) => MemberFacts,
): void {
  const objects = new Map(
    members.flatMap((member): [string, TypedObject][] => {
      const [parent = '', name] = member.path;
      if (member.inList || member.path.length !== 2 || name !== typeMember || typeof member.value !== 'string') return [];
      const shown = bareTypeName(member.value);
      return [[parent, { shown, declared: declaredType(draft, metadata, side, `/${partOfPointer(parent)}`, shown) }]];
    }),
  );
  for (const member of members.filter(({ inList }) => !inList)) {
    const [root = '', ...inner] = member.path;
    const name = member.path.at(-1) ?? '';
    const object = objects.get(root);
    const isOfDerived = object !== undefined && object.declared.by !== 'example' && inner.length > 0 && inner[0] !== typeMember;
    if (name === typeMember && typeof member.value === 'string' && !isOfDerived) {
      promiseType(draft, metadata, side, member, inner.length === 1 ? object : undefined);
    } else if (name.includes('@')) {
      draft.readIt('control-information', member.line, 'example');
    } else if (!isOfDerived) {
      promiseMember(draft, side, member, factsOf(member), inner.length === 0 ? object?.declared.typeName : undefined);
    } else if (object.declared.by === 'row' && !metadata.hasProperty(object.shown, inner[0] ?? '')) {
      promiseOfDerived(draft, metadata, side, member, object.shown);
    }
  }
}

/** An object of an example that names its type. */
interface TypedObject {
  readonly shown: string;
  readonly declared: DeclaredType;
}

/** @param object the root member that holds it, where one does. */
function promiseType(draft: Draft, metadata: Metadata, side: Side, member: Member, object: TypedObject | undefined): void {
  const { line } = member;
  const pointer = pointerOf(member);
  const id = `${side}.body${pointer}`;
  const isRoot = member.path.length === 1;
  const shown = bareTypeName(String(member.value));
  const declared: DeclaredType = object?.declared ?? { by: 'example', typeName: shown };
  const { typeName } = declared;
  if (isRoot && side === 'response') draft.readIt('root-type', line, 'example');
  draft.readIt('type-hash', line, 'example');
  draft.readIt('namespace', line, 'example');
  if (declared.by === 'unknown-row') {
    draft.leaveOpen(`what ${parentOf(pointer)} holds: no page describes its type ${typeName}`, line, 'example');
    return;
  }
  const says = { what: isRoot ? 'root-type' : 'nested-type', side, pointer, typeName } as const;
  if (declared.by === 'row') {
    draft.readIt('row-type', line, 'example');
    if (draft.find(id) === undefined) draft.promise(id, declared.row.at.line, declared.row.at.kind, says);
    if (metadata.lacks(shown)) draft.leaveTypeOpen(shown, typeName, line, 'example');
  } else if (declared.odd !== undefined) {
    draft.findOdd(declared.odd, line, 'example');
  }
  const before = draft.promise(id, line, 'example', says);
  if (before !== undefined && 'typeName' in before.says && before.says.typeName !== typeName) {
    draft.findOdd(`the example names the type ${typeName}, line ${before.at.line} ${before.says.typeName}`, line, 'example');
  }
}

/** A property of a derived type that the metadata lacks. An object of another type does not have it. */
function promiseOfDerived(draft: Draft, metadata: Metadata, side: Side, member: Member, shown: string): void {
  if (metadata.knows(shown)) promiseMember(draft, side, member, { required: false });
  else draft.leaveOpen(`${pointerOf(member)} of the type ${shown}, which no metadata knows`, member.line, 'example');
}

/** @param typeName the type that is declared for an object. */
function promiseMember(draft: Draft, side: Side, member: Member, facts: MemberFacts, typeName?: string): void {
  const pointer = pointerOf(member);
  if (Array.isArray(member.value) && member.value.some((item) => typeof item === 'object')) {
    draft.leaveOpen(`what the items of the list ${pointer} hold`, member.line, 'example');
  }
  const before = draft.promise(`${side}.body${pointer}`, member.line, 'example', {
    what: 'member',
    side,
    pointer,
    ...typeOf(member),
    ...(typeName === undefined ? {} : { typeName }),
    ...facts,
    nonEmpty: pointer === '/id',
  });
  if (before?.says.what === 'member' && before.says.type !== undefined && !fits(member.type, before.says.type)) {
    draft.findOdd(`the example shows ${pointer} as ${member.type}, line ${before.at.line} as ${before.says.type}`, member.line, 'example');
  }
}

/** An example shows that a property is a number, not that it is whole; and one that shows null shows no type at all. */
function typeOf(member: Member): { type?: JsonType; typeName?: string } {
  if (member.type === 'null') return {};
  const type: JsonType = member.type === 'integer' ? 'number' : member.type;
  const named: unknown = member.type === 'object' ? (member.value as Record<string, unknown>)[typeMember] : undefined;
  return typeof named === 'string' ? { type, typeName: bareTypeName(named) } : { type };
}

function fits(shown: JsonType, promised: JsonType): boolean {
  return shown === promised || shown === 'null' || (shown === 'integer' && promised === 'number');
}

export function pointerOf(member: Member): string {
  return member.path.map((part) => `/${partOfPointer(part)}`).join('');
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
