import type { ApiVersion, Contract, Rule, Says } from '../../../../contracts/contract.js';
import type { Code } from '../../../../contracts/judge/codes.js';
import type { Known } from '../../../../contracts/judge/judge-answer.js';
import { healthyExchange, type DraftExchange, type Wish } from '../healthy-exchange.js';

/** One way of breaking one rule: an exchange that keeps to the contract, and the same one broken. */
export interface Break {
  readonly how: string;
  /** What the judge has to call it. */
  readonly code: Code;
  readonly intact: DraftExchange;
  readonly broken: DraftExchange;
  /** What the caller knows of earlier answers. */
  readonly known?: Known;
}

/** The rule to break, and where. */
export interface Setting {
  readonly contract: Contract;
  readonly version: ApiVersion;
  readonly rule: Rule;
}

/** All the ways in which a rule of one kind can be broken. */
export type BreaksOf<What extends Says['what']> = (says: Extract<Says, { what: What }>, setting: Setting) => readonly Break[];

export function breakIt(
  setting: Setting,
  how: string,
  code: Code,
  change: (exchange: DraftExchange) => void,
  wish: Omit<Wish, 'version'> = {},
): Break {
  const intact = intactExchange(setting, wish);
  const broken = structuredClone(intact);
  change(broken);
  return { how, code, intact, broken };
}

const intactExchanges = new Map<string, DraftExchange>();

/** Many breaks begin with the same exchange, which none of them changes: it is built once. */
function intactExchange({ contract, version }: Setting, wish: Omit<Wish, 'version'>): DraftExchange {
  const key = JSON.stringify([contract.name, version, wish]);
  const intact = intactExchanges.get(key) ?? healthyExchange(contract, { full: true, ...wish, version });
  intactExchanges.set(key, intact);
  return intact;
}
