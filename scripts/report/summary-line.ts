import { countOf, numeral } from '../../contracts/count-of.js';
import type { Severity } from '../../contracts/judge/codes.js';
import type { Report } from './report.js';

/** How much there was of what, and the exit code. */
export function summaryLine({ exitCode, commandExitCode, summary, flaky = [] }: Report): string {
  const amounts: [number, string][] = [
    [summary.judged, 'judged'],
    [summary.inconclusive, 'inconclusive'],
    [summary.outside, 'of other operations'],
    ...(['breaking', 'unknown', 'additive'] as const satisfies readonly Severity[]).map((name): [number, string] => [summary[name], name]),
    [flaky.length, 'flaky'],
    [summary.notes, summary.notes === 1 ? 'note' : 'notes'],
    [summary.accepted ?? 0, 'accepted'],
    [summary.pending ?? 0, 'pending'],
  ];
  const listed = amounts.filter(([amount], index) => amount > 0 || index === 0).map(([amount, name]) => `${numeral(amount)} ${name}`);
  const code =
    commandExitCode === undefined ? `Exit code ${String(exitCode)}` : `Exit code ${String(commandExitCode)}, that of the command`;
  return `${countOf(summary.exchanges, 'exchange')}, ${listed.join(', ')}. ${code}.`;
}
