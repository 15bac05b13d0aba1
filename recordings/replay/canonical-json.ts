/** Replaces a string of a JSON value. @param name of the member that holds it, or that holds its list; empty for none. */
export type StringRule = (text: string, name: string) => string;

interface Pending {
  /** A comma, and the name of the member. */
  before: string;
  readonly value: unknown;
  readonly name: string;
}

/** JSON with members sorted by name and without blanks, so that equal values have equal texts. Not recursive: a body of 4 MiB may nest two million deep. */
export function canonicalJson(value: unknown, rule: StringRule = (text) => text): string {
  let text = '';
  // The next one is the last. A string closes an object or a list.
  const pending: (Pending | string)[] = [{ before: '', value, name: '' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') {
      text += next;
      continue;
    }
    const { before, value: current, name } = next;
    if (typeof current === 'object' && current !== null) {
      const isList = Array.isArray(current);
      const members = isList ? current.map((item) => ({ before: ',', value: item as unknown, name })) : membersOf(current);
      if (members[0] !== undefined) members[0].before = members[0].before.slice(1);
      text += before + (isList ? '[' : '{');
      pending.push(isList ? ']' : '}');
      for (const member of members.reverse()) pending.push(member);
    } else text += before + JSON.stringify(typeof current === 'string' ? rule(current, name) : current);
  }
  return text;
}

function membersOf(object: object): Pending[] {
  const entries = Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, value]) => ({ before: `,${JSON.stringify(name)}:`, value: value as unknown, name }));
}
