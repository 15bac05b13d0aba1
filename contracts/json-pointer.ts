/** A name as it stands in a JSON Pointer (RFC 6901). */
export function partOfPointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The name that a part of a JSON Pointer stands for. */
export function nameOfPart(part: string): string {
  return part.includes('~') ? part.replaceAll('~1', '/').replaceAll('~0', '~') : part;
}
