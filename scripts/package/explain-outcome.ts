import { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import type { FailOn } from '../verdict/report.js';
import { failingFindings, failingSeverities } from './failing-findings.js';

/** What a failing test shows: the findings, or why there are none. Like findings, it never quotes an id, a token or a name. */
export function explainOutcome(exchange: Exchange, judgement: Judgement, failOn: FailOn): string {
  if (judgement.kind === 'outside') return outsideText(exchange);
  const findings = failingFindings(judgement, failOn);
  const operation = `${judgement.operation} ${judgement.version ?? '(no API version)'}`;
  if (findings.length > 0) return [`The exchange breaks the contract of ${operation}:`, ...findings.map(findingText)].join('\n\n');
  if (judgement.kind === 'judged') {
    return `The exchange keeps the contract of ${operation}: no finding is ${failingSeverities(failOn).join(' or ')}.`;
  }
  if (exchange.response === undefined && exchange.failure === undefined) {
    return `The exchange has no response, so it is inconclusive: only the request was judged, and it keeps the contract of ${operation}.`;
  }
  const { means, advice } = inconclusiveReasons[judgement.reason];
  return [
    `The exchange is inconclusive (${judgement.reason}): it says nothing about ${operation}.`,
    `  ${means}`,
    `  next: ${advice}`,
  ].join('\n');
}

function findingText({ severity, code, message, documentedAt }: Finding): string {
  return [
    `  ${severity}  ${code}`,
    `    ${message}`,
    `    promised in ${documentedAt.file}:${documentedAt.line}`,
    `      ${documentedAt.text}`,
    `    next: ${codes[code].advice}`,
  ].join('\n');
}

function outsideText({ request }: Exchange): string {
  const why =
    matchOperation(request.url) === undefined
      ? 'its path is that of another operation.'
      : `${request.method.toUpperCase()} is another operation on the same path.`;
  const covered = contracts.flatMap(({ method, paths }) => paths.map((path) => `  ${method} ${path}`));
  return [`Nothing was judged: ${why} The contract covers:`, ...covered].join('\n');
}
