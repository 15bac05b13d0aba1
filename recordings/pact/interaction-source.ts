import type { Source } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';

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

/** The lines on which the interactions of a pact are described: the text is searched for a description, and never parsed a second time. */
export class InteractionLines {
  private readonly found = new Map<number, number | undefined>();
  /** The last one that was found: those after it stand behind it. */
  private last = { index: -1, offset: 0 };
  /** How far lines have been counted. */
  private counted = { offset: 0, line: 1 };

  constructor(
    private readonly text: string,
    private readonly interactions: readonly unknown[],
  ) {}

  lineOf(index: number): number | undefined {
    if (!this.found.has(index)) this.found.set(index, this.find(index));
    return this.found.get(index);
  }

  private find(index: number): number | undefined {
    const description = descriptionOf(this.interactions[index]);
    if (description === undefined) return undefined;
    if (index < this.last.index) this.last = { index: -1, offset: 0 };
    // The same words may describe several interactions: they stand in their order.
    let before = 0;
    for (let other = this.last.index + 1; other < index; other += 1) {
      if (descriptionOf(this.interactions[other]) === description) before += 1;
    }
    const offset = this.offsetOf(JSON.stringify(description), before) ?? this.offsetOf(inAscii(description), before);
    if (offset === undefined) return undefined;
    this.last = { index, offset: offset + 1 };
    return this.lineAt(offset);
  }

  /** Where a description is written, when it has been so a number of times before. */
  private offsetOf(written: string, before: number): number | undefined {
    let passed = 0;
    for (let offset = this.last.offset; ; offset += written.length) {
      offset = this.text.indexOf(written, offset);
      if (offset < 0) return undefined;
      if (!isMember(this.text, offset)) continue;
      if (passed === before) return offset;
      passed += 1;
    }
  }

  private lineAt(offset: number): number {
    if (offset < this.counted.offset) this.counted = { offset: 0, line: 1 };
    let { offset: from, line } = this.counted;
    for (let end = this.text.indexOf('\n', from); end >= 0 && end < offset; end = this.text.indexOf('\n', from)) {
      from = end + 1;
      line += 1;
    }
    this.counted = { offset: from, line };
    return line;
  }
}

/** As some libraries write a text: what is not ASCII, by its number. */
function inAscii(text: string): string {
  return JSON.stringify(text).replaceAll(/[^\0-\x7f]/g, (letter) => {
    return [...Array(letter.length).keys()].map((place) => `\\u${letter.charCodeAt(place).toString(16).padStart(4, '0')}`).join('');
  });
}

function descriptionOf(interaction: unknown): string | undefined {
  const description = isObject(interaction) ? interaction['description'] : undefined;
  return typeof description === 'string' ? description : undefined;
}

/** The longest gap between the name and its value. */
const gap = 40;

/** True when the text at an offset is the value of a member called `description`. */
function isMember(text: string, offset: number): boolean {
  return /"description"\s*:\s*$/.test(text.slice(Math.max(0, offset - gap), offset));
}
