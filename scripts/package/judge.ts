/** The export `graph-assignment-contracts`: the judge and the contracts. Loads nothing else, but the compiler for `contractsFrom`. */
export { apiVersions } from '../../contracts/contract.js';
export { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
export { contracts } from '../../contracts/judge/compiled-contracts.js';
export { judgeExpectation } from '../../contracts/judge/pact/judge-expectation.js';
export { contractsFrom } from './contracts-from.js';
export { judgeGiven as judge } from './judge-given.js';
export type { GivenExchange, GivenHeaders } from './given-exchange.js';
export type * from '../../contracts/contract.js';
export type { Code, InconclusiveReason, Severity } from '../../contracts/judge/codes.js';
export type { Body, Exchange, ExchangeRequest, ExchangeResponse, Headers, Source } from '../../contracts/judge/exchange.js';
export type { Finding } from '../../contracts/judge/finding.js';
export type { Judgement } from '../../contracts/judge/judge.js';
export type { Known } from '../../contracts/judge/judge-answer.js';
