/** A Markdown table with its columns aligned, as Prettier aligns them. Columns with a name that ends in a colon are set to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const right = head.map((name) => name.endsWith(':'));
  const lines = [head.map((name) => name.replace(/:$/, '')), ...rows.map((row) => row.map(escaped))];
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const written = lines.map((line) => lineOf(widths.map((width, column) => padded(line[column] ?? '', width, right[column] === true))));
  const rule = lineOf(widths.map((width, column) => (right[column] === true ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))));
  return [written[0], rule, ...written.slice(1)].join('\n');
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function padded(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
