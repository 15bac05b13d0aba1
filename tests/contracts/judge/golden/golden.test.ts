/**
 * Fingerprints stand in the baselines and histories of users, contract hashes in their recordings. No refactoring changes a row here. A deliberate
 * change is a commit of its own that says why, with a line in the changelog.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { isUpdating } from '../../../equipment/is-updating.js';
import { findingsOf } from '../serious.js';
import { judgedCases } from './judged-cases.js';

const file = join(__dirname, 'fingerprints.tsv');

const rows = new Set(
  judgedCases().flatMap(({ table, name, judgements }) =>
    judgements
      .flatMap(findingsOf)
      .map(({ code, pointer, fingerprint }) => [table, name, code, pointer, fingerprint].map(onOneLine).join('\t')),
  ),
);

function onOneLine(cell: string): string {
  return JSON.stringify(cell).slice(1, -1);
}

test('each finding of each case has the fingerprint that it always had', () => {
  if (isUpdating('UPDATE_FINGERPRINTS')) writeFileSync(file, `${[...rows].join('\n')}\n`);
  else expect([...rows]).toEqual(readFileSync(file, 'utf8').trimEnd().split('\n'));
});

test('each contract has the hash that stands in recordings', () => {
  expect(Object.fromEntries(contracts.map(({ name, hash }) => [name, hash]))).toEqual({
    'update-device-compliance-policy-assignment': 'sha256:848828399e1900c363ae4ff8c04ba3b97d015b3031ee35fac150681930041ad9',
    'update-device-configuration-assignment': 'sha256:ffda247af6ee858974cd2a7475398539f1384f665c2ff04eebf16ba0d7b47d04',
  });
});
