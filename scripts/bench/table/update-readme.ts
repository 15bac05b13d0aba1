/** Puts a result between the markers of a text. @throws Error when they are not there. */
export function withBenchmark(text: string, result: string): string {
  const [begin, end] = ['<!-- benchmark -->', '<!-- /benchmark -->'];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error(`The text lacks ${begin} … ${end}.`);
  return `${text.slice(0, from + begin.length)}\n\n${result}\n\n${text.slice(to)}`;
}
