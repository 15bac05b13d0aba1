import * as fc from '../../equipment/fast-check.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { judge } from '../../../contracts/judge/judge.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';
import { healthyExchanges } from '../../contracts/judge/arbitrary-healthy.js';
import { woundedExchanges } from '../../contracts/judge/robustness/arbitrary-wild.js';
import { sameFindings } from './same-findings.js';

/** As a file holds it: without values that JSON cannot express. */
const asJson = (exchange: Exchange): Exchange => JSON.parse(JSON.stringify(exchange)) as Exchange;

test.each(Object.entries({ healthy: healthyExchanges, wounded: woundedExchanges.map(asJson) }))(
  'the judge finds in a %s exchange what it finds when it is redacted',
  (_name, exchanges) => {
    fc.assert(
      fc.property(exchanges, (exchange) => {
        const redacted = new Redactor().redact(exchange);
        sameFindings(judge(exchange), judge(redacted));
      }),
      { numRuns: 1_000 },
    );
  },
);
