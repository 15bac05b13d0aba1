/**
 * Every finding of every table of cases. Fingerprints stand in the baselines and histories of users, contract hashes in their recordings. No refactoring changes a row here. A deliberate
 * change is a commit of its own that says why, with a line in the changelog.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { isUpdating } from '../../../equipment/is-updating.js';
import type { Finding } from '../../../../contracts/judge/finding.js';
import { findingsOf } from '../serious.js';
import { judgedCases, type JudgedCase } from './judged-cases.js';

const cases = judgedCases();

/** The rows of a table, each of them once. */
function rowsOf(chosen: readonly JudgedCase[], cells: (finding: Finding, table: string, name: string) => readonly string[]): string[] {
  const rows = chosen.flatMap(({ table, name, judgements }) =>
    judgements.flatMap(findingsOf).map((finding) => cells(finding, table, name).map(onOneLine).join('\t')),
  );
  return [...new Set(rows)];
}

function onOneLine(cell: string): string {
  return JSON.stringify(cell).slice(1, -1);
}

function expectTable(file: string, rows: readonly string[]): void {
  const path = join(__dirname, file);
  if (isUpdating('UPDATE_FINGERPRINTS')) writeFileSync(path, `${rows.join('\n')}\n`);
  else expect(rows).toEqual(readFileSync(path, 'utf8').trimEnd().split('\n'));
}

test('each finding of each case has the fingerprint that it always had', () => {
  const rows = rowsOf(cases, ({ code, pointer, fingerprint }, table, name) => [table, name, code, pointer, fingerprint]);
  expectTable('fingerprints.tsv', rows);
});

test('each finding says what it said, in its own words', () => {
  const written = cases.filter(({ table }) => table !== 'mutants');
  const rows = rowsOf(written, ({ code, layer, expected, actual, message }) => [code, layer, expected, actual, message]);
  expectTable('sentences.tsv', rows.sort());
});

test('each contract has the hash that stands in recordings', () => {
  expect(Object.fromEntries(contracts.map(({ name, hash }) => [name, hash]))).toEqual({
    'update-device-compliance-policy-assignment': 'sha256:848828399e1900c363ae4ff8c04ba3b97d015b3031ee35fac150681930041ad9',
    'update-device-configuration-assignment': 'sha256:ffda247af6ee858974cd2a7475398539f1384f665c2ff04eebf16ba0d7b47d04',
  });
});
