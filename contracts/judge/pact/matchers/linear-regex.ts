import type { AST } from '@eslint-community/regexpp';
import { remember } from '../../remember.js';
import { OutOfSteps, type StepBudget } from './step-budget.js';

/** A place in an expression. */
type State =
  | { readonly kind: 'character'; readonly fits: (character: string) => boolean; readonly next: number }
  | { readonly kind: 'condition'; readonly holds: (text: string, at: number) => boolean; readonly next: number }
  | { readonly kind: 'fork'; readonly next: readonly number[] }
  | { readonly kind: 'end' };

/** The most places in an expression: repeated parts are written out. */
const mostStates = 20_000;

/** An expression with a back-reference, which takes backtracking. */
export class NotLinear extends Error {}

/**
 * An expression that follows all of its ways at once, instead of one after the other. For each character of a text, and each assertion, it takes at most
 * as many steps as it has places.
 */
export class LinearRegex {
  private readonly states: State[] = [];
  private readonly byRaw = new Map<string, (character: string) => boolean>();
  private readonly search: Walk;
  private emitted = 0;

  /**
   * @param longest the length of the longest text. More repetitions are equivalent to any number.
   * @throws NotLinear for a back-reference. OutOfSteps for too many places.
   */
  constructor(
    pattern: AST.Pattern,
    private readonly flags: string,
    private readonly longest: number,
    private readonly budget: StepBudget,
  ) {
    this.search = this.walk(pattern.alternatives, false);
  }

  /** Whether any part of a text matches. @throws OutOfSteps */
  test(text: string): boolean {
    return this.search.run(text, 0, false);
  }

  private walk(alternatives: readonly AST.Alternative[], backward: boolean): Walk {
    const first = this.states.length;
    const end = this.add({ kind: 'end' });
    const start = this.choice(alternatives, end, backward);
    return new Walk(this.states, { first, start, count: this.states.length - first, backward }, this.budget);
  }

  private add(state: State): number {
    return this.states.push(state) - 1;
  }

  /** Each of these adds the places before a given one, and returns the first of them. */
  private choice(alternatives: readonly AST.Alternative[], next: number, backward: boolean): number {
    const starts = alternatives.map(({ elements }) =>
      (backward ? elements : elements.toReversed()).reduce((place, element) => this.element(element, place, backward), next),
    );
    return starts.length === 1 ? (starts[0] ?? next) : this.add({ kind: 'fork', next: starts });
  }

  private element(element: AST.Element, next: number, backward: boolean): number {
    this.emitted += 1;
    this.budget.spend(1);
    if (this.emitted > mostStates) throw new OutOfSteps();
    switch (element.type) {
      case 'Character':
        return this.add({ kind: 'character', fits: this.fitsOf(`\\u${element.value.toString(16).padStart(4, '0')}`), next });
      case 'CharacterSet':
      case 'CharacterClass':
        return this.add({ kind: 'character', fits: this.fitsOf(element.raw), next });
      case 'Group':
      case 'CapturingGroup':
        return this.choice(element.alternatives, next, backward);
      case 'Quantifier':
        return this.repeat(element, next, backward);
      case 'Assertion':
        return this.add({ kind: 'condition', holds: this.conditionOf(element), next });
      default:
        throw new NotLinear();
    }
  }

  private repeat({ element, min, max }: AST.Quantifier, next: number, backward: boolean): number {
    let place = next;
    if (max > this.longest) {
      const ways: number[] = [];
      place = this.add({ kind: 'fork', next: ways });
      ways.push(this.element(element, place, backward), next);
    } else {
      for (let count = min; count < max; count += 1)
        place = this.add({ kind: 'fork', next: [this.element(element, place, backward), next] });
    }
    for (let count = Math.min(min, this.longest + 1); count > 0; count -= 1) place = this.element(element, place, backward);
    return place;
  }

  /** Shared by equal parts of the expression. */
  private fitsOf(raw: string): (character: string) => boolean {
    return remember(this.byRaw, raw, () => {
      const expression = new RegExp(`^(?:${raw})$`, this.flags.replace('m', ''));
      const known = new Map<string, boolean>();
      return (character) => remember(known, character, () => expression.test(character));
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
        const { alternatives, kind, negate } = assertion;
        const around = this.walk(alternatives, kind === 'lookbehind');
        return (text, at) => around.run(text, at, true) !== negate;
      }
    }
  }
}

/** The places of a part of an expression. */
interface Section {
  readonly first: number;
  readonly start: number;
  readonly count: number;
  readonly backward: boolean;
}

/** Goes through a text, at all places of a section at once. */
class Walk {
  private readonly seen: Uint32Array;
  private stamp = 0;
  private text = '';
  /** Outcomes in the text, by starting index. */
  private readonly found = new Map<number, boolean>();

  constructor(
    private readonly states: readonly State[],
    private readonly section: Section,
    private readonly budget: StepBudget,
  ) {
    this.seen = new Uint32Array(section.count);
  }

  /** @param anchored whether a match must begin at the index, and not behind it. */
  run(text: string, from: number, anchored: boolean): boolean {
    if (text !== this.text) this.found.clear();
    this.text = text;
    return remember(this.found, from, () => this.search(text, from, anchored));
  }

  private search(text: string, from: number, anchored: boolean): boolean {
    const { start, backward } = this.section;
    let at = from;
    let places: number[] = [];
    this.stamp += 1;
    if (this.enter(start, at, places)) return true;
    while (backward ? at > 0 : at < text.length) {
      const character = text.charAt(backward ? at - 1 : at);
      at += backward ? -1 : 1;
      const next: number[] = [];
      this.stamp += 1;
      for (const place of places) {
        const state = this.states[place];
        if (state?.kind === 'character' && state.fits(character) && this.enter(state.next, at, next)) return true;
      }
      if (!anchored && this.enter(start, at, next)) return true;
      if (anchored && next.length === 0) return false;
      places = next;
    }
    return false;
  }

  /** Adds the places that can be reached without a character. @returns whether one of them is the end. */
  private enter(start: number, at: number, places: number[]): boolean {
    const { first } = this.section;
    const open = [start];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      this.budget.spend(1);
      if (this.seen[place - first] === this.stamp) continue;
      this.seen[place - first] = this.stamp;
      const state = this.states[place];
      if (state?.kind === 'end') return true;
      if (state?.kind === 'character') places.push(place);
      else if (state?.kind === 'fork') for (const way of state.next) open.push(way);
      else if (state?.kind === 'condition' && state.holds(this.text, at)) open.push(state.next);
    }
    return false;
  }
}

function isLineEnd(character: string): boolean {
  return character !== '' && '\n\r\u2028\u2029'.includes(character);
}

function isWord(character: string): boolean {
  return /^\w$/.test(character);
}
