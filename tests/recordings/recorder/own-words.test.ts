/** What a recording holds of itself gives nothing away: a test that sends such a word in the place of a token can be recorded all the same. */
import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Exchange, ExchangeResponse } from '../../../contracts/judge/exchange.js';
import { healthyExchange, targetTypesOf } from '../../contracts/judge/healthy-exchange.js';
import type { Origin, Recorded, RecordedDefinition, Recording } from '../../../recordings/traffic/recording.js';
import { recordingText } from '../../../recordings/recorder/recording-text.js';
import { Session, scenarios } from '../../../recordings/recorder/session.js';
import { suspicionsIn } from '../../../recordings/scan/assert-nothing-secret.js';
import { RawTraffic } from '../../../recordings/scan/raw-traffic.js';

/** All members that a recording can have, and the compiler knows of: each must stand in one of the recordings below. */
const members: Readonly<Record<keyof RecordedDefinition | keyof Recorded, true>> = {
  ...{
    scope: true,
    method: true,
    path: true,
    body: true,
    reqheaders: true,
    status: true,
    response: true,
    rawHeaders: true,
    recorded: true,
  },
  ...{ when: true, origin: true, apiVersion: true, contract: true, redaction: true, scenario: true, failure: true, requestHeaders: true },
  withheld: true,
};

/** Who may have answered. */
const origins: Readonly<Record<Origin, true>> = { live: true, emulator: true, documentation: true };

/** A word of so many characters is looked for when it was sent as a token. */
const shortest = 8;

/** What of each kind is replaced by something of its kind. */
const replaced = {
  guid: 'abcdabcd-1234-4321-abcd-1234abcd4321',
  digits: 'abcdabcd12344321abcd1234abcd4321',
  capital: 'ADA LOVELACE',
  text: 'Ada Lovelace',
  mail: 'ada@contoso.example',
  host: 'dc01.contoso.example',
  ipv4: '198.51.100.77',
  ipv6: '2001:db8:77::17',
  moment: '2024-05-06T07:08:09.1234567Z',
  number: 491701234567,
  float: -123456.75,
  'Ada L.': 1,
  'ada@contoso.example': 1,
  nobodys: { '@odata.type': '#microsoft.graph.contosoLovelace' },
};

const answers: readonly ExchangeResponse[] = [
  ...[302, 400, 401, 403, 404, 409, 429, 500].map((status) => ({ status, body: { value: 1 } })),
  { status: 204 },
  { status: 200 },
  { status: 200, headers: { 'content-type': 'text/ada', 'retry-after': 'Sat, 21 Nov 2026 10:00:00 GMT' }, body: 'Ada' },
  { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Ada</body></html>' },
  { status: 400, headers: { location: 'https://dc01.contoso.example/ada' }, body: '{"id":"Ada' },
  { status: 400, body: { error: { code: 'No method match route template' } } },
  { status: 400, body: { error: { code: 'No OData route exists that match template' } } },
];

/** Exchanges of an operation with every outcome, and something of every kind in them. */
function exchangesOf(contract: Contract, version: ApiVersion): Exchange[] {
  const { request, response } = healthyExchange(contract, { version, targetType: targetTypesOf(contract)[0] ?? '' });
  const headers = { ...request.headers, accept: 'ada', 'content-type': 'application/ada' };
  return [
    ...answers.map((answer) => ({ request, response: answer })),
    ...['GET', 'POST', 'ada'].map((method) => ({ request: { ...request, method }, response })),
    { request: { ...request, headers }, response: { ...response, body: { ...(response.body as object), ...replaced } } },
    { request: { ...request, withheld: ['accept'], body: {} }, failure: 'Ada' },
  ];
}

/** The files of recordings: of a whole one, and of one exchange for each that may have answered and whatever was done. */
const exchanges = contracts.flatMap((contract) => contract.apiVersions.flatMap((version) => exchangesOf(contract, version)));
const files = [
  ...filesOf(exchanges, 'live', scenarios.drift),
  ...Object.keys(origins).flatMap((origin) => filesOf(exchanges.slice(0, 1), origin as Origin, '')),
  ...Object.values(scenarios).flatMap((scenario) => filesOf(exchanges.slice(0, 1), 'live', scenario)),
];

function filesOf(recorded: readonly Exchange[], origin: Origin, scenario: string): (readonly [string, Recording])[] {
  const session = new Session({ scenario });
  for (const exchange of recorded) session.add(exchange, new Date(0));
  return [...session.files()].map(([file, recording]) => [
    file,
    recording.map((definition) => ({ ...definition, recorded: { ...definition.recorded, origin } })),
  ]);
}

/** The names and the strings in a value. */
function partsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, inner]) => [name, ...partsOf(inner)]);
  return [String(value)];
}

const parts = new Set(partsOf(files));
// The hash of a contract is another one tomorrow.
const words = [...parts]
  .filter((part) => !part.startsWith('sha256:'))
  .flatMap((part) => [...part.matchAll(/[A-Za-z\d]+/g), ...part.matchAll(/[A-Za-z]+(?:-[A-Za-z\d]+)+|0{8}[\d-]+/g)])
  .map(([word]) => word);

test('every member is there', () => {
  expect([...Object.keys(members), ...Object.keys(origins)].filter((member) => !parts.has(member))).toEqual([]);
});

test.each([...new Set(words)].filter((word) => word.length >= shortest).sort())('%s', (word) => {
  const raw = new RawTraffic();
  raw.remember({ request: { method: 'PATCH', url: '/', headers: { authorization: `Bearer ${word}` } } });
  expect(files.filter(([file, recording]) => suspicionsIn({ file, text: recordingText(recording) }, raw).length > 0)).toEqual([]);
});
