import { distance } from 'fastest-levenshtein';
import { codes, inconclusiveReasons } from '../../../contracts/judge/codes.js';
import { print } from '../../verdict/terminal.js';
import { inColumns } from '../../verdict/shown-text.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';

const entries = [
  ...Object.entries(codes).map(([name, about]) => ({ name, ...about })),
  ...Object.entries(inconclusiveReasons).map(([name, about]) => ({ name, severity: 'inconclusive', ...about })),
];

/** Explains a code or the reason of an inconclusive exchange; without a name, lists all. @throws CannotRun for an unknown name. */
export function explain(name: string | undefined): ExitCode {
  const lines =
    name === undefined ? inColumns(entries.map(({ name: known, severity, means }) => [known, severity, means])) : explanation(name);
  print(`${lines.join('\n')}\n`);
  return exitCodes.agrees;
}

function explanation(name: string): string[] {
  const entry = entries.find((known) => known.name === name);
  if (entry !== undefined) return [`${name} (${entry.severity})`, '', entry.means, '', entry.advice];
  const nearest = entries.map((known) => known.name).sort((a, b) => distance(name, a) - distance(name, b))[0] ?? '';
  const hint = distance(name, nearest) <= nearest.length / 3 ? ` Did you mean ${nearest}?` : '';
  throw new CannotRun(`No finding has the code ${JSON.stringify(name)}.${hint} "graph-contracts explain" lists all codes.`);
}
