import type { SuspicionKind } from '../../recordings/scan/suspicion.js';
import type { SecondOpinionKind } from './second-opinion.js';

type Kind = SuspicionKind | SecondOpinionKind;

/** What a committed file may hold although it resembles a secret, because a person has looked at it: it is made up, and gives nobody away. */
export interface ScanException {
  readonly file: string;
  readonly kind: Kind;
  /** How many places. More are a finding, and fewer a stale exception: the list only shrinks. */
  readonly places: number;
  readonly reason: string;
}

export const scanExceptions: readonly ScanException[] = [
  ...many('tests/acceptance/captures/base64-in-capitals.har', 'a body in base64', { 'high-entropy': 1 }),
  ...many('tests/acceptance/captures/chunks-in-hex-beside-identity.har', 'a body in hex', { 'high-entropy': 1, guid: 1 }),
  ...many('tests/acceptance/captures/nock-chunks-beside-identity.json', 'a body in hex', { 'high-entropy': 2, guid: 2 }),
  ...many('tests/acceptance/captures/gzip-in-base64-on-a-line.ndjson', 'a body in base64', { 'high-entropy': 1 }),
  ...many('tests/acceptance/captures/gzip-in-base64.har', 'a body in base64', { 'high-entropy': 1 }),
  ...many('tests/acceptance/captures/pact-v4-base64-in-capitals.json', 'a body in base64', { 'high-entropy': 1 }),
  ...many('tests/acceptance/captures/polly-chunk-hex.har', 'a body in hex', { 'high-entropy': 1, guid: 1 }),
  ...many('tests/acceptance/captures/polly-chunks-base64.har', 'a body in base64', { 'high-entropy': 1 }),
  ...many('.github/workflows/nightly-drift.yml', "the address that GitHub gives to all workflows' commits", { 'mail-address': 1 }),
  ...many('THIRD-PARTY-NOTICES', 'the public address of an author, in a licence', { 'mail-address': 1 }),
  ...many('scripts/bench/inputs/generated-exchange.ts', 'a token and an address as long as real ones, so that their size is measured', {
    jwt: 1,
    bearer: 1,
    'high-entropy': 1,
    'ip-address': 1,
  }),
  ...many('scripts/tenant/sign-in/credential.ts', 'the words by which a key is known, without one', { 'private-key': 1 }),
  ...many('tests/contracts/compiler/same-promises/pages/device-compliance-policy.md', 'an id of a documented example, written otherwise', {
    guid: 1,
  }),
  ...many('tests/contracts/compiler/same-promises/pages/device-configuration.md', 'an id of a documented example, written otherwise', {
    guid: 1,
  }),
  ...many('tests/contracts/judge/arbitrary-healthy.ts', 'a made-up id, in the form of real ones', { guid: 1 }),
  ...many('tests/contracts/judge/healthy-exchange.ts', 'made-up ids, in the form of real ones', { guid: 2 }),
  ...many('tests/contracts/judge/robustness/fingerprint.test.ts', 'made-up ids, in the form of real ones', { guid: 2 }),
  ...many('tests/contracts/judge/robustness/nothing-leaks.test.ts', 'an address of a private network, to be kept out of findings', {
    'ip-address': 1,
  }),
  ...many('tests/recordings/traffic/pact/any-pact.test.ts', 'a made-up id, in the form of real ones', { guid: 1 }),
  ...many('tests/recordings/traffic/pact/judged-pact.ts', 'a made-up id, in the form of real ones', { guid: 1 }),
  ...many('tests/recordings/traffic/pact/pacts/pact-go-4.json', 'a body in base64, as pact-go writes it', { 'high-entropy': 1 }),
  ...many('tests/recordings/redaction/ordinary-traffic.test.ts', 'namespaces and codes of programs, which resemble hosts', {
    'host-name': 4,
  }),
  ...many('tests/recordings/redaction/what-becomes.test.ts', 'a host of public words, to be replaced', { 'host-name': 1 }),
  ...many('tests/replay/replay.test.ts', 'an address of a private network, which a replay must refuse', { 'ip-address': 1 }),
  ...many('tests/robustness/foreign-requests.test.ts', 'an address of a private network, which a server must refuse', {
    'ip-address': 1,
  }),
  ...many('tests/robustness/hostile-requests.ts', 'an address of a private network, which a server must refuse', { 'ip-address': 1 }),
  ...many('tests/scripts/client/base-url.test.ts', 'addresses that a client must refuse to send a token to', {
    'ip-address': 1,
    'mail-address': 3,
    'secretlint BasicAuth': 1,
  }),
  ...many('tests/scripts/record/record-command.test.ts', 'an address with a password that a client must refuse', {
    'secretlint BasicAuth': 1,
  }),
  ...many('tests/scripts/tenant/config-cases.json', 'the name of a tenant that Microsoft made up for its documentation', {
    'host-name': 1,
  }),
  ...many('tests/scripts/tenant/sign-in/failures.test.ts', 'keys that hold nothing, and must be refused', { 'private-key': 2 }),
];

function many(
  file: string,
  reason: string,
  places: Partial<Record<SuspicionKind, number>> & Readonly<Record<SecondOpinionKind, number>>,
): ScanException[] {
  return Object.entries<number>(places).map(([kind, count]) => ({ file, kind: kind as Kind, places: count, reason }));
}
