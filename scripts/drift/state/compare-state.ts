import type { ApiVersion } from '../../../contracts/contract.js';
import type { InconclusiveReason } from '../../../contracts/judge/codes.js';
import { describeProperty } from '../../../contracts/judge/describe.js';
import type { Conversation } from '../assignment-session.js';
import type { BeforeState, View } from '../journal/before-state.js';
import type { Patience } from '../retry-budget.js';
import { differingMembers } from './assignment-body.js';
import { readState, type StateRead } from './read-state.js';

/** The assignment beside its before-state. */
export type Comparison =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'differs';
      /** The names of what differs, fit to be said. */
      readonly members: readonly string[];
      readonly views: readonly View[];
    }
  | { readonly kind: 'gone' | 'unread'; readonly reason: InconclusiveReason };

/** An assignment that was there a moment ago may be missing for another moment: a part of Graph that has not heard of the update yet may answer. */
async function readAfter(talk: Conversation, step: string, versions: readonly ApiVersion[], patience: Patience): Promise<StateRead> {
  for (let attempt = 1; ; attempt += 1) {
    const begun = talk.now();
    const after = await readState(talk, step, versions, patience);
    if (after.kind !== 'gone' || !(await talk.wait(patience, after.exchange, attempt, begun, 'brief'))) return after;
  }
}

/** Reads the assignment again, in every version in which it was read before, and compares all of it but control information. */
export async function compareState(talk: Conversation, before: BeforeState, step: string, patience: Patience): Promise<Comparison> {
  const versions = before.views.map(({ version }) => version);
  const after = await readAfter(talk, step, versions, patience);
  if (after.kind !== 'read') return { kind: after.kind, reason: after.reason };
  const pairs = before.views.map(({ body }, index) => ({ was: body, is: after.views[index]?.body ?? {} }));
  // An answer that cannot be compared proves nothing: it counts as another target, so that the own one is sent.
  const members = (await talk.night.failures.attempt(() => differing(pairs))) ?? ['target'];
  return members.length === 0 ? { kind: 'same' } : { kind: 'differs', members, views: after.views };
}

/** The names of the members that differ in any of these pairs. */
function differing(pairs: readonly Record<'was' | 'is', View['body']>[]): string[] {
  return [...new Set(pairs.flatMap(({ was, is }) => differingMembers(was, is).map(describeProperty)))];
}
