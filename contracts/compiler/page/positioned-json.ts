import { parse, type MemberNode, type ValueNode } from '@humanwhocodes/momoa';
import type { JsonType } from '../../contract.js';
import { isObject, jsonTypeOf } from '../../json-value.js';
import { PageError } from './page-error.js';

/** A member of an object in a JSON text, and the page line on which it is written. */
export interface Member {
  /** Names from the root to this member; an array's items are named by their index. */
  readonly path: readonly string[];
  readonly line: number;
  readonly type: JsonType;
  readonly value: unknown;
  /** True for a member of an item of a list, however deep. */
  readonly inList: boolean;
}

export interface PositionedJson {
  readonly value: unknown;
  readonly line: number;
  /** Every member of every object, outer ones before inner ones. */
  readonly members: readonly Member[];
}

/** Deeper than any message of Graph; a text that nests by the thousand would exhaust the stack. */
const deepest = 100;

/**
 * Parses strict JSON and keeps the page line of each member.
 * @param firstLine the page line on which `text` begins.
 * @throws PageError at the line of the first mistake, or of a name that an object has twice.
 */
export function parsePositionedJson(file: string, firstLine: number, text: string, what: string): PositionedJson {
  const openString = text.split('\n').findIndex(hasOpenString) + 1;
  let root: ValueNode | undefined;
  let mistake = openString === 0 ? undefined : { line: openString, reason: 'a string does not end on its line, or holds a raw tab' };
  try {
    root = parse(text, { mode: 'json' }).body;
  } catch (error) {
    const found = mistakeOf(error, text);
    if (mistake === undefined || found.line < mistake.line) mistake = found;
  }
  if (root === undefined || mistake !== undefined) {
    throw new PageError(file, firstLine + (mistake?.line ?? 1) - 1, `${what} is not valid JSON: ${mistake?.reason ?? 'it is empty'}`);
  }
  const members: Member[] = [];
  const visit = (node: ValueNode, path: readonly string[], inList: boolean): unknown => {
    if (path.length > deepest) {
      throw new PageError(file, firstLine + node.loc.start.line - 1, `${what} nests deeper than ${deepest} levels`);
    }
    switch (node.type) {
      case 'Object': {
        const seen = new Set<string>();
        const entries: [string, unknown][] = [];
        for (const member of node.members) {
          const name = nameOf(member);
          const line = firstLine + member.name.loc.start.line - 1;
          if (seen.has(name)) {
            throw new PageError(file, line, `${what} has the member ${JSON.stringify(name)} twice`);
          }
          seen.add(name);
          const inner = [...path, name];
          const place = members.push({ path: inner, line, type: 'null', value: null, inList }) - 1;
          const value = visit(member.value, inner, inList);
          members[place] = { path: inner, line, type: jsonTypeOf(value), value, inList };
          entries.push([name, value]);
        }
        return Object.fromEntries(entries);
      }
      case 'Array':
        return node.elements.map((element, index) => visit(element.value, [...path, String(index)], true));
      case 'Null':
        return null;
      case 'String':
      case 'Number':
      case 'Boolean':
        return node.value;
      default:
        throw new PageError(file, firstLine, `${what} holds a ${node.type}, which JSON does not have`);
    }
  };
  const value = visit(root, [], false);
  return { value, line: firstLine + root.loc.start.line - 1, members };
}

/** The parser lets a string run over the end of its line, and would complain only where the next one begins. */
function hasOpenString(line: string): boolean {
  let inside = false;
  for (let index = 0; index < line.length; index += 1) {
    if (line[index] === '"') inside = !inside;
    else if (inside && line.charCodeAt(index) < 0x20) return true;
    else if (inside && line[index] === '\\') index += 1;
  }
  return inside;
}

function mistakeOf(error: unknown, text: string): { line: number; reason: string } {
  if (error instanceof RangeError) return { line: 1, reason: 'it nests too deeply' };
  const message = error instanceof Error ? error.message : 'it cannot be parsed';
  // Where a text is cut off, the parser names the line of some token before.
  if (message.startsWith('Unexpected end')) return { line: text.trimEnd().split('\n').length, reason: 'it is cut off' };
  const line = isObject(error) && typeof error['line'] === 'number' ? error['line'] : 1;
  return { line, reason: message.replace(/ \(\d+:\d+\)$/, '').replace("character '\uFFFF'", 'end') };
}

function nameOf(member: MemberNode): string {
  return member.name.type === 'String' ? member.name.value : member.name.name;
}
