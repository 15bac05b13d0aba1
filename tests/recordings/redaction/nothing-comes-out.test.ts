/** The proof that nothing secret comes out: 10,000 exchanges with secrets planted in them. `REDACTION_RUNS` raises the count. */
import fc from '../../equipment/fast-check.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { judge } from '../../../contracts/judge/judge.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';
import { RawTraffic } from '../../../recordings/scan/raw-traffic.js';
import { scan } from '../../../recordings/scan/scan.js';
import { healthyExchanges } from '../../contracts/judge/arbitrary-healthy.js';
import { woundedExchanges } from '../../contracts/judge/robustness/arbitrary-wild.js';
import { plantedExchanges } from './planted-exchange.js';
import { sameFindings } from './same-findings.js';
import { shapeOf } from './shape.js';
import { traceIn } from './secrets.js';

const runs = Math.max(10_000, Number(process.env['REDACTION_RUNS'] ?? 0));

/** The scan decodes whatever it finds, so it takes part in one exchange of this many. */
const scannedEvery = 8;

/** As long as it takes: the count may be raised, and the machine be slow. */
const patience = runs * 100;

test(
  'no secret comes out, in whatever encoding, and nothing is lost that must survive',
  () => {
    let index = 0;
    fc.assert(
      fc.property(plantedExchanges, ({ exchange, secrets, plants }) => {
        const redacted = new Redactor().redact(exchange);
        const written = JSON.stringify(redacted);
        const trace = traceIn(written, secrets);
        if (trace !== undefined) throw new Error(`Came out: ${trace}, of ${plants.join('; ')}.\n${written}`);

        sameFindings(judge(exchange), judge(redacted), secrets);
        expect(shapeOf(redacted.request.body)).toBe(shapeOf(exchange.request.body));
        expect(shapeOf(redacted.response?.body)).toBe(shapeOf(exchange.response.body));

        if (index++ % scannedEvery !== 0) return;
        const raw = new RawTraffic();
        raw.remember(exchange);
        expect(scan('recording.json', written, raw)).toEqual([]);
      }),
      { numRuns: runs },
    );
    expect(index).toBeGreaterThanOrEqual(runs);
  },
  patience,
);

/** As it would stand in a file: what JSON has no word for is gone. */
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
