import type { Exchange } from '../../../contracts/judge/exchange.js';
import type { AssignmentSession } from './assignment-session.js';
import type { BeforeState, View } from '../journal/before-state.js';
import { retryAdvice, type RetryBudget, type RetryPolicy } from './retry-budget.js';
import { ownState } from './assignment-body.js';
import { compareState, type Comparison } from './read-state.js';

/** The last response to an update, and the assignment after it. */
export interface UpdateOutcome {
  readonly exchange: Exchange;
  readonly state: Comparison;
}

/**
 * Sends an assignment its earlier state, and reads it back. An update that may have been carried out is not repeated before a read has shown the earlier state.
 * @param policy when to repeat the update, if not by its response.
 */
export async function sendOwnState(
  session: AssignmentSession,
  before: BeforeState,
  view: View,
  steps: { readonly update: string; readonly readBack: string },
  retries: RetryBudget,
  policy?: RetryPolicy,
): Promise<UpdateOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const begun = session.now();
    const exchange = await session.update(steps.update, view.version, ownState(session.check.contract, view));
    const again = await session.wait(retries, exchange, attempt, begun, policy);
    if (again && !retryAdvice(exchange).mayBeDone) continue;
    const state = await compareState(session, before, steps.readBack, retries);
    if (!again || state.kind !== 'same') return { exchange, state };
  }
}
