export interface Result {
  readonly node: string;
  readonly case: string;
  /** What failed, or how it went. */
  readonly outcome: 'passed' | 'FAILED' | 'needs a later Node';
  readonly output: string;
}

/** A row for each case, a column for each Node, and below it the output of what failed. */
export function tableOf(results: readonly Result[]): string {
  const nodes = [...new Set(results.map(({ node }) => node))];
  const rows = [...new Set(results.map((result) => result.case))].map((name) => [
    name,
    ...nodes.map((node) => results.find((result) => result.node === node && result.case === name)?.outcome ?? ''),
  ]);
  const all = [['', ...nodes.map((node) => `Node ${node}`)], ...rows];
  const widths = (all[0] ?? []).map((_, column) => all.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0));
  const table = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const failed = results.filter(({ outcome }) => outcome === 'FAILED');
  return [...table, ...failed.map((result) => `\nFAILED: ${result.case} on Node ${result.node}\n${result.output.trimEnd()}`)].join('\n');
}
