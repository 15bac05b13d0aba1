/** What the judge says of single answers and requests, in full: a case lists every finding, notes included. */
import type { Contract } from '../../../../contracts/contract.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { ruleOf } from '../../../../contracts/judge/finding.js';
import { judge } from '../../../../contracts/judge/judge.js';
import { healthyExchange } from '../healthy-exchange.js';
import { findingsOf } from '../serious.js';
import { bodies, statuses } from './answers.js';
import type { Case } from './case.js';
import { places, requests } from './requests.js';

const operations = contracts.map((contract) => ({ contract, name: contract.name }));

describe.each(operations)('$name', ({ contract }) => {
  describe('an answer holds', () => {
    test.each(Object.entries(bodies))('%s', run(contract));
  });
  describe('an answer is', () => {
    test.each(Object.entries(statuses))('%s', run(contract));
  });
  describe('a request has', () => {
    test.each(Object.entries(requests))('%s', run(contract));
  });
  describe('a request goes to', () => {
    test.each(Object.entries(places))('%s', run(contract));
  });
});

function run(contract: Contract): (name: string, wanted: Case) => void {
  return (_name, { change, known, kind, reason, findings }) => {
    const exchange = healthyExchange(contract);
    change(exchange);
    const judgement = judge(exchange, known);
    expect({ kind: judgement.kind, reason: judgement.kind === 'inconclusive' ? judgement.reason : undefined }).toEqual({ kind, reason });

    const found = findingsOf(judgement).map(({ code, pointer, actual, documentedAt: { file, line } }) => ({
      code,
      pointer,
      actual,
      at: `${file}:${line}`,
    }));
    const expected = findings.map(([code, pointer, rule, actual = expect.any(String) as string]) => {
      const { at } = ruleOf(contract, named(contract, rule));
      return { code, pointer: named(contract, pointer), actual, at: `${at.page}:${at.line}` };
    });
    expect(found).toEqual(expected);
  };
}

/** Fills in what the two operations call by different names. */
function named(contract: Contract, text: string): string {
  const lastParameter = /\{([^}]*)\}$/.exec(contract.paths[0] ?? '')?.[1] ?? '';
  return text.replace('{resource}', contract.resourceType ?? '').replace('{lastParameter}', lastParameter);
}
