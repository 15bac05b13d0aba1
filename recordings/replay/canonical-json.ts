/** Gives what is written in the place of a string. @param name of the member that holds it, or the list in which it stands; empty for none. */
export type StringRule = (text: string, name: string) => string;

/** An object or a list that is being written. */
interface Open {
  readonly of: Readonly<Record<string, unknown>> | readonly unknown[];
  /** The members of an object in their order; undefined for a list. */
  readonly members: readonly string[] | undefined;
  readonly size: number;
  /** How many are written. */
  written: number;
  /** The name under which the list stands, which is that of its items. */
  readonly name: string;
  readonly around: Open | undefined;
}

/**
 * The text of a JSON value with its members in the order of their names and without blanks, so that equal values have equal texts.
 * It takes no part of the stack for what nests: somebody's body of 4 MiB may hold two million lists in lists.
 */
export function canonicalJson(value: unknown, rule?: StringRule): string {
  let text = '';
  let open: Open | undefined;
  let next = value;
  let name = '';
  for (;;) {
    if (typeof next === 'object' && next !== null) {
      open = begun(next as Open['of'], name, open);
      text += open.members === undefined ? '[' : '{';
    } else {
      text += JSON.stringify(typeof next === 'string' && rule !== undefined ? rule(next, name) : next);
    }
    while (open !== undefined && open.written === open.size) {
      text += open.members === undefined ? ']' : '}';
      open = open.around;
    }
    if (open === undefined) return text;
    if (open.written > 0) text += ',';
    name = open.members?.[open.written] ?? open.name;
    if (open.members !== undefined) text += `${JSON.stringify(name)}:`;
    next = open.members === undefined ? (open.of as readonly unknown[])[open.written] : (open.of as Record<string, unknown>)[name];
    open.written += 1;
  }
}

function begun(of: Open['of'], name: string, around: Open | undefined): Open {
  const members = Array.isArray(of) ? undefined : Object.keys(of).sort();
  return { of, members, size: members?.length ?? (of as readonly unknown[]).length, written: 0, name, around };
}
