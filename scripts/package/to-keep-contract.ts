import type { Known } from '../../contracts/judge/judge-answer.js';
import { givenExchange } from './given-exchange.js';
import { judgeBodies } from './judge-given.js';
import { failOnLevels, type FailOn } from '../verdict/report.js';
import { explainOutcome } from './explain-outcome.js';
import { failingFindings } from './failing-findings.js';

export interface KeepContractOptions {
  /** The mildest severity that fails the test, in the order `breaking`, `unknown`, `additive`. Unless told, `breaking`. */
  readonly failOn?: FailOn;
  /** What the test knows besides the exchange, such as that the assignment exists. */
  readonly known?: Known;
}

/** What Jest and Vitest want of a matcher. */
export interface KeepContractResult {
  readonly pass: boolean;
  /** Without colours. */
  readonly message: () => string;
}

/**
 * The matcher behind `expect(exchange).toKeepContract()`, for `expect.extend`. It passes when the exchange was judged and no finding is at or
 * above `failOn`; its message is the findings, each with the documented line and what to do. An exchange that says nothing about the
 * contract (inconclusive, or another operation) fails, after `not` too: a test that judged nothing has shown nothing.
 * @param received an Exchange, not a promise of one.
 * @throws TypeError when it is none, when a body is neither JSON nor text, or when `failOn` is no level.
 */
export function toKeepContract(
  // Jest and Vitest set it; their own types of it have much more.
  this: { readonly isNot?: boolean | undefined },
  received: unknown,
  { failOn = 'breaking', known = {} }: KeepContractOptions = {},
): KeepContractResult {
  const exchange = givenExchange('toKeepContract()', received);
  if (!failOnLevels.includes(failOn)) throw new TypeError(`failOn is one of ${failOnLevels.join(', ')}; it was given something else.`);
  const judgement = judgeBodies(exchange, known);
  const disagrees = failingFindings(judgement, failOn).length > 0;
  const isNot = this.isNot === true;
  return {
    // A finding about the request stands, whatever the weather on the way back.
    pass: !disagrees && (judgement.kind === 'judged' || isNot),
    message: () => `expect(exchange).${isNot ? 'not.' : ''}toKeepContract()\n\n${explainOutcome(exchange, judgement, failOn)}`,
  };
}
