/** The kind of a bug, and where in the code it happened. Never its message: that could quote what was sent or answered. */
export function placesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [typeof error];
  const { name, message, stack = '' } = error;
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n');
  return [name, ...frames.filter((line) => /^\s+at /.test(line))];
}
