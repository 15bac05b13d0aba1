import type { AST } from '@eslint-community/regexpp';
import { parseRegex, translate } from './translate-regex.js';

/** Texts that a regular expression allows. */
export interface Samples {
  /** Some may not match, because assertions and back-references are ignored. */
  readonly texts: readonly string[];
  /** True if the expression matches no other text. */
  readonly complete: boolean;
}

/** The longest expression, in characters. */
const longestRegex = 300;

/** Limits of the texts of one expression, in number and characters. Nested groups would multiply both. */
const mostTexts = 100;
const longestText = 600;

/** The longest character list, such as `[Gg]`, that is listed in full. */
const longestList = 10;

/** Candidates for an open part, such as `\w`. */
const typical = ['a', 'A', '0', '-', '.', '_', ' ', '/', '#', '~'];

/** A plain character, or an escape that means the same in every language. JavaScript reads other escapes as plain letters. */
const spelled = /^(?:[^\\]|\\(?:[\W_fnrtv]|[xu]\w+|c.))$/s;

const emptyText: Samples = { texts: [''], complete: true };
export const noSamples: Samples = { texts: [], complete: false };

/** Lists the texts of each alternative, with one character for each open part. A dot without a quantifier usually means a dot. */
export function sampleRegex(regex: string): Samples {
  const translation = regex.length > longestRegex ? undefined : translate(regex);
  const pattern = translation && parseRegex(translation.source);
  if (pattern === undefined) return noSamples;
  const { texts, complete } = sampleAlternatives(pattern);
  return { texts, complete: complete && translation?.flags === '' };
}

/** The cost of `sampleRegex`, in steps. */
export function stepsToSample(regex: string): number {
  return regex.length > longestRegex ? 1 : regex.length * 20;
}

function sampleAlternatives({ alternatives }: { readonly alternatives: readonly AST.Alternative[] }): Samples {
  const each = alternatives.map(({ elements }) => elements.map(sampleElement).reduce(append, emptyText));
  return limit(
    each.flatMap(({ texts }) => texts),
    each.every(({ complete }) => complete),
  );
}

function append(before: Samples, after: Samples): Samples {
  const texts = new Set<string>();
  let all = true;
  for (const text of before.texts) {
    for (const end of after.texts) {
      if (text.length + end.length <= longestText) texts.add(text + end);
      else all = false;
      if (texts.size > mostTexts) return { texts: [...texts].slice(0, mostTexts), complete: false };
    }
  }
  return { texts: [...texts], complete: all && before.complete && after.complete };
}

function limit(texts: readonly string[], complete: boolean): Samples {
  const distinct = [...new Set(texts)];
  const kept = distinct.filter(({ length }) => length <= longestText).slice(0, mostTexts);
  return { texts: kept, complete: complete && kept.length === distinct.length };
}

function sampleElement(element: AST.Element): Samples {
  switch (element.type) {
    case 'Character':
      return isSpelled(element) ? listCharacters([element]) : noSamples;
    case 'Group':
    case 'CapturingGroup':
      return sampleAlternatives(element);
    case 'Quantifier':
      return repeat(element);
    case 'CharacterSet':
      return element.kind === 'any' && element.parent.type !== 'Quantifier' ? { texts: ['.'], complete: true } : pickCharacter(element);
    case 'CharacterClass':
      return sampleClass(element);
    case 'Assertion':
      return { ...emptyText, complete: element.kind !== 'lookahead' && element.kind !== 'lookbehind' };
    default: // Back-references. Classes with operators need the `v` flag, which no expression has here.
      return noSamples;
  }
}

function sampleClass(element: AST.CharacterClass): Samples {
  const members: readonly AST.CharacterClassElement[] = element.elements;
  const listed = members.filter(isSpelled);
  const isList = !element.negate && listed.length === members.length && listed.length > 0 && listed.length <= longestList;
  return isList ? listCharacters(listed) : pickCharacter(element);
}

function isSpelled(element: AST.Node): element is AST.Character {
  return element.type === 'Character' && spelled.test(element.raw);
}

function listCharacters(characters: readonly AST.Character[]): Samples {
  return { texts: characters.map(({ value }) => String.fromCodePoint(value)), complete: true };
}

/** Picks the first typical character that the set contains. */
function pickCharacter({ raw }: AST.CharacterSet | AST.CharacterClass): Samples {
  const expression = new RegExp(raw);
  return { texts: typical.filter((char) => expression.test(char)).slice(0, 1), complete: false };
}

/** Repeats an element as often as required, and lists an optional one with and without. */
function repeat({ element, min, max }: AST.Quantifier): Samples {
  const { texts, complete } = sampleElement(element);
  if (min === 0) return { texts: max === 1 ? ['', ...texts] : [''], complete: complete && max <= 1 };
  const short = texts.filter(({ length }) => length * min <= longestText);
  const isExact = min === max && (min === 1 || texts.length === 1) && short.length === texts.length;
  return { texts: short.map((text) => text.repeat(min)), complete: complete && isExact };
}
