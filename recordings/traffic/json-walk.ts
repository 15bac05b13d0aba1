/** The names, and the places in lists, that lead to a value from the root of a JSON text. */
export type JsonPath = readonly string[];

/** What is looked for, by the first step of its path. */
interface Branch {
  line: number;
  readonly next: Map<string, Branch>;
}

/**
 * The lines on which values stand, or their names where they have one, counted from 1; of a value that is not there, the line of the nearest around
 * it. Takes one walk through the text, which passes over all else. @param text JSON, as a parser has found.
 */
export function linesOfPaths(text: string, paths: readonly JsonPath[]): number[] {
  const root: Branch = { line: 1, next: new Map() };
  const ends = paths.map((path) => branchesTo(root, path));
  new Walk(text).value(root);
  return ends.map((branches) => branches.findLast(({ line }) => line > 0)?.line ?? root.line);
}

/** The branches on a path, from the root on. */
function branchesTo(root: Branch, path: JsonPath): Branch[] {
  let branch = root;
  return path.map((step) => {
    let next = branch.next.get(step);
    if (next === undefined) branch.next.set(step, (next = { line: 0, next: new Map() }));
    branch = next;
    return branch;
  });
}

/** Goes through a JSON text, and into what is looked for only, which is not deep: what else the text holds may be. */
class Walk {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  value(branch: Branch | undefined): void {
    const first = this.next();
    if (branch === undefined || branch.next.size === 0) this.pass(first);
    else if (first === '{') this.members(branch);
    else if (first === '[') this.items(branch);
    else this.pass(first);
  }

  private members({ next }: Branch): void {
    this.at += 1;
    for (let char = this.next(); char !== '}' && char !== ''; char = this.next()) {
      if (char === ',') {
        this.at += 1;
        continue;
      }
      const from = this.at;
      this.passString();
      const name = this.text.slice(from, this.at);
      const branch = next.get(name.includes('\\') ? (JSON.parse(name) as string) : name.slice(1, -1));
      if (branch !== undefined) branch.line = this.line;
      this.next();
      this.at += 1; // The colon.
      this.value(branch);
    }
    this.at += 1;
  }

  private items({ next }: Branch): void {
    this.at += 1;
    let index = 0;
    for (let char = this.next(); char !== ']' && char !== ''; char = this.next()) {
      if (char === ',') {
        this.at += 1;
        continue;
      }
      const branch = next.get(String(index));
      if (branch !== undefined) branch.line = this.line;
      this.value(branch);
      index += 1;
    }
    this.at += 1;
  }

  /** The next character that is no blank; empty at the end. */
  private next(): string {
    for (; this.at < this.text.length; this.at += 1) {
      const char = this.text.charAt(this.at);
      if (char === '\n') this.line += 1;
      else if (char !== ' ' && char !== '\r' && char !== '\t') return char;
    }
    return '';
  }

  /** Goes behind a value. */
  private pass(first: string): void {
    let depth = 0;
    for (let char = first; char !== ''; char = this.next()) {
      if (char === '"') {
        this.passString();
      } else {
        if (char === '{' || char === '[') depth += 1;
        else if (char === '}' || char === ']') depth -= 1;
        else if (depth === 0) {
          this.passWord();
          return;
        }
        this.at += 1;
      }
      if (depth === 0) return;
    }
  }

  private passString(): void {
    const { text } = this;
    for (this.at += 1; this.at < text.length && text.charAt(this.at) !== '"'; this.at += 1) if (text.charAt(this.at) === '\\') this.at += 1;
    this.at += 1;
  }

  /** A number, or one of the three words. */
  private passWord(): void {
    while (/[\w.+-]/.test(this.text.charAt(this.at))) this.at += 1;
  }
}
