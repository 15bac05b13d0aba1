import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Conversation } from './assignment-session.js';
import type { BeforeState, View } from './journal/before-state.js';
import { compareState, type Comparison } from './state/compare-state.js';
import { targetToSend } from './state/assignment-body.js';
import type { Patience } from './retry-budget.js';
import { prospectOf } from './retry-advice.js';

/** What came of an update: the last answer to it, and how the assignment stood afterwards. */
export interface Sent {
  readonly exchange: Exchange;
  readonly state: Comparison;
}

export interface StepNames {
  readonly update: string;
  readonly readBack: string;
}

/**
 * Sends an assignment the target that it had before, and reads it back. An update that may have been done though no answer says so is not sent again
 * before a read has shown the assignment as it was.
 */
export async function sendOwnTarget(
  talk: Conversation,
  before: BeforeState,
  view: View,
  steps: StepNames,
  patience: Patience,
): Promise<Sent> {
  const own = targetToSend(view);
  for (let attempt = 1; ; attempt += 1) {
    const begun = talk.now();
    const exchange = await talk.update(steps.update, view.version, own);
    const again = await talk.wait(patience, exchange, attempt, begun);
    if (again && !prospectOf(exchange)?.mayBeDone) continue;
    const state = await compareState(talk, before, steps.readBack, patience);
    if (!again || state.kind !== 'same') return { exchange, state };
  }
}
