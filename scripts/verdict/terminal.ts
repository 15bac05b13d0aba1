import { isatty } from 'node:tty';
import { visible } from '../../contracts/visible.js';
import { exitCodes } from './exit-code.js';

/** The styles that the reports use; no other sequence reaches a terminal. */
const style = /(\u001b\[(?:[12]|22|3[1236]|39)m)/; // eslint-disable-line no-control-regex -- it looks for these
const styles = new RegExp(style, 'g');

/** Makes each line safe for a terminal and a CI runner: see `visible`. Styles are kept. */
export function terminalText(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .split(style)
        // Odd parts are styles. The text after one does not begin the line, but a runner may remove the style.
        .map((part, at) => (at % 2 === 1 ? part : visible(part)))
        .join(''),
    )
    .join('\n');
}

/** Whether text for people on standard output has colours: on a terminal, if neither `NO_COLOR` nor `FORCE_COLOR` is set. */
export function hasColors(): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '' } = process.env;
  if (NO_COLOR !== '') return false;
  return FORCE_COLOR === '' ? isatty(process.stdout.fd) : FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
}

/** Breaks lines at blanks so that they fit the terminal, from 40 to 200 columns. Unchanged if standard output is no terminal. */
export function fitTerminal(text: string): string {
  const { isTTY, columns } = standardOutput();
  if (!isTTY) return text;
  // A terminal that does not say its width has 0.
  const width = columns === 0 ? 80 : Math.min(Math.max(columns, 40), 200);
  return text
    .split('\n')
    .map((line) => fitLine(line, width))
    .join('\n');
}

/** Continues a line below its last column, or moves that to a line of its own if it is too far to the right. */
function fitLine(line: string, width: number): string {
  const plain = line.replaceAll(styles, '');
  if (plain.length <= width) return line;
  const lastColumn = plain.search(/(?<=\S {2,})\S(?!.*\S {2,}\S)/);
  const isBelow = lastColumn > 0 && lastColumn < width * 0.6;
  const indent = ' '.repeat(isBelow ? lastColumn : plain.search(/\S|$/) + 2);
  // Columns that do not fit move together.
  const columns = lastColumn > width ? line.replaceAll(/(?<=\S) {2,}(?=\S)/g, '  ') : line;
  const [first = '', ...rest] = columns.split(/(?<=\S)( +)(?=\S)/);
  const moved = isBelow || lastColumn > width ? -1 : rest.findLastIndex((part, at) => at % 2 === 0 && part.length > 1);
  let text = first;
  let used = lengthOf(first);
  for (let at = 0; at < rest.length; at += 2) {
    const [gap = '', word = ''] = rest.slice(at, at + 2);
    const fits = at !== moved && used + gap.length + lengthOf(word) <= width;
    text += fits ? `${gap}${word}` : `\n${indent}${word}`;
    used = (fits ? used + gap.length : indent.length) + lengthOf(word);
  }
  return text;
}

function lengthOf(word: string): number {
  return word.replaceAll(styles, '').length;
}

let isWatched = false;

/** Standard output. Opening it takes longer than judging most inputs, so it is opened on first use. */
export function standardOutput(): NodeJS.WriteStream {
  if (!isWatched) process.stdout.on('error', end);
  isWatched = true;
  return process.stdout;
}

function end({ code }: NodeJS.ErrnoException): void {
  // A reader such as `head` may close the pipe. The exit code stands.
  if (code === 'EPIPE') return;
  // eslint-disable-next-line no-console -- nothing in it comes from elsewhere
  console.error(`graph-contracts: the report cannot be written to standard output (${code ?? 'unknown error'}).`);
  process.exit(exitCodes['cannot-run']);
}

export function print(text: string): void {
  standardOutput().write(terminalText(text));
}

/** As `print`, to standard error. */
export function printError(text: string): void {
  process.stderr.write(terminalText(text));
}

/** Writes each line to standard error. A line break inside one is shown, and breaks no line. */
export function printLines(lines: string | Iterable<string>): void {
  // Unlike the stream, the console accepts a closed standard error.
  for (const line of typeof lines === 'string' ? [lines] : lines) console.error(visible(line)); // eslint-disable-line no-console -- the one place
}

/** Writes to standard error why a command cannot continue. */
export function complain(lines: string | readonly string[]): void {
  const [first = '', ...others] = typeof lines === 'string' ? [lines] : lines;
  printLines([`graph-contracts: ${first}`, ...others]);
}

/** The kind of a bug and its stack. Never its message, which could quote traffic. */
export function placesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [typeof error];
  const { name, message, stack = '' } = error;
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n');
  return [name, ...frames.filter((line) => /^\s+at /.test(line))];
}

/** Counts unexpected errors of a server, and shows the first. The server continues; its run cannot pass. */
export class Bugs {
  count = 0;

  add(error: unknown): void {
    this.count += 1;
    if (this.count > 1) return;
    complain([
      'This is a bug in graph-contracts; please report it with the lines below. The server goes on, but this run cannot pass.',
      ...placesOf(error),
    ]);
  }
}
