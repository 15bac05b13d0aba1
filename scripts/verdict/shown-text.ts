import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Source } from '../../contracts/judge/exchange.js';
import { visible, visibleJson } from '../../contracts/visible.js';

/** Makes untrusted text printable: on one line, with control characters made visible, and cut to `limit` characters. */
export function shownText(text: string, limit = 300): string {
  const short = text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…`;
  return visible(wellFormed(short));
}

/** Replaces halves of surrogate pairs, which no encoding of Unicode can write. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Indented JSON that strict parsers accept, with control characters made visible. */
export function wellFormedJson(value: unknown): string {
  return visibleJson(`${JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? wellFormed(member) : member), 2)}\n`);
}

/** The path of a file below the working directory, with slashes; undefined if it is elsewhere. */
export function pathBelowWorkingDirectory(file: string): string | undefined {
  const path = relative(process.cwd(), resolve(file));
  return path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : path.split(sep).join('/');
}

export function shownFile(file: string): string {
  if (file === '') return 'input';
  return shownText(isAbsolute(file) ? (pathBelowWorkingDirectory(file) ?? file) : file);
}

/** The file of an exchange, and its line if that is known. */
export function shownPlace({ file, line }: Source): string {
  return line === undefined ? shownFile(file) : `${shownFile(file)}:${line}`;
}

/** The description of an exchange, and its number in the file. */
export function shownName({ index, description }: Source): string {
  const name = shownText(description, 200);
  if (name === '') return `number ${index + 1}`;
  return index === 0 ? name : `${name} (number ${index + 1})`;
}

/** Pads the cells of each column to one width. No line ends in spaces. */
export function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Characters with a meaning in Markdown. As character references they are text: CommonMark takes no structure from references. */
const meaningful = /[\\`*_[\]<>&|~#@$]|:(?! )/g;
const zeroWidthSpace = '&#8203;';

/** Text as prose on one line. Markup in it has no effect, nor does GitHub make links or mentions of it. */
export function prose(text: string, limit?: number): string {
  return shownText(text, limit)
    .replace(/[@#]|:(?=\/\/)|www(?=\.)/gi, '$&\u0000')
    .replace(meaningful, (char) => `&#${char.charCodeAt(0)};`)
    .replaceAll('\u0000', zeroWidthSpace);
}

/** Text as code on one line, also inside a table. */
export function code(text: string, limit?: number): string {
  const shown = shownText(text, limit).trim();
  if (shown === '') return '';
  return /[`|\\]/.test(shown) ? `<code>${prose(text, limit)}</code>` : `\`${shown}\``;
}

/** A URL as the target of a link in Markdown. */
export function linkTarget(url: string): string {
  return wellFormed(url)
    .replaceAll(/[^\w:/.?=&#%~()-]/gu, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
}

/** A table of cells that are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map(rowText).join('\n');
}

/** A row of a table, of cells that are Markdown already. */
export function rowText(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
