import type { Source } from '../../contracts/judge/exchange.js';

/** Where an interaction stands. Its line is looked for only when somebody asks, because few are ever asked for. */
export class InteractionSource implements Source {
  readonly #lines: InteractionLines | undefined;

  constructor(
    readonly file: string,
    readonly index: number,
    readonly description: string,
    lines: InteractionLines | undefined,
  ) {
    this.#lines = lines;
  }

  get line(): number | undefined {
    return this.#lines?.lineOf(this.index);
  }

  /** A getter is no member of JSON. */
  toJSON(): Source {
    const { file, index, description, line } = this;
    return { file, index, description, ...(line === undefined ? {} : { line }) };
  }
}

/** The lines on which the interactions of a pact begin. The text is only counted through, as far as needed, and not parsed a second time. */
export class InteractionLines {
  private readonly found: (number | undefined)[] = [];
  private offset = 0;
  private line = 1;
  private depth = 0;
  /** The last text outside of any inner object: the name of what follows. */
  private name = '';
  /** The interaction that comes next; -1 before there are any. */
  private next = -1;

  constructor(private readonly text: string) {}

  lineOf(index: number): number | undefined {
    while (this.next <= index && this.offset < this.text.length) this.step();
    return this.found[index];
  }

  private step(): void {
    switch (this.text[this.offset]) {
      case '\n':
        this.line += 1;
        break;
      case '"':
        this.skipText();
        break;
      case '[':
        if (this.depth === 1 && this.name === 'interactions') this.next = 0;
        this.depth += 1;
        break;
      case '{':
        if (this.depth === 2 && this.next >= 0) this.found[this.next] = this.line;
        this.depth += 1;
        break;
      case ',':
        if (this.depth === 2 && this.next >= 0) this.next += 1;
        break;
      case ']':
      case '}':
        this.depth -= 1;
        if (this.depth === 1 && this.next >= 0) this.offset = this.text.length;
        break;
      default:
        break;
    }
    this.offset += 1;
  }

  /** Goes to the quotation mark at the end of a text. */
  private skipText(): void {
    const from = this.offset + 1;
    let end = from - 1;
    let backslashes: number;
    do {
      end = this.text.indexOf('"', end + 1);
      if (end < 0) end = this.text.length;
      backslashes = 0;
      while (this.text[end - 1 - backslashes] === '\\') backslashes += 1;
    } while (backslashes % 2 === 1 && end < this.text.length);
    if (this.depth === 1) this.name = this.text.slice(from, end);
    this.offset = end;
  }
}
