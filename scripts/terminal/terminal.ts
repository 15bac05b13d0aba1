import { visible } from '../../contracts/visible.js';
import { standardOutput } from './standard-output.js';

/** What the reports paint with; no other sequence of a terminal passes. */
const paint = /(\u001b\[(?:[12]|22|3[1236]|39)m)/; // eslint-disable-line no-control-regex -- it looks for these

/** Makes lines for a person safe, whatever stands in them: see `visible`. */
export function terminalText(text: string): string {
  return text.split('\n').map(terminalLine).join('\n');
}

function terminalLine(line: string): string {
  // Odd parts are paint. What stands behind paint does not begin the line, but a runner may take the paint away.
  return line
    .split(paint)
    .map((part, at) => (at % 2 === 1 ? part : visible(part)))
    .join('');
}

/** Writes text for a person to standard output, line by line. */
export function print(text: string): void {
  standardOutput().write(terminalText(text));
}

/** As `print`, on standard error. */
export function printBeside(text: string): void {
  process.stderr.write(terminalText(text));
}

/** Writes each line for a person to standard error. A line break in one is shown, and breaks no line. */
export function tell(lines: string | Iterable<string>): void {
  // The console goes on when standard error is closed.
  for (const line of typeof lines === 'string' ? [lines] : lines) console.error(visible(line)); // eslint-disable-line no-console -- the one place
}

/** Tells why a command cannot go on, under the name of the tool. */
export function complain(lines: string | readonly string[]): void {
  const [first = '', ...others] = typeof lines === 'string' ? [lines] : lines;
  tell([`graph-contracts: ${first}`, ...others]);
}
