import type { Code, InconclusiveReason } from '../../../../contracts/judge/codes.js';
import type { Known } from '../../../../contracts/judge/judge-answer.js';
import type { DraftExchange } from '../healthy-exchange.js';

/** A finding as a case expects it: the rule stands for the line that it must cite. Without `actual`, any will do. */
export type Expected = readonly [code: Code, pointer: string, rule: string, actual?: string];

/** What is done to a healthy exchange in v1.0 with a group as its target, and all that the judge has to say about it. */
export interface Case {
  readonly change: (exchange: DraftExchange) => void;
  readonly known?: Known;
  readonly kind: 'judged' | 'inconclusive' | 'outside';
  readonly reason?: InconclusiveReason;
  readonly findings: readonly Expected[];
}

export type Cases = Readonly<Record<string, Case>>;

export function judged(change: Case['change'], ...findings: readonly Expected[]): Case {
  return { change, kind: 'judged', findings };
}

export function inconclusive(reason: InconclusiveReason, change: Case['change'], ...findings: readonly Expected[]): Case {
  return { change, kind: 'inconclusive', reason, findings };
}

export function outside(change: Case['change']): Case {
  return { change, kind: 'outside', findings: [] };
}
