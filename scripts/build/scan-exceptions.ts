import { groupBy } from '../../contracts/group-by.js';
import type { Suspicion, SuspicionKind } from '../../recordings/scan/detectors.js';

/** A suspicion of our own scan, or a message id of secretlint. */
export type ScanKind = SuspicionKind | `secretlint ${string}`;

/**
 * The reason for accepting text that resembles a secret in a file, and the number of its places by kind.
 * A greater or smaller number is reported: the list only shrinks.
 */
type ScanException = readonly [reason: string, places: Partial<Record<ScanKind, number>>];
export type ScanExceptions = Readonly<Record<string, ScanException>>;

export const scanExceptions: ScanExceptions = {
  'tests/acceptance/captures/base64-in-capitals.har': ['a body in base64', { 'high-entropy': 1 }],
  'tests/acceptance/captures/chunks-in-hex-beside-identity.har': ['a body in hex', { 'high-entropy': 1, guid: 1 }],
  'tests/acceptance/captures/nock-chunks-beside-identity.json': ['a body in hex', { 'high-entropy': 2, guid: 2 }],
  'tests/acceptance/captures/gzip-in-base64-on-a-line.ndjson': ['a body in base64', { 'high-entropy': 1 }],
  'tests/acceptance/captures/gzip-in-base64.har': ['a body in base64', { 'high-entropy': 1 }],
  'tests/acceptance/captures/pact-v4-base64-in-capitals.json': ['a body in base64', { 'high-entropy': 1 }],
  'tests/acceptance/captures/polly-chunk-hex.har': ['a body in hex', { 'high-entropy': 1, guid: 1 }],
  'tests/acceptance/captures/polly-chunks-base64.har': ['a body in base64', { 'high-entropy': 1 }],
  '.github/workflows/ci.yml': ['commits of actions', { 'high-entropy': 2, guid: 2 }],
  '.github/workflows/gate.yml': ['commits of actions', { 'high-entropy': 3, guid: 3 }],
  '.github/workflows/matrix.yml': ['commits of actions', { 'high-entropy': 2, guid: 2 }],
  '.github/workflows/nightly-docs.yml': ['commits of actions', { 'high-entropy': 7, guid: 7 }],
  '.github/workflows/release.yml': ['commits of actions', { 'high-entropy': 6, guid: 6 }],
  '.github/workflows/properties.yml': ['commits of actions', { 'high-entropy': 2, guid: 2 }],
  '.github/workflows/nightly-drift.yml': [
    "commits of actions, and the address that GitHub gives to all workflows' commits",
    { 'high-entropy': 13, guid: 13, 'mail-address': 1 },
  ],
  'THIRD-PARTY-NOTICES': ['the address of an author and a commit, in licences', { 'mail-address': 1, 'high-entropy': 1, guid: 1 }],
  'scripts/http/client-trust.ts': ['the words that mark a certificate, without a certificate', { 'private-key': 1 }],
  'scripts/http/issue-certificate.ts': [
    'object identifiers, which resemble addresses, and the words that mark a certificate',
    { 'ip-address': 7, 'private-key': 1 },
  ],
  'scripts/http/server-certificate.ts': ['the words that mark a key, without a key', { 'private-key': 1 }],
  'scripts/tenant/credential.ts': ['the words that mark a key, without a key', { 'private-key': 1 }],
  'tests/contracts/compiler/same-promises/pages/device-compliance-policy.md': ['an id of a documented example', { guid: 1 }],
  'tests/contracts/compiler/same-promises/pages/device-configuration.md': ['an id of a documented example', { guid: 1 }],
  'tests/contracts/judge/arbitrary-healthy.ts': ['a made-up id, in the form of real ones', { guid: 1 }],
  'tests/contracts/judge/healthy-exchange.ts': ['made-up ids, in the form of real ones', { guid: 2 }],
  'tests/contracts/judge/robustness/fingerprint.test.ts': ['made-up ids, in the form of real ones', { guid: 2 }],
  'tests/contracts/judge/robustness/nothing-leaks.test.ts': ['a private address that findings must not show', { 'ip-address': 1 }],
  'tests/recordings/traffic/pact/any-pact.test.ts': ['a made-up id, in the form of real ones', { guid: 1 }],
  'tests/recordings/traffic/pact/judged-pact.ts': ['a made-up id, in the form of real ones', { guid: 1 }],
  'tests/recordings/traffic/pact/pacts/pact-go-4.json': ['a body in base64, as pact-go writes it', { 'high-entropy': 1 }],
  'tests/recordings/redaction/ordinary-traffic.test.ts': ['namespaces and codes that resemble hosts', { 'host-name': 4 }],
  'tests/recordings/redaction/replacements.test.ts': ['a host of public words, to be replaced', { 'host-name': 1 }],
  'tests/replay/replay.test.ts': ['a private address that a replay must refuse', { 'ip-address': 1 }],
  'tests/robustness/foreign-requests.test.ts': ['private addresses that a server must refuse', { 'ip-address': 2 }],
  'tests/scripts/client/base-url.test.ts': [
    'addresses that must not get a token',
    { 'ip-address': 1, 'mail-address': 3, 'secretlint BasicAuth': 1 },
  ],
  'tests/scripts/record/record-options.test.ts': ['an address with a password that a client must refuse', { 'secretlint BasicAuth': 1 }],
  'tests/scripts/tenant/config-cases.json': ["a made-up tenant of Microsoft's documentation", { 'host-name': 1 }],
  'tests/scripts/tenant/failures.test.ts': ['empty keys that must be refused', { 'private-key': 2 }],
};

/** Compares suspicions with exceptions. Returns a line for each disagreement, without any value. */
export function compareExceptions(
  suspicions: readonly (Omit<Suspicion, 'kind'> & { readonly kind: ScanKind })[],
  exceptions: ScanExceptions,
): string[] {
  const byFile = groupBy(suspicions, ({ file }) => file);
  const files = new Set([...byFile.keys(), ...Object.keys(exceptions)]);
  return [...files].flatMap((file) => {
    const byKind = groupBy(byFile.get(file) ?? [], ({ kind }) => kind);
    const [, allowed = {}] = exceptions[file] ?? [];
    const kinds = new Set([...byKind.keys(), ...(Object.keys(allowed) as ScanKind[])]);
    return [...kinds].flatMap((kind) => {
      const places = (byKind.get(kind) ?? []).map(({ place }) => place);
      const excepted = allowed[kind] ?? 0;
      if (places.length < excepted) return [`${file}: ${excepted} exceptions for ${kind}, but only ${places.length} apply.`];
      if (places.length === excepted) return [];
      return [
        `${file}: resembles a secret, by ${kind}, at ${places.slice(0, 10).join(', ')}${excepted === 0 ? '' : ` (${excepted} excepted)`}.`,
      ];
    });
  });
}
