import { evaluate, parse, type MemberNode, type ValueNode } from '@humanwhocodes/momoa';
import { isObject } from '../../contracts/json-value.js';

/** A place in the configuration: names of members, and indices of lists, from the root on. */
export type Path = readonly (string | number)[];

/** Something that is wrong with the configuration. The message names no value: it may be an id, or a secret in the wrong place. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** The text of a configuration, read: its value, and where each part of it stands. */
export interface ConfigText {
  readonly value: unknown;
  /** Every member, by its path and line, outer ones before inner ones. One that an object has twice is here twice. */
  readonly members: readonly { readonly path: Path; readonly line: number }[];
  /** The line of a place; of one that is not there, the line of what should hold it. */
  readonly lineOf: (path: Path) => number;
}

/** Deeper than any configuration. */
const deepest = 20;

/** Reads JSON with comments and trailing commas. @returns a problem when it is none. */
export function readConfigText(text: string): ConfigText | Problem {
  try {
    const { body } = parse(text.replace(/^\uFEFF/, ''), { mode: 'jsonc', allowTrailingCommas: true });
    const members: { path: Path; line: number }[] = [];
    const lines = new Map<string, number>();
    place(body, [], (path, line, isMember) => {
      lines.set(JSON.stringify(path), line);
      if (isMember) members.push({ path, line });
    });
    const lineOf = (path: Path): number => lines.get(JSON.stringify(path)) ?? (path.length === 0 ? 1 : lineOf(path.slice(0, -1)));
    return { value: evaluate(body), members, lineOf };
  } catch (error) {
    if (error instanceof RangeError) return { path: [], line: 1, message: 'it nests too deeply for a configuration.' };
    // The message of the parser quotes what it stumbled over; the line is enough.
    const line = isObject(error) && typeof error['line'] === 'number' ? error['line'] : 1;
    return { path: [], line, message: 'this is no JSON. Look for a missing quote, comma or brace here, or just above.' };
  }
}

function place(node: ValueNode, path: Path, tell: (path: Path, line: number, isMember: boolean) => void): void {
  if (path.length > deepest) throw new RangeError('too deep');
  if (path.length === 0) tell(path, node.loc.start.line, false);
  if (node.type === 'Object') {
    for (const member of node.members) {
      const inner = [...path, nameOf(member)];
      tell(inner, member.name.loc.start.line, true);
      place(member.value, inner, tell);
    }
  }
  if (node.type === 'Array') {
    node.elements.forEach(({ value }, index) => {
      tell([...path, index], value.loc.start.line, false);
      place(value, [...path, index], tell);
    });
  }
}

function nameOf({ name }: MemberNode): string {
  return name.type === 'String' ? name.value : name.name;
}
