import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { coverageOf } from '../../../contracts/judge/coverage.js';
import { judge } from '../../../contracts/judge/judge.js';
import { healthyExchange, type DraftExchange } from './healthy-exchange.js';

test.each<[string, (exchange: DraftExchange) => void, string]>([
  ['the headers of an answer', ({ response }) => void (response.headers = {}), 'response.header.content-type'],
  ['the headers of a request', ({ request }) => void (request.headers = {}), 'request.header.content-type'],
  ['the status of an answer that says nothing', ({ response }) => void (response.status = 503), 'response.status'],
])('%s that is not there, or is not judged, puts no rule to the test', (_what, change, rule) => {
  for (const contract of contracts) {
    const tested = [healthyExchange(contract), healthyExchange(contract)].map((exchange, index) => {
      if (index === 1) change(exchange);
      return coverageOf(exchange, judge(exchange)).some(({ id }) => id === rule);
    });
    expect(tested).toEqual([true, false]);
  }
});
