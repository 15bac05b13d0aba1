import { countOf, numeral } from '../../contracts/count-of.js';
import type { Severity } from '../../contracts/judge/codes.js';
import type { Report } from '../verdict/report.js';
import { shownText } from '../verdict/shown-text.js';

/** Long enough for a sentence that names files, operations and paths. */
const longestSentence = 2_000;

/** How much there was of what, and the exit code. In place of an amount it says so if nothing was judged. */
export function summaryLine({ exitCode, commandExitCode, summary, flaky = [], nothingJudged }: Report): string {
  const empty = summary.judged + summary.inconclusive === 0;
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
  const listed = amounts
    .filter(([amount], index) => amount > 0 || (index === 0 && !empty))
    .map(([amount, name]) => `${numeral(amount)} ${name}`);
  const code = commandExitCode === undefined ? `Exit code ${exitCode}` : `Exit code ${commandExitCode}, that of the command`;
  const amountsText = [countOf(summary.exchanges, 'exchange'), ...listed].join(', ');
  if (!empty) return `${amountsText}. ${code}.`;
  return nothingJudged === undefined
    ? `${amountsText}; nothing was judged. ${code}.`
    : `${amountsText}. ${shownText(nothingJudged, longestSentence)} ${code}.`;
}
