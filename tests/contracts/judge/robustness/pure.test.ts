import * as fc from '../../../equipment/fast-check.js';
import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { judge } from '../../../../contracts/judge/judge.js';
import { healthyExchange, objectAt } from '../healthy-exchange.js';
import { mutants } from '../mutation/mutants.js';
import { findingsOf } from '../serious.js';
import { woundedExchanges } from './arbitrary-wild.js';

const some = mutants.filter((_mutant, index) => index % 20 === 0).map(({ broken }) => broken);

test('the same exchange is judged the same twice, and left as it was', () => {
  fc.assert(
    fc.property(woundedExchanges, (exchange) => {
      const before = structuredClone(exchange);
      const first = judge(frozen(exchange));
      expect(judge(before)).toEqual(first);
      expect(exchange).toEqual(before);
    }),
    { numRuns: 200 },
  );
});

test('what was judged before has no influence', () => {
  const forwards = some.map((exchange) => judge(exchange));
  const backwards = some.toReversed().map((exchange) => judge(exchange));
  expect(backwards.toReversed()).toEqual(forwards);
});

test('what a caller does to findings, the next judgement does not show', () => {
  for (const exchange of [...some, ...contracts.map((contract) => healthyExchange(contract, { full: true }))]) {
    const before = structuredClone(judge(exchange));
    for (const finding of findingsOf(judge(exchange))) {
      Reflect.set(finding, 'message', 'scribbled');
      Reflect.set(finding.documentedAt, 'line', 0);
    }
    expect(judge(exchange)).toEqual(before);
  }
});

/** What is added to the target of an answer: two that read the same when they are written out carelessly. */
const lookAlikes: Readonly<Record<string, readonly [object, object]>> = {
  'two names, and one with a line break': [{ one: 1, other: 1 }, { 'one\nother': 1 }],
  'a type, and a list of it': [
    { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget', other: 1 },
    { '@odata.type': ['#microsoft.graph.allDevicesAssignmentTarget'], other: 1 },
  ],
};

describe.each(contracts.map((contract) => ({ contract, name: contract.name })))('$name', ({ contract }) => {
  test.each(Object.entries(lookAlikes))('what looks like it has none either: %s', (_name, pair) => {
    const pointersOf = (added: object): (string | undefined)[] => {
      const exchange = healthyExchange(contract);
      Object.assign(objectAt(exchange, 'response', '/target'), added);
      const judgement = judge(exchange);
      return judgement.kind === 'judged'
        ? judgement.findings.flatMap(({ severity, pointer }) => (severity === 'additive' ? [pointer] : []))
        : [];
    };
    const [first, second] = pair.map(pointersOf);
    expect(second).not.toEqual(first);
  });
});

test('the contracts are left as they were', () => {
  const before = structuredClone(contracts);
  for (const broken of some) judge(broken);
  expect(contracts).toEqual(before);
});

test('where an exchange was read changes nothing: a report adds that', () => {
  const source = { file: 'traffic.har', index: 3, description: 'an update' };
  const [broken] = some;
  if (broken === undefined) throw new Error('No mutants.');
  const exchange: Exchange = { ...broken, source };
  expect(judge(exchange)).toEqual(judge(broken));
});

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}
