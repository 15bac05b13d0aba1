export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly other: string;
  /** One for each pair that was measured in turn, so that a slow moment of the machine affects both. Undefined without the other. */
  readonly ratios: readonly number[] | undefined;
  /** Undefined if there is none for the measured size. */
  readonly aim: { readonly is: 'at most' | 'at least'; readonly limit: number } | undefined;
}

/** A Markdown table as Prettier formats it. */
export function resultTable(rows: readonly Row[]): string {
  const head = ['Measured', 'graph-contracts', 'Beside', 'Ratio', 'Aim', 'Met'];
  const cells = [head, ...rows.map((row) => [row.what, row.ours, row.other, ...verdict(row)])];
  const widths = head.map((_, column) => cells.reduce((widest, line) => Math.max(widest, line[column]?.length ?? 0), 3));
  const lines = cells.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  return lines.toSpliced(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`).join('\n');
}

function verdict({ ratios, aim }: Row): string[] {
  const aimed = aim === undefined ? '–' : `${aim.is} ${aim.limit}`;
  if (ratios === undefined) return ['–', aimed, '–'];
  const ratio = median(ratios);
  const sorted = ratios.toSorted((a, b) => a - b);
  const range = ratios.length > 1 ? ` (${sorted.at(0)?.toFixed(2) ?? ''} to ${sorted.at(-1)?.toFixed(2) ?? ''})` : '';
  const met = aim && (aim.is === 'at most' ? ratio <= aim.limit : ratio >= aim.limit);
  return [`${ratio.toFixed(2)}${range}`, aimed, met === undefined ? '–' : met ? 'yes' : 'no'];
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [lower, upper] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return ((lower ?? Number.NaN) + (upper ?? Number.NaN)) / 2;
}
