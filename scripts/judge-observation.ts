import { judge } from '../contracts/judge/judge.js';
import { judgeExpectation } from '../contracts/judge/judge-expectation.js';
import type { Observation } from '../recordings/observation.js';
import type { Judged } from './report/tally.js';

/** Judges an exchange as an answer of Graph, an interaction of a pact as what its consumer relies on. */
export function judgeObservation(observation: Observation): Judged {
  const source = observation.exchange.source ?? { file: '', index: 0, description: '' };
  const judgement = observation.kind === 'observed' ? judge(observation.exchange) : judgeExpectation(observation.exchange);
  return { source, judgement };
}
