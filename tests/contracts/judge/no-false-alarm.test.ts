import * as fc from '../../equipment/fast-check.js';
import { apiVersions } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { judge } from '../../../contracts/judge/judge.js';
import { healthyExchanges } from './arbitrary-healthy.js';
import { healthyExchange, targetTypesOf } from './healthy-exchange.js';
import { findingsOf, serious } from './serious.js';

const operations = contracts.flatMap((contract) => apiVersions.map((version) => ({ contract, version, name: contract.name })));

describe.each(operations)('$name in $version', ({ contract, version }) => {
  test.each(targetTypesOf(contract))('a whole exchange with %s has at most what only the metadata names', (targetType) => {
    const judgement = judge(healthyExchange(contract, { version, targetType }));
    expect(judgement).toMatchObject({ kind: 'judged', operation: contract.name, version });
    const codes = new Set(findingsOf(judgement).map(({ code }) => code));
    expect([...codes]).toEqual(version === 'beta' ? ['response.body.metadata-property'] : []);
  });

  test('the documented example keeps to its own page, once its ids are filled in', () => {
    const { request, response } = healthyExchange(contract, { version });
    const example = contract.examples[0];
    const id = (example?.response?.body as { id: string }).id;
    const url = request.url.slice(0, request.url.lastIndexOf('/') + 1) + id;
    const judgement = judge({
      request: { ...request, url, body: example?.request?.body },
      response: { ...response, body: example?.response?.body },
    });
    expect(judgement).toEqual({ kind: 'judged', operation: contract.name, version, findings: [] });
  });
});

test('no healthy exchange gives an alarm, whatever its form', () => {
  fc.assert(
    fc.property(healthyExchanges, (exchange) => {
      const judgement = judge(exchange);
      expect(judgement.kind).toBe('judged');
      expect(serious(judgement)).toEqual([]);
    }),
    { numRuns: 600 },
  );
});
