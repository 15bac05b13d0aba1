import { isDeepStrictEqual } from 'node:util';
import type { Contract, HeaderValue, JsonType, Says } from '../contract.js';
import type { Code } from '../judge/codes.js';
import { nearestName } from '../judge/nearest-name.js';
import { TypeFamily } from '../type-family.js';
import { describeHeader } from './describe-promise.js';

/** A fact of one rule that the other page states in another way. */
export interface ChangedFact {
  readonly code: Code;
  readonly field: string;
  readonly ours: string;
  readonly theirs: string;
  /** A sentence about a likely cause. */
  readonly hint?: string;
}

/** The types that either contract knows. */
export class KnownTypes extends TypeFamily {
  readonly names: readonly string[];
  private readonly inBoth: ReadonlySet<string>;

  constructor(ours: Contract, theirs: Contract) {
    super([...ours.types, ...theirs.types], [...ours.rules, ...theirs.rules]);
    const [before, after] = [ours, theirs].map(({ types }) => types.map(({ name }) => name));
    this.names = [...(before ?? []), ...(after ?? [])];
    this.inBoth = new Set(before?.filter((name) => after?.includes(name)));
  }

  /** True if both contracts know the type, even if only one has a rule about it. */
  isInBoth(name: string): boolean {
    return this.inBoth.has(name);
  }
}

/** The messages that a fact is about. What the metadata says about a type holds for both. */
type Direction = 'request' | 'response' | 'both';

type Compare = (ours: unknown, theirs: unknown, direction: Direction, types: KnownTypes) => readonly Omit<ChangedFact, 'field'>[];

/** What is compared, by the member of `Says` that holds it. The others identify the rule. */
const comparisons: Readonly<Record<string, Compare>> = {
  method: (ours, theirs) => replaced(String(ours), String(theirs)),
  status: (ours, theirs) => replaced(String(ours), String(theirs)),
  collection: (ours, theirs) => replaced(ours ? 'a list' : 'one object', theirs ? 'a list' : 'one object'),
  required: (ours, theirs, direction) => [limit(ours ? 'wider' : 'narrower', direction, requiredWord(ours), requiredWord(theirs))],
  nullable: compareNullable,
  type: (ours, theirs, direction) => compareTypes(ours as JsonType | undefined, theirs as JsonType | undefined, direction),
  typeName: (ours, theirs, direction, types) =>
    compareTypeNames(ours as string | undefined, theirs as string | undefined, direction, types),
  valueType: (ours, theirs, direction, types) =>
    compareTypeNames(ours as string | undefined, theirs as string | undefined, direction, types),
  items: (ours, theirs, direction) => compareTypes(ours as JsonType | undefined, theirs as JsonType | undefined, direction),
  value: (ours, theirs, direction) => compareHeaders(ours as HeaderValue, theirs as HeaderValue, direction),
  values: compareLists,
  versions: compareLists,
  pointers: (ours, theirs, direction) => {
    const isWider = (ours as readonly string[]).every((pointer) => (theirs as readonly string[]).includes(pointer));
    return [limit(isWider ? 'wider' : 'narrower', direction, listed(ours), listed(theirs))];
  },
};

/** Compares two rules of one id, fact by fact. @param types of both contracts. */
export function changedFacts(ours: Says, theirs: Says, types: KnownTypes): ChangedFact[] {
  const [before, after] = [ours, theirs] as unknown as Readonly<Record<string, unknown>>[];
  const direction = directionOf(ours);
  return Object.entries(comparisons).flatMap(([field, compare]) => {
    const [one, other] = [before?.[field], after?.[field]];
    return isDeepStrictEqual(one, other) ? [] : compare(one, other, direction, types).map((fact) => ({ field, ...fact }));
  });
}

function directionOf(says: Says): Direction {
  if ('side' in says) return says.side;
  if (says.what === 'request-header' || says.what === 'sets') return 'request';
  return says.what === 'response-header' ? 'response' : 'both';
}

