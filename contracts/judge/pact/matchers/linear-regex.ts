import type { AST } from '@eslint-community/regexpp';
import { remember } from '../../remember.js';
import { OutOfSteps, type StepBudget } from './step-budget.js';

/** A state of the automaton. It is left on a character that fits, or on none. */
interface State {
  readonly fits?: (character: string) => boolean;
  /** The condition of an assertion. */
  readonly holds?: (text: string, at: number) => boolean;
  readonly next: readonly State[];
}

const end: State = { next: [] };

/** The most parts of an expression: repeated ones are written out. */
const mostParts = 20_000;

/** An expression with a back-reference, which takes backtracking. */
export class NotLinear extends Error {}

/**
 * An expression that follows all of its ways at once, instead of one after the other. For each character of a text, and each assertion, it takes at most
 * as many steps as it has places.
 */
export class LinearRegex {
  private readonly fitsOfRaw = new Map<string, (character: string) => boolean>();
  private readonly start: State;
  private parts = 0;

  /**
   * @param longest the length of the longest text. More repetitions are equivalent to any number.
   * @throws NotLinear for a back-reference. OutOfSteps for too many parts.
   */
  constructor(
    pattern: AST.Pattern,
    private readonly flags: string,
    private readonly longest: number,
    private readonly budget: StepBudget,
  ) {
    this.start = this.choice(pattern.alternatives, end, false);
  }

  /** Whether any part of a text matches. @throws OutOfSteps */
  test(text: string): boolean {
    return this.search(this.start, text, 0, { anchored: false, backward: false });
  }

  /** @param way `anchored`: a match must begin at the index, and not behind it. */
  private search(start: State, text: string, from: number, way: { readonly anchored: boolean; readonly backward: boolean }): boolean {
    let at = from;
    let places = this.reach([start], text, at);
    while (!places.has(end)) {
      if (at === (way.backward ? 0 : text.length) || (way.anchored && places.size === 0)) return false;
      const character = text.charAt(way.backward ? at - 1 : at);
      at += way.backward ? -1 : 1;
      const next = [...places].flatMap((place) => (place.fits?.(character) ? place.next : []));
      places = this.reach(way.anchored ? next : [...next, start], text, at);
    }
    return true;
  }

  /** The places that can be reached without a character. */
  private reach(from: readonly State[], text: string, at: number): ReadonlySet<State> {
    const reached = new Set<State>();
    const open = [...from];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      this.budget.spend(1);
      if (reached.has(place) || place.holds?.(text, at) === false) continue;
      reached.add(place);
      if (place.fits === undefined) for (const next of place.next) open.push(next);
    }
    return reached;
  }

  /** Each of these returns the first place of a part of the expression. @param next the place behind the part. */
  private choice(alternatives: readonly AST.Alternative[], next: State, backward: boolean): State {
    const ways = alternatives.map(({ elements }) =>
      (backward ? elements : elements.toReversed()).reduce((place, element) => this.element(element, place, backward), next),
    );
    return { next: ways };
  }

  private element(element: AST.Element, next: State, backward: boolean): State {
    this.parts += 1;
    this.budget.spend(1);
    if (this.parts > mostParts) throw new OutOfSteps();
    switch (element.type) {
      case 'Character':
        return { fits: this.fitsOf(`\\u${element.value.toString(16).padStart(4, '0')}`), next: [next] };
      case 'CharacterSet':
      case 'CharacterClass':
        return { fits: this.fitsOf(element.raw), next: [next] };
      case 'Group':
      case 'CapturingGroup':
        return this.choice(element.alternatives, next, backward);
      case 'Quantifier':
        return this.repeat(element, next, backward);
      case 'Assertion':
        return { holds: this.conditionOf(element), next: [next] };
      default:
        throw new NotLinear();
    }
  }

  private repeat({ element, min, max }: AST.Quantifier, next: State, backward: boolean): State {
    let place = next;
    if (max > this.longest) {
      const ways = [next];
      place = { next: ways };
      ways.push(this.element(element, place, backward));
    } else {
      for (let count = min; count < max; count += 1) place = { next: [this.element(element, place, backward), next] };
    }
    for (let count = Math.min(min, this.longest + 1); count > 0; count -= 1) place = this.element(element, place, backward);
    return place;
  }

  /** Shared by equal parts of the expression. */
  private fitsOf(raw: string): (character: string) => boolean {
    return remember(this.fitsOfRaw, raw, () => {
      const expression = new RegExp(`^(?:${raw})$`, this.flags.replace('m', ''));
      return (character) => expression.test(character);
    });
  }

  private conditionOf(assertion: AST.Assertion): (text: string, at: number) => boolean {
    const multiline = this.flags.includes('m');
    switch (assertion.kind) {
      case 'start':
        return (text, at) => at === 0 || (multiline && isLineEnd(text.charAt(at - 1)));
      case 'end':
        return (text, at) => at === text.length || (multiline && isLineEnd(text.charAt(at)));
      case 'word':
        return (text, at) => (isWord(text.charAt(at - 1)) !== isWord(text.charAt(at))) !== assertion.negate;
      default: {
        const backward = assertion.kind === 'lookbehind';
        const start = this.choice(assertion.alternatives, end, backward);
        const known = new Map<string, boolean>();
        return (text, at) =>
          remember(known, `${at} ${text}`, () => this.search(start, text, at, { anchored: true, backward })) !== assertion.negate;
      }
    }
  }
}

function isLineEnd(character: string): boolean {
  return character !== '' && '\n\r\u2028\u2029'.includes(character);
}

function isWord(character: string): boolean {
  return /^\w$/.test(character);
}
