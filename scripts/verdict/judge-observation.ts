import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { matchOperation, isOtherOperation } from '../../contracts/judge/match-operation.js';
import type { ForeignRegexes } from '../../contracts/judge/pact/matchers/foreign-regex.js';
import { judgeExpectation } from '../../contracts/judge/pact/judge-expectation.js';
import { batchItems, hidesRequests } from '../../recordings/traffic/batch.js';
import type { Observation } from '../../recordings/traffic/read-input.js';
import type { Judged } from './tally.js';

/**
 * Judges an exchange as an answer of Graph, an interaction of a pact as what its consumer relies on.
 * @param regexes of the input that it is from.
 */
export function judgeObservation(observation: Observation, regexes?: ForeignRegexes): Judged {
  const source = observation.exchange.source ?? { file: '', index: 0, description: '' };
  return { source, judgement: judgementOf(observation, regexes), request: observation.exchange.request };
}

function judgementOf(observation: Observation, regexes?: ForeignRegexes): Judgement {
  if (mayHideUpdates(observation))
    return { kind: 'inconclusive', operation: '', version: undefined, findings: [], reason: 'unknown-batch' };
  return observation.kind === 'observed' ? judge(observation.exchange) : judgeExpectation(observation.exchange, regexes);
}

/** Whether an observation is a batch with requests that are not known or, in a pact, with an update: rules about those are not read. */
function mayHideUpdates({ kind, exchange: { request } }: Observation): boolean {
  if (hidesRequests(request)) return true;
  const items = kind === 'expected' ? (batchItems(request) ?? []) : [];
  return items.some(({ request: { method, url } }) => matchOperation(url) !== undefined && !isOtherOperation(method.toUpperCase()));
}
