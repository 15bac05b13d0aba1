/** A finding has to be recognised tomorrow, in another tenant, by another client, in another file. */
import { judge } from '../../../../contracts/judge/judge.js';
import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { policyId } from '../healthy-exchange.js';
import { mutants, type Mutant } from '../mutation/mutants.js';
import { findingsOf } from '../serious.js';

function fingerprints(exchange: Exchange): readonly string[] {
  return findingsOf(judge(exchange))
    .map(({ fingerprint }) => fingerprint)
    .sort();
}

/** The same exchange with other ids, its members in another order, its headers in another case, and from another file. */
function disguised(exchange: Exchange): Exchange {
  const otherIds = JSON.stringify(exchange)
    .replaceAll(policyId, '00000000-1111-2222-3333-444444444444')
    .replaceAll('c3d0b2e4-8a51-4e0f-93b7-2f6d1a7e9c05', 'adadadad-808e-44e2-905a-0b7873a8a531');
  const { request, response } = JSON.parse(otherIds, backwards) as Required<Exchange>;
  const source = { file: 'another.har', index: 7, description: 'another' };
  const inCapitals = (headers: Exchange['request']['headers'] = {}): Record<string, string | readonly string[]> =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
  return {
    request: { ...request, headers: inCapitals(request.headers) },
    response: { ...response, headers: inCapitals(response.headers) },
    source,
  };
}

function backwards(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}

/** What each fingerprint stands for. */
const byFingerprint = new Map<string, Set<string>>();
for (const mutant of mutants) {
  for (const { fingerprint, code, pointer } of findingsOf(judge(mutant.broken))) {
    const same = byFingerprint.get(fingerprint) ?? new Set();
    byFingerprint.set(fingerprint, same.add([...scopeOf(mutant), code, pointer].join(' ')));
  }
}

test('fingerprints do not depend on ids, on order, on the case of headers, or on the source', () => {
  const changed = mutants.filter(({ broken }) => fingerprints(broken).join() !== fingerprints(disguised(broken)).join());
  expect(changed.map(({ contract, version, rule, how }) => `${contract.name} ${version} ${rule.id}: ${how}`)).toEqual([]);
});

test('fingerprints have sixteen hexadecimal digits', () => {
  expect([...byFingerprint.keys()].filter((fingerprint) => !/^[0-9a-f]{16}$/.test(fingerprint))).toEqual([]);
});

test('disagreements that differ in their operation, version, code, or place have different fingerprints', () => {
  expect([...byFingerprint.values()].filter((same) => same.size > 1).map((same) => [...same])).toEqual([]);
});

/** An exchange whose path names no known version has no version to differ in. */
function scopeOf({ contract, version, rule }: Mutant): readonly string[] {
  return rule.says.what === 'api-version' ? [contract.name] : [contract.name, version];
}
