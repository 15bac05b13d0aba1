import { compareContracts } from '../../contracts/compare/compare-contracts.js';
import { compile } from '../../contracts/compiler/compile.js';
import { PageError } from '../../contracts/compiler/page/page-error.js';
import { ourTypes } from '../operations/page-files.js';
import { verdictOf } from '../verdict/verdict.js';
import type { FailOn, OperationRow } from '../verdict/report.js';
import type { Judged } from '../verdict/tally.js';
import type { FoundPage } from './find-pages.js';

/** A page and its comparison. */
export interface ComparedRow {
  readonly row: Pick<OperationRow, 'operation' | 'apiVersion' | 'verdict' | 'status' | 'milliseconds'>;
  readonly judged: readonly Judged[];
  readonly contract: FoundPage['contract'];
}

/** Compiles each page and compares it with our contract. @returns a sentence with file and line for each page that cannot be compiled. */
export function comparePages(pages: readonly FoundPage[], failOn: FailOn): { rows: ComparedRow[]; problems: string[] } {
  const types = ourTypes();
  const rows: ComparedRow[] = [];
  const problems: string[] = [];
  for (const { file, text, contract, version } of pages) {
    try {
      const [theirs] = compile([{ file, text }, ...types]);
      const findings = theirs === undefined ? [] : compareContracts(contract, theirs, { version, sameTypes: true });
      const about = { operation: contract.name, version };
      const source = { file, index: 0, description: `${contract.method} ${contract.name} ${version}` };
      rows.push({
        row: { operation: contract.name, apiVersion: version, verdict: verdictOf(findings, false, failOn), status: null, milliseconds: 0 },
        judged: [{ source, judgement: { kind: 'judged', ...about, findings } }],
        contract,
      });
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      problems.push(error.message);
    }
  }
  return { rows, problems };
}
