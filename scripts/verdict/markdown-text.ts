import { shownText } from './shown-text.js';

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

/** A table of cells that are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map(rowText).join('\n');
}

/** A row of a table, of cells that are Markdown already. */
export function rowText(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
