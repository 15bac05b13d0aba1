import type { ApiVersion } from '../../../contracts/contract.js';
import type { InconclusiveReason } from '../../../contracts/judge/codes.js';
import { describeProperty } from '../../../contracts/judge/describe.js';
import type { AssignmentSession } from './assignment-session.js';
import type { BeforeState, View } from '../journal/before-state.js';
import type { RetryBudget } from './retry-budget.js';
import { differingMembers } from './assignment-body.js';
import { readState, type StateRead } from './read-state.js';

/** The assignment compared with its before-state. */
export type Comparison =
  | { readonly kind: 'same' }
  /** `members` are names that are safe to show. */
  | { readonly kind: 'differs'; readonly members: readonly string[]; readonly views: readonly View[] }
  | { readonly kind: 'gone' | 'unread'; readonly reason: InconclusiveReason };

/** Reads the assignment again, in every API version of its before-state, and compares everything but control information. */
export async function compareState(
  session: AssignmentSession,
  before: BeforeState,
  step: string,
  retries: RetryBudget,
): Promise<Comparison> {
  const versions = before.views.map(({ version }) => version);
  const after = await readAfterUpdate(session, step, versions, retries);
  if (after.kind !== 'read') return { kind: after.kind, reason: after.reason };
  const differing = (): string[] => before.views.flatMap(({ body }, index) => differingMembers(body, after.views[index]?.body ?? {}));
  // An answer that cannot be compared proves nothing: it counts as another target, so that the earlier one is sent.
  const members = (await session.run.errors.attempt(() => [...new Set(differing().map(describeProperty))])) ?? ['target'];
  return members.length === 0 ? { kind: 'same' } : { kind: 'differs', members, views: after.views };
}

/** An existing assignment may be missing for a moment, when a part of Graph answers that does not know of the update yet. */
async function readAfterUpdate(
  session: AssignmentSession,
  step: string,
  versions: readonly ApiVersion[],
  retries: RetryBudget,
): Promise<StateRead> {
  for (let attempt = 1; ; attempt += 1) {
    const begun = session.now();
    const after = await readState(session, step, versions, retries);
    if (after.kind !== 'gone' || !(await session.wait(retries, after.exchange, attempt, begun, 'twice'))) return after;
  }
}
