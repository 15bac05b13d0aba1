/** Texts that a regular expression was written for, as far as its own words tell. */
export interface Samples {
  /** Some may fit only nearly: whoever uses them asks the expression again. */
  readonly texts: readonly string[];
  /** True when it fits no other text: it holds no more than words, and choices between them. */
  readonly complete: boolean;
}

/** As many as one expression may give, and as deep as its groups may stand in each other. */
const mostTexts = 100;
const deepest = 20;

/** The longest text. */
const longest = 300;

/** The most expressions to remember. A consumer writes few, in many interactions. */
const most = 1_000;

const remembered = new Map<string, Samples | undefined>();

/**
 * Spells out an expression: each of its alternatives, and one text for each part that is open, such as `\w+`. A dot that stands alone is taken for a
 * dot, which is what most are meant to be. Undefined for one that is beyond this: it looks around, or back.
 */
export function samplesOf(regex: string): Samples | undefined {
  if (!remembered.has(regex)) {
    if (remembered.size >= most) remembered.clear();
    remembered.set(regex, regex.length > longest ? undefined : new Speller(regex).spell());
  }
  return remembered.get(regex);
}

/** What is beyond this. */
class Beyond extends Error {}

/** One part of an expression: `open` when it stands for more than its texts say. */
interface Piece {
  readonly texts: readonly string[];
  readonly open: boolean;
}

const quantifier = /(?:[*+?]|\{(\d{1,2})(,?)(\d{0,2})\})/y;

/** By the letter behind a backslash: a character that fits, or nothing where it stands between characters. */
const escapes: Readonly<Record<string, Piece>> = {
  ...Object.fromEntries(
    Object.entries({ w: 'a', d: '0', s: ' ', W: '-', D: 'a', S: 'a' }).map(([letter, text]) => [letter, { texts: [text], open: true }]),
  ),
  ...Object.fromEntries(['b', 'B', 'A', 'z', 'Z'].map((letter) => [letter, { texts: [''], open: false }])),
};

/** Of a class of characters, the first of these that is in it. */
const characters = ['a', 'A', '0', '-', '.', '_', ' ', '/', '#', '~'];

class Speller {
  private at = 0;
  private complete = true;
  private depth = 0;

  constructor(private readonly regex: string) {}

  spell(): Samples | undefined {
    try {
      const texts = this.alternatives();
      return this.at === this.regex.length ? { texts, complete: this.complete } : undefined;
    } catch (error) {
      if (error instanceof Beyond) return undefined;
      throw error;
    }
  }

  private alternatives(): readonly string[] {
    this.depth += 1;
    if (this.depth > deepest) throw new Beyond();
    let texts = this.sequence();
    while (this.take('|')) texts = this.firstOf([...texts, ...this.sequence()]);
    this.depth -= 1;
    return texts;
  }

  private sequence(): readonly string[] {
    let texts: readonly string[] = [''];
    while (this.at < this.regex.length && this.next !== '|' && this.next !== ')') {
      const more = this.repeated(this.piece());
      texts = this.firstOf(texts.flatMap((text) => more.map((end) => text + end)));
    }
    return texts;
  }

  /** A part as often as it must stand at least; one that may be there or not, both ways. */
  private repeated({ texts, open }: Piece): readonly string[] {
    quantifier.lastIndex = this.at;
    const [written = '', counted, comma = '', limit] = quantifier.exec(this.regex) ?? [];
    this.at += written.length;
    if (written !== '') this.take('?');
    if (open) this.complete = false;
    if (written === '') return texts;
    if (written === '?') return ['', ...texts];
    const least = counted === undefined ? (written === '+' ? 1 : 0) : Number(counted);
    const isExact = counted !== undefined && (comma === '' || limit === counted);
    if (!isExact || (least > 1 && texts.length > 1)) this.complete = false;
    return least === 0 ? [''] : texts.map((text) => text.repeat(least));
  }

  private piece(): Piece {
    const char = this.next;
    this.at += 1;
    switch (char) {
      case '(':
        return { texts: this.group(), open: false };
      case '[':
        return this.characterClass();
      case '\\':
        return this.escape();
      case '^':
      case '$':
        return { texts: [''], open: false };
      case '.':
        return '*+?{'.includes(this.next || ' ') ? { texts: ['a'], open: true } : { texts: ['.'], open: false };
      case '*':
      case '+':
      case '?':
        throw new Beyond();
      default:
        return { texts: [char], open: false };
    }
  }

  private group(): readonly string[] {
    if (this.take('?') && !this.take(':')) {
      const [name] = /^<\w+>/.exec(this.regex.slice(this.at, this.at + 50)) ?? [];
      if (name === undefined) throw new Beyond();
      this.at += name.length;
    }
    const texts = this.alternatives();
    if (!this.take(')')) throw new Beyond();
    return texts;
  }

  private characterClass(): Piece {
    const from = this.at;
    while (this.at < this.regex.length && this.next !== ']') this.at += this.next === '\\' ? 2 : 1;
    const inner = this.regex.slice(from, this.at);
    if (!this.take(']')) throw new Beyond();
    if (/^[^\\^-]{1,10}$/.test(inner)) return { texts: Array.from(inner), open: false };
    const text = characters.find((char) => isIn(char, inner));
    if (text === undefined) throw new Beyond();
    return { texts: [text], open: true };
  }

  private escape(): Piece {
    const char = this.next;
    this.at += 1;
    const known = escapes[char];
    if (known !== undefined) return known;
    if (char === '' || /[0-9A-Za-z]/.test(char)) throw new Beyond();
    return { texts: [char], open: false };
  }

  /** The next character; empty at the end. */
  private get next(): string {
    return this.regex.charAt(this.at);
  }

  private take(char: string): boolean {
    const isThere = this.next === char;
    if (isThere) this.at += 1;
    return isThere;
  }

  private firstOf(texts: readonly string[]): readonly string[] {
    if (texts.length <= mostTexts) return texts;
    this.complete = false;
    return texts.slice(0, mostTexts);
  }
}

function isIn(char: string, characterClass: string): boolean {
  try {
    return new RegExp(`^[${characterClass}]$`).test(char);
  } catch {
    return false;
  }
}
