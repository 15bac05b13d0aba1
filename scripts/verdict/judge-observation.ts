/* eslint-disable @typescript-eslint/no-require-imports -- Only a pact loads the judge of pacts. esbuild bundles required modules. */
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { operationOf } from '../../contracts/judge/match-operation.js';
import type { ForeignRegexes } from '../../contracts/judge/pact/matchers/foreign-regex.js';
import { batchItems, hidesRequests } from '../../recordings/traffic/batch.js';
import type { Observation } from '../../recordings/traffic/input/read-input.js';
import type { Judged } from './tally.js';

/** Judges the observations of one input: exchanges as traffic, interactions of a pact as expectations. */
export function observationJudge(): (observation: Observation) => Judged {
  let regexes: ForeignRegexes | undefined;
  const judgementOf = (observation: Observation): Judgement => {
    if (mayHideUpdates(observation))
      return { kind: 'inconclusive', operation: '', version: undefined, findings: [], reason: 'unknown-batch' };
    if (observation.kind === 'observed') return judge(observation.exchange);
    const { judgeExpectation } =
      require('../../contracts/judge/pact/judge-expectation.js') as typeof import('../../contracts/judge/pact/judge-expectation.js');
    const foreign =
      require('../../contracts/judge/pact/matchers/foreign-regex.js') as typeof import('../../contracts/judge/pact/matchers/foreign-regex.js');
    regexes ??= new foreign.ForeignRegexes();
    return judgeExpectation(observation.exchange, regexes);
  };
  return (observation) => {
    const { request, source = { file: '', index: 0, description: '' } } = observation.exchange;
    return { source, judgement: judgementOf(observation), request };
  };
}

/** Whether an observation is a batch with requests that are not known or, in a pact, with an update: rules about those are not read. */
function mayHideUpdates({ kind, exchange: { request } }: Observation): boolean {
  if (hidesRequests(request)) return true;
  const items = kind === 'expected' ? (batchItems(request) ?? []) : [];
  return items.some(({ request }) => operationOf(request) !== undefined);
}
