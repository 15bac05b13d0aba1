/* eslint-disable @typescript-eslint/no-require-imports -- Only a pact loads the judge of pacts. esbuild bundles required modules. */
import { parseBody } from '../../contracts/judge/body.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { operationOf, type OperationMatch } from '../../contracts/judge/match-operation.js';
import type { ForeignRegexes } from '../../contracts/judge/pact/matchers/foreign-regex.js';
import { BoundedMap } from '../../contracts/judge/remember.js';
import { isObject } from '../../contracts/json-value.js';
import { batchItems, hidesRequests } from '../../recordings/traffic/batch.js';
import type { Observation } from '../../recordings/traffic/input/read-input.js';
import type { Judged } from './tally.js';

/** Judges the observations of one input: exchanges as traffic, interactions of a pact as expectations. */
export function observationJudge(): (observation: Observation) => Judged {
  let regexes: ForeignRegexes | undefined;
  const collections = new Collections();
  const judgementOf = (observation: Observation): Judgement => {
    if (mayHideUpdates(observation))
      return { kind: 'inconclusive', operation: '', version: undefined, findings: [], reason: 'unknown-batch' };
    if (observation.kind === 'observed') return collections.judge(observation.exchange);
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

/** The collections that answers of an input show, for requests that replace them. */
class Collections {
  private readonly items = new BoundedMap<readonly unknown[]>();

  judge(exchange: Exchange): Judgement {
    const match = operationOf(exchange.request);
    if (match === undefined) return judge(exchange);
    const key = keyOf(match);
    const judgement = judge(exchange, { replaced: this.items.get(key) });
    // Any other request may have changed the collection.
    if (match.contract.method !== 'GET') this.items.delete(key);
    else if (judgement.kind === 'judged' && exchange.response?.status === 200) this.keep(key, exchange);
    return judgement;
  }

  private keep(key: string, { request, response }: Exchange): void {
    const read = parseBody(response?.body);
    const value = read.kind === 'json' && isObject(read.value) ? read.value['value'] : undefined;
    if (!Array.isArray(value)) return;
    const isNextPage = /[?&](?:\$|%24)skip(?:token)?=/i.test(request.url);
    this.items.set(key, isNextPage ? [...(this.items.get(key) ?? []), ...(value as unknown[])] : value);
  }
}

/** The first parameter of the path, with the words before it: the object whose collection is read or replaced. */
function keyOf({ template, parameters }: OperationMatch): string {
  return `${template.split('}', 1)[0] ?? ''} ${parameters[0]?.value.toLowerCase() ?? ''}`;
}

/** Whether an observation is a batch with requests that are not known or, in a pact, with an update: rules about those are not read. */
function mayHideUpdates({ kind, exchange: { request } }: Observation): boolean {
  if (hidesRequests(request)) return true;
  const items = kind === 'expected' ? (batchItems(request) ?? []) : [];
  return items.some(({ request }) => operationOf(request) !== undefined);
}
