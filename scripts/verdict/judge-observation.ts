import { judge } from '../../contracts/judge/judge.js';
import type { ForeignRegexes } from '../../contracts/judge/pact/matchers/foreign-regex.js';
import { judgeExpectation } from '../../contracts/judge/pact/judge-expectation.js';
import type { Observation } from '../../recordings/traffic/read-input.js';
import type { Judged } from './tally.js';

/**
 * Judges an exchange as an answer of Graph, an interaction of a pact as what its consumer relies on.
 * @param regexes of the input that it is from.
 */
export function judgeObservation(observation: Observation, regexes?: ForeignRegexes): Judged {
  const source = observation.exchange.source ?? { file: '', index: 0, description: '' };
  const judgement = observation.kind === 'observed' ? judge(observation.exchange) : judgeExpectation(observation.exchange, regexes);
  return { source, judgement, request: observation.exchange.request };
}
