import { codes, inconclusiveReasons, type Severity } from '../../contracts/judge/codes.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { Known } from '../../contracts/judge/judge-answer.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import { refuseUnknownOptions } from '../../contracts/known-options.js';
import { failOnLevels, type FailOn } from '../verdict/report.js';
import { givenExchange } from './given-exchange.js';
import { judgeBodies } from './judge-given.js';

export interface KeepContractOptions {
  /** The mildest severity that fails the test, in the order `breaking`, `unknown`, `additive`. By default `breaking`. */
  readonly failOn?: FailOn;
  /** What the test knows besides the exchange, such as that the assignment exists. */
  readonly known?: Known;
}

/** The result of a matcher of Jest or Vitest. */
export interface KeepContractResult {
  readonly pass: boolean;
  /** Without colours. */
  readonly message: () => string;
}

const knownFacts = ['objectExists', 'valuesFromGraph', 'replaced'] as const satisfies readonly (keyof Known)[];

/**
 * The matcher behind `expect(exchange).toKeepContract()`. It passes if the exchange was judged and no finding is at or above `failOn`.
 * An exchange that was not judged (inconclusive, or another operation) fails, after `not` too.
 * @param received an Exchange, not a promise of one.
 * @throws TypeError if it is not an exchange, a body is neither JSON nor text, an option is unknown, or `failOn` is not a level.
 */
export function toKeepContract(
  // Jest and Vitest set it; their own types of it have much more.
  this: { readonly isNot?: boolean | undefined },
  received: unknown,
  options: KeepContractOptions = {},
): KeepContractResult {
  refuseUnknownOptions('toKeepContract()', options, ['failOn', 'known']);
  const { failOn = 'breaking', known = {} } = options;
  refuseUnknownOptions('known of toKeepContract()', known, knownFacts);
  const exchange = givenExchange('toKeepContract()', received);
  if (!failOnLevels.includes(failOn)) throw new TypeError(`failOn is one of ${failOnLevels.join(', ')}; it was given something else.`);
  const judgement = judgeBodies(exchange, known);
  const failing: readonly Severity[] = failOnLevels.slice(0, failOnLevels.indexOf(failOn) + 1);
  const all = judgement.kind === 'outside' ? [] : judgement.findings;
  const findings = failing.flatMap((severity) => all.filter((finding) => finding.severity === severity));
  const isNot = this.isNot === true;
  return {
    // A finding about the request counts, even if the answer is inconclusive.
    pass: findings.length === 0 && (judgement.kind === 'judged' || isNot),
    message: () => `expect(exchange).${isNot ? 'not.' : ''}toKeepContract()\n\n${explain(exchange, judgement, findings, failing)}`,
  };
}

/** The findings, or why there are none. Like findings, it never quotes an id, a token or a name. */
function explain(exchange: Exchange, judgement: Judgement, findings: readonly Finding[], failing: readonly Severity[]): string {
  if (judgement.kind === 'outside') return outsideText(exchange);
  const operation = `${judgement.operation} ${judgement.version ?? '(no API version)'}`;
  if (findings.length > 0) return [`The exchange breaks the contract of ${operation}:`, ...findings.map(findingText)].join('\n\n');
  if (judgement.kind === 'judged') return `The exchange keeps the contract of ${operation}: no finding is ${failing.join(' or ')}.`;
  if (exchange.response === undefined && exchange.failure === undefined)
    return `The exchange has no response, so it is inconclusive: only the request was judged, and it keeps the contract of ${operation}.`;
  const { means, advice } = inconclusiveReasons[judgement.reason];
  return `The exchange is inconclusive (${judgement.reason}): it says nothing about ${operation}.\n  ${means}\n  next: ${advice}`;
}

function findingText({ severity, code, message, documentedAt }: Finding): string {
  return [
    `  ${severity}  ${code}`,
    `    ${message}`,
    `    promised in ${documentedAt.file}:${documentedAt.line}`,
    `      ${documentedAt.text}`,
    ...(documentedAt.url === undefined ? [] : [`      ${documentedAt.url}`]),
    `    next: ${codes[code].advice}`,
  ].join('\n');
}

function outsideText({ request }: Exchange): string {
  const isPathKnown = matchOperation(request.url) !== undefined;
  const why = isPathKnown
    ? `${request.method.toUpperCase()} is another operation on the same path.`
    : 'its path is that of another operation.';
  const covered = contracts.flatMap(({ method, paths }) => paths.map((path) => `  ${method} ${path}`));
  return [`Nothing was judged: ${why} The contract covers:`, ...covered].join('\n');
}
