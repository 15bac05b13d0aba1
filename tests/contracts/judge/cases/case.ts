import type { Side } from '../../../../contracts/contract.js';
import type { Code, InconclusiveReason } from '../../../../contracts/judge/codes.js';
import type { Known } from '../../../../contracts/judge/judge-answer.js';
import { objectAt, type DraftExchange } from '../healthy-exchange.js';

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

/** Sets members of an object in the body of a request; undefined removes one. */
export function sent(pointer: string, members: object): Case['change'] {
  return setMembers('request', pointer, members);
}

/** As `sent`, in the body of an answer. */
export function answered(pointer: string, members: object): Case['change'] {
  return setMembers('response', pointer, members);
}

function setMembers(side: Side, pointer: string, members: object) {
  return (exchange: DraftExchange): void => {
    const object = objectAt(exchange, side, pointer);
    for (const [name, value] of Object.entries(members)) {
      if (value === undefined) Reflect.deleteProperty(object, name);
      else object[name] = value;
    }
  };
}

export function renamed(side: Side, from: string, to: string): Case['change'] {
  return (exchange) => {
    setMembers(side, '', { [to]: objectAt(exchange, side, '')[from], [from]: undefined })(exchange);
  };
}
