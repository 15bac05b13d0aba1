/** The client that is calling now, by name and version: the one within Node, or a copy of undici. */
export function clientInStack(): string {
  const { stack = '' } = new Error();
  if (stack.includes('node:internal/deps/undici'))
    return `fetch of Node ${process.version} (undici ${process.versions['undici'] ?? 'of unknown version'})`;
  const folder = /\((.+)[/\\]lib[/\\]core[/\\]request\.js/.exec(stack)?.[1];
  return folder === undefined ? 'a copy of undici' : `the undici in ${folder.replace('file://', '')}`;
}
