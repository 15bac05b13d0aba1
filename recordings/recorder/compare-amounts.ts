import { countOf, numeral } from '../../contracts/count-of.js';
import { groupBy } from '../../contracts/group-by.js';
import type { RecordedDefinition, Recording } from '../traffic/recording.js';
import type { Difference } from './compare-recordings.js';
import { outcomeOf, stepOf } from './step-and-outcome.js';

/**
 * Of which kinds of exchanges there are fewer or more than before, in files that are there before and now. That is of interest to whoever replaces them; it
 * says nothing about what Graph answers. What `compareRecordings` tells already is left out: a step that came or went, and one exchange in place of another.
 */
export function compareAmounts(old: ReadonlyMap<string, Recording>, now: ReadonlyMap<string, Recording>): Difference[] {
  return [...now].flatMap(([file, after]) => [...compareSteps(old.get(file) ?? [], after)].map((what) => ({ file, what })));
}

function* compareSteps(before: Recording, after: Recording): Iterable<string> {
  const [were, are] = [groupBy(before, stepOf), groupBy(after, stepOf)];
  for (const [step, ofBefore] of were) {
    const ofNow = are.get(step) ?? [];
    if (ofNow.length === 0 || (ofBefore.length === 1 && ofNow.length === 1)) continue;
    for (const what of compareOutcomes(ofBefore, ofNow)) yield `${step} ${what}`;
  }
}

function* compareOutcomes(before: Recording, after: Recording): Iterable<string> {
  const [were, are] = [groupBy(before, outcomeOf), groupBy(after, outcomeOf)];
  for (const outcome of new Set([...were.keys(), ...are.keys()])) {
    const [was, is] = [amountOf(were, outcome), amountOf(are, outcome)];
    if (was === is) continue;
    // The noun stands once, with the first of the two that has a number.
    yield was === 0
      ? `${outcome}: none before, ${countOf(is, 'exchange')} now`
      : `${outcome}: ${countOf(was, 'exchange')} before, ${is === 0 ? 'none' : numeral(is)} now`;
  }
}

function amountOf(groups: ReadonlyMap<string, readonly RecordedDefinition[]>, outcome: string): number {
  return groups.get(outcome)?.length ?? 0;
}
