/** With one rule of the redaction switched off, the scan still refuses every secret. */
import * as fc from '../../equipment/fast-check.js';
import { RawTraffic } from '../../../recordings/scan/raw-traffic.js';
import { scan } from '../../../recordings/scan/scan.js';
import { plantedExchanges } from './planted-exchange.js';
import { traceIn } from './secrets.js';

const unchanged = (value: unknown): unknown => value;

/** Rules with their files and their replacements. */
const rules: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['redact-body', { redactBody: unchanged }],
  ['redact-headers', { redactHeaders: unchanged, redactWithheld: unchanged, isKnownMethod: () => true }],
  ['redact-name', { redactName: unchanged }],
  ['redact-name', { redactTypeName: unchanged }],
  ['redact-opaque', { redactOpaque: unchanged }],
  ['redact-prose', { redactProse: unchanged, saysNoRoute: () => false, isProseName: () => true }],
  ['redact-url', { redactUrl: unchanged }],
  ['rewrite-json', { rewriteJson: unchanged }],
  ['words-of-names', { looksLikeName: () => true }],
];

/** Names of people, passwords of a person's choice and telephone numbers look like any other word or number: those only the redaction knows. */
const recognisable = new Set(['guid', 'composite id', 'jwt', 'mail address', 'key', 'client secret', 'IPv4 address', 'IPv6 address']);

/** Written so, the scan finds all of them; in other encodings that are cut short or mixed, most. */
const plain = /, (?:plain|url|base64|base64url|hex|JSON string), in /;

const few = fc.sample(
  plantedExchanges.filter(
    ({ secrets, plants }) =>
      plants.length === 1 && secrets.every(({ kind }) => recognisable.has(kind)) && plants.every((plant) => plain.test(plant)),
  ),
  { numRuns: 300 },
);

test.each(rules)('%s: %j', (rule, stub) => {
  jest.resetModules();
  jest.doMock(`../../../recordings/redaction/${rule}`, () => ({
    ...jest.requireActual<object>(`../../../recordings/redaction/${rule}`),
    ...stub,
  }));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- Loaded again, with the one rule switched off.
  const { Redactor } = require('../../../recordings/redaction/redactor') as typeof import('../../../recordings/redaction/redactor.js');
  jest.dontMock(`../../../recordings/redaction/${rule}`);

  let leaked = 0;
  const missed: string[] = [];
  for (const { exchange, secrets, plants } of few) {
    const written = JSON.stringify(new Redactor().redact(exchange));
    if (traceIn(written, secrets) === undefined) continue;
    leaked += 1;
    const raw = new RawTraffic();
    raw.remember(exchange);
    if (scan('recording.json', written, raw).length === 0) missed.push(`${plants.join()}: ${written}`);
  }
  expect(leaked).toBeGreaterThan(0);
  expect(missed).toEqual([]);
});
