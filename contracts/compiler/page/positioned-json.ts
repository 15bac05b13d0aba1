import { parse, type ValueNode } from '@humanwhocodes/momoa';
import type { JsonType } from '../../contract.js';
import { isObject, jsonTypeOf, partOfPointer } from '../../json-value.js';
import { PageError } from './page-error.js';

/** A member of an object in a JSON text, and the page line on which it is written. */
export interface Member {
  /** Names from the root to this member; an array's items are named by their index. */
  readonly path: readonly string[];
  /** A JSON Pointer, in which `*` stands for any item of a list. */
  readonly pointer: string;
  readonly line: number;
  readonly type: JsonType;
  readonly value: unknown;
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
  const refuse = (line: number, reason: string): never => {
    throw new PageError(file, firstLine + line - 1, `${what} ${reason}`);
  };
  const { root, value: whole } = parseStrictly(text, (line, reason) => refuse(line, `is not valid JSON: ${reason}`));
  const members: Member[] = [];
  const visit = (node: ValueNode, value: unknown, path: readonly string[], at: string): void => {
    if (path.length > deepest) refuse(node.loc.start.line, `nests deeper than ${deepest} levels`);
    if (node.type === 'Object' && isObject(value)) {
      const seen = new Set<string>();
      for (const member of node.members) {
        const name = member.name.type === 'String' ? member.name.value : member.name.name;
        const { line } = member.name.loc.start;
        if (seen.has(name)) refuse(line, `has the member ${JSON.stringify(name)} twice`);
        seen.add(name);
        const inner = [...path, name];
        const pointer = `${at}/${partOfPointer(name)}`;
        members.push({ path: inner, pointer, line: firstLine + line - 1, type: jsonTypeOf(value[name]), value: value[name] });
        visit(member.value, value[name], inner, pointer);
      }
    } else if (node.type === 'Array' && Array.isArray(value)) {
      for (const [index, element] of node.elements.entries()) visit(element.value, value[index], [...path, String(index)], `${at}/*`);
    }
  };
  visit(root, whole, [], '');
  return { value: whole, line: firstLine + root.loc.start.line - 1, members };
}

function parseStrictly(text: string, refuse: (line: number, reason: string) => never): { root: ValueNode; value: unknown } {
  try {
    return { root: parse(text, { mode: 'json' }).body, value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof RangeError) return refuse(1, 'it nests too deeply');
    const { message, line } = error as Error & { readonly line?: number };
    // The parser lets a string run over the end of its line, and fails where the next one begins, or not at all.
    const openString = text.split('\n').findIndex(hasOpenString) + 1;
    if (openString > 0 && (line === undefined || line >= openString)) {
      return refuse(openString, 'a string does not end on its line, or holds a raw tab');
    }
    // If a text is cut off, the parser names the line of an earlier token.
    if (message.startsWith('Unexpected end')) return refuse(text.trimEnd().split('\n').length, 'it is cut off');
    return refuse(line ?? 1, message.replace(/ \(\d+:\d+\)$/, '').replace("character '\uFFFF'", 'end'));
  }
}

function hasOpenString(line: string): boolean {
  return [...line.matchAll(/"(?:[^"\\\t]|\\.)*("?)/g)].some(([, end]) => end === '');
}
