import type { JsonType, Side } from '../contract.js';
import type { HeaderLine, HttpRequest, HttpResponse } from '../page/http-message.js';
import { partOfPointer } from '../json-pointer.js';
import { isObject } from '../json-value.js';
import { type Member } from '../page/positioned-json.js';
import type { Draft } from './draft.js';
import { headerValue } from './read-request-headers.js';
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

/** A member that an example shows: what the page promises of it, and whether it fits what the page said before. */
export function promiseMember(draft: Draft, side: Side, member: Member, said: { required: boolean; nullable?: boolean }): void {
  const pointer = pointerOf(member);
  const id = `${side}.body${pointer}`;
  const name = member.path.at(-1) ?? '';
  if (member.inList) return;
  if (Array.isArray(member.value) && member.value.some((item) => typeof item === 'object')) {
    draft.leaveOpen(`what the items of the list ${pointer} hold`, member.line, 'example');
  }
  if (name === typeMember && typeof member.value === 'string') {
    const typeName = bareTypeName(member.value);
    const what = member.path.length === 1 ? 'root-type' : 'nested-type';
    const before = draft.promise(id, member.line, 'example', { what, side, pointer, typeName });
    if (before !== undefined && 'typeName' in before.says && before.says.typeName !== typeName) {
      const { at } = before;
      draft.findOdd(`the example names the type ${typeName}, line ${String(at.line)} ${before.says.typeName}`, member.line, 'example');
    }
    if (what === 'root-type' && side === 'response') draft.readIt('root-type', member.line, 'example');
    draft.readIt('type-hash', member.line, 'example');
    draft.readIt('namespace', member.line, 'example');
  } else if (name.includes('@')) {
    draft.readIt('control-information', member.line, 'example');
  } else {
    const before = draft.promise(id, member.line, 'example', {
      what: 'member',
      side,
      pointer,
      ...typeOf(member),
      ...said,
      nonEmpty: pointer === '/id',
    });
    if (before?.says.what === 'member' && before.says.type !== undefined && !fits(member.type, before.says.type)) {
      draft.findOdd(
        `the example shows ${pointer} as ${member.type}, line ${String(before.at.line)} as ${before.says.type}`,
        member.line,
        'example',
      );
    }
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
