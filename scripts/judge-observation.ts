import { judge } from '../contracts/judge/judge.js';
import { judgeExpectation } from '../contracts/judge/judge-expectation.js';
import type { Observation } from '../recordings/observation.js';
import type { Judged } from './report/tally.js';

/** Judges an exchange as an answer of Graph, an interaction of a pact as what its consumer relies on. */
export function judgeObservation({ kind, exchange }: Observation): Judged {
  const source = exchange.source ?? { file: '', index: 0, description: '' };
  return { source, judgement: kind === 'observed' ? judge(exchange) : judgeExpectation(exchange) };
}
