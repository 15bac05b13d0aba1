import type { InconclusiveReason } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import { findingAbout, type Finding } from '../../contracts/judge/finding.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import type { Judged } from '../verdict/tally.js';
import type { Check } from '../client/check.js';
import type { Sent } from './send-own-target.js';
import type { Comparison } from './state/compare-state.js';

/** One update with its read-back, and what is to be said of both. */
export interface Round extends Sent {
  readonly judgement: Judgement;
  readonly judged: readonly Judged[];
}

/** Judges the answer to an update, and what the read-back has shown. @param number counts the exchanges of a night, from 1. */
export function judgeRound(check: Check, sent: Sent, number: number): Round {
  const source = sourceOf(check, check.contract.method, number);
  const judgement = judge({ ...sent.exchange, source }, { objectExists: true, targetFromGraph: true });
  // An update that was not carried out has put nothing back: what differs then is what differed before.
  const saysNothing = number > 1 && judgement.kind !== 'judged' && sent.state.kind === 'differs';
  const readBack = saysNothing ? undefined : judgeReadBack(check, sent.state, number);
  return {
    ...sent,
    judgement,
    judged: [...(judgement.kind === 'outside' ? [] : [{ source, judgement }]), ...(readBack === undefined ? [] : [readBack])],
  };
}

function sourceOf({ contract, version }: Check, step: string, number = 1): Source {
  return { file: 'drift', index: 0, description: `${step} ${contract.name} ${version}${number === 1 ? '' : ', once more'}` };
}

/** A read that showed no assignment: whatever comes next would be about nothing. */
export function notRead(check: Check, step: string, reason: InconclusiveReason, number = 1): Judged {
  const { contract, version } = check;
  return {
    source: sourceOf(check, step, number),
    judgement: { kind: 'inconclusive', operation: contract.name, version, findings: [], reason },
  };
}

function judgeReadBack(check: Check, state: Comparison, number: number): Judged | undefined {
  switch (state.kind) {
    case 'same':
      return undefined;
    case 'gone':
    case 'unread':
      return notRead(check, 'GET after', state.reason, number);
    case 'differs': {
      const { contract, version } = check;
      const source = sourceOf(check, 'GET after', number);
      return {
        source,
        judgement: { kind: 'judged', operation: contract.name, version, findings: [notAsBefore(check, state.members)] },
      };
    }
    default:
      return state satisfies never;
  }
}

function notAsBefore({ contract, version }: Check, members: readonly string[]): Finding {
  const what = members.includes('target') ? 'target' : (members[0] ?? 'target');
  return findingAbout({ contract, version }, 'response.body.not-updated', 'response.body.updated', {
    pointer: `/${what}`,
    expected: `the ${what} that was there before`,
    actual: `another ${what}`,
    message: `The assignment has another ${what} after an update that sent its own target.`,
    identity: 'read back',
  });
}
