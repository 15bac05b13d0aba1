/** Gives the text that is written in place of a string. @param name of the member that holds it, or that holds its list; empty for none. */
export type StringRule = (text: string, name: string) => string;

interface Pending {
  /** A comma, and the name of the member. */
  readonly before: string;
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
    if (Array.isArray(current)) {
      text += `${before}[`;
      pending.push(']');
      for (let at = current.length - 1; at >= 0; at -= 1) pending.push({ before: at === 0 ? '' : ',', value: current[at], name });
    } else if (typeof current === 'object' && current !== null) {
      text += `${before}{`;
      pending.push('}');
      const names = Object.keys(current).sort();
      for (let at = names.length - 1; at >= 0; at -= 1) {
        const member = names[at] ?? '';
        const written = `${at === 0 ? '' : ','}${JSON.stringify(member)}:`;
        pending.push({ before: written, value: (current as Record<string, unknown>)[member], name: member });
      }
    } else {
      text += `${before}${JSON.stringify(typeof current === 'string' ? rule(current, name) : current)}`;
    }
  }
  return text;
}
