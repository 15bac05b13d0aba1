/** The proof that nothing secret comes out: 10,000 exchanges with secrets planted in them. `FAST_CHECK_TIMES` raises the count. */
import * as fc from '../../equipment/fast-check.js';
import { judge } from '../../../contracts/judge/judge.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';
import { RawTraffic } from '../../../recordings/scan/raw-traffic.js';
import { scan } from '../../../recordings/scan/scan.js';
import { plantedExchanges } from './planted-exchange.js';
import { sameFindings } from './same-findings.js';
import { shapeOf } from './shape.js';
import { traceIn } from './secrets.js';

/** Of each half. */
const runs = 5_000;

/** The scan is slow, so it takes part in one exchange of this many. */
const scannedEvery = 8;

/** Half of the proof: each half plants other secrets, and a worker of Jest takes each. */
export function describeHalf(half: 1 | 2): void {
  test('no secret comes out in any encoding, and the findings and the shape survive', () => {
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
      { numRuns: runs, seed: fc.seed + half },
    );
    expect(index).toBeGreaterThanOrEqual(runs);
  });
}
