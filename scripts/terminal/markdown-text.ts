import { shownText } from './shown-text.js';

/** What a character would do in Markdown, it does not do as a reference: CommonMark takes those for text, and never for structure. */
const meaningful = /[\\`*_[\]<>&|~#@$]|:(?! )/g;
const zeroWidthSpace = '&#8203;';

/** Text as prose: on one line, without any markup of its own, and without what GitHub makes links and mentions of. */
export function prose(text: string, limit?: number): string {
  return shownText(text, limit)
    .replace(/[@#]|:(?=\/\/)|www(?=\.)/gi, '$&\u0000')
    .replace(meaningful, (char) => `&#${char.charCodeAt(0)};`)
    .replaceAll('\u0000', zeroWidthSpace);
}

/** Text as code, on one line. What a code span of a table could not hold is written as references in its place. */
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