function replaced(ours: string, theirs: string): Omit<ChangedFact, 'field'>[] {
  return [{ code: 'docs.changed', ours, theirs }];
}

/** A client may send less than before, or must expect more than before: only those break it. */
function limit(change: 'wider' | 'narrower', direction: Direction, ours: string, theirs: string): Omit<ChangedFact, 'field'> {
  const isHarmless = direction === (change === 'wider' ? 'request' : 'response');
  return { code: isHarmless ? 'docs.widened' : 'docs.narrowed', ours, theirs };
}

function undecided(ours: string, theirs: string, hint?: string): Omit<ChangedFact, 'field'>[] {
  return [{ code: 'docs.not-comparable', ours, theirs, ...(hint === undefined ? {} : { hint }) }];
}

function requiredWord(required: unknown): string {
  return required === true ? 'required' : 'optional';
}

function compareNullable(ours: unknown, theirs: unknown, direction: Direction): Omit<ChangedFact, 'field'>[] {
  const word = (nullable: unknown): string =>
    nullable === undefined ? 'null not mentioned' : nullable === true ? 'nullable' : 'never null';
  // Follows from a change of the type that says so.
  if (theirs === undefined) return [];
  return [limit(theirs === true ? 'wider' : 'narrower', direction, word(ours), word(theirs))];
}

function compareTypes(ours: JsonType | undefined, theirs: JsonType | undefined, direction: Direction): Omit<ChangedFact, 'field'>[] {
  const [before, after] = [ours ?? 'any JSON', theirs ?? 'any JSON'];
  if (ours === undefined || theirs === undefined) return undecided(before, after);
  if (ours === 'number' && theirs === 'integer') return [limit('narrower', direction, before, after)];
  if (ours === 'integer' && theirs === 'number') return [limit('wider', direction, before, after)];
  return replaced(before, after);
}

function compareTypeNames(
  ours: string | undefined,
  theirs: string | undefined,
  direction: Direction,
  types: KnownTypes,
): Omit<ChangedFact, 'field'>[] {
  const [before, after] = [ours ?? 'no type', theirs ?? 'no type'];
  if (ours === undefined || theirs === undefined) return undecided(before, after);
  if (types.find(after) === undefined) {
    const near = nearestName(after, types.names);
    return undecided(before, after, `No page describes the type ${after}.${near === undefined ? '' : ` Did you mean ${near}?`}`);
  }
  if (types.isA(after, before)) return [limit('narrower', direction, before, after)];
  return types.isA(before, after) ? [limit('wider', direction, before, after)] : replaced(before, after);
}

function compareHeaders(ours: HeaderValue, theirs: HeaderValue, direction: Direction): Omit<ChangedFact, 'field'>[] {
  const [before, after] = [describeHeader(ours), describeHeader(theirs)];
  if (ours.kind === 'any') return [limit('narrower', direction, before, after)];
  return theirs.kind === 'any' ? [limit('wider', direction, before, after)] : replaced(before, after);
}

/** Lists of values and of API versions: a new one is additive on either side, one that is gone breaks. */
function compareLists(ours: unknown, theirs: unknown, direction: Direction): Omit<ChangedFact, 'field'>[] {
  if (!Array.isArray(ours) || !Array.isArray(theirs))
    return [limit(Array.isArray(ours) ? 'wider' : 'narrower', direction, listed(ours), listed(theirs))];
  const hasGone = ours.some((item) => !theirs.includes(item));
  const isNew = theirs.some((item) => !ours.includes(item));
  return [
    ...(hasGone ? [{ code: 'docs.narrowed', ours: listed(ours), theirs: listed(theirs) } as const] : []),
    ...(isNew && !hasGone ? [{ code: 'docs.added', ours: listed(ours), theirs: listed(theirs) } as const] : []),
  ];
}

function listed(items: unknown): string {
  return Array.isArray(items) ? items.join(', ') : 'any value';
}
