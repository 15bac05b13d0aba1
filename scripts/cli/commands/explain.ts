import { distance } from 'fastest-levenshtein';
import { codes, inconclusiveReasons, type Code, type InconclusiveReason } from '../../../contracts/judge/codes.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import { print } from '../../terminal/terminal.js';

/** Says what a code, or the reason of an inconclusive exchange, means, and what to do. Without one, it lists them all. */
export function explain(name: string | undefined): ExitCode {
  print(name === undefined ? list() : entry(name));
  return exitCodes.agrees;
}

function entry(name: string): string {
  if (isCode(name)) {
    const { severity, means, advice } = codes[name];
    return `${name} (${severity})\n\n${means}\n\n${advice}\n`;
  }
  if (isReason(name)) {
    const { means, advice } = inconclusiveReasons[name];
    return `${name} (inconclusive)\n\n${means}\n\n${advice}\n`;
  }
  const known = [...Object.keys(codes), ...Object.keys(inconclusiveReasons)];
  const nearest = known.sort((a, b) => distance(name, a) - distance(name, b))[0] ?? '';
  const hint = distance(name, nearest) <= nearest.length / 3 ? ` Did you mean ${nearest}?` : '';
  throw new CannotRun(`No finding has the code ${JSON.stringify(name)}.${hint} "graph-contracts explain" lists them all.`);
}

function list(): string {
  const all = [
    ...Object.entries(codes).map(([code, { severity, means }]) => [code, severity, means] as const),
    ...Object.entries(inconclusiveReasons).map(([reason, { means }]) => [reason, 'inconclusive', means] as const),
  ];
  const width = all.reduce((widest, [name]) => Math.max(widest, name.length), 0);
  return all.map(([name, severity, means]) => `${name.padEnd(width)}  ${severity.padEnd(12)}  ${means}\n`).join('');
}

function isCode(name: string): name is Code {
  return Object.hasOwn(codes, name);
}

function isReason(name: string): name is InconclusiveReason {
  return Object.hasOwn(inconclusiveReasons, name);
}
