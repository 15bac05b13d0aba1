/** What stands between the names of a place: it cannot stand in JSON, so no name holds it. */
const between = '\n';

/** Stands for any item of a list. */
export const item = '[]';

/** Deeper names tell nothing about a format. */
const deepest = 4;

/** Names of members, each by the names that lead to it. */
export class Names {
  private readonly places = new Set<string>();
  /** Whether the value ends within the text. */
  isWhole = false;

  has(...names: readonly string[]): boolean {
    return this.places.has(names.join(between));
  }

  /** Whether a member of an object is an object in its turn, and has members. */
  holdObjects(...names: readonly string[]): boolean {
    const start = names.join(between) + between;
    return [...this.places].some((place) => {
      if (!place.startsWith(start)) return false;
      const [member, inner] = place.slice(start.length).split(between);
      return member !== item && inner !== undefined && inner !== item;
    });
  }

  add(names: readonly string[]): void {
    this.places.add(names.join(between));
  }
}

/**
 * A string, or anything that opens, closes or parts. A string may lack its end, where the part that is looked at ends: else the search would
 * go on at each quote within it, and take the square of its length.
 */
const token = /"((?:[^"\\]|\\.)*)(?:"|\\?$)|[{}[\]:,]/gs;

/** The names in the object or list with which a text begins, as far as the text goes, and whether or not it is JSON. */
export function namesIn(text: string): Names {
  const names = new Names();
  const path: string[] = [];
  let last: string | undefined;
  for (const [found, string] of text.matchAll(token)) {
    if (found === '{' || found === '[') {
      path.push(found === '[' ? item : '');
      if (found === '[' && path.length <= deepest) names.add(path);
    } else if (found === '}' || found === ']') path.pop();
    else if (found === ':' && last !== undefined && path.length > 0) {
      path[path.length - 1] = last;
      if (path.length <= deepest) names.add(path);
    }
    if (path.length === 0) {
      names.isWhole = found === '}' || found === ']';
      break;
    }
    last = string;
  }
  return names;
}
