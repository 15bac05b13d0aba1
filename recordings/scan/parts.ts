/** A part of a text, and where it stands. */
export interface Part {
  readonly place: string;
  readonly text: string;
}

/**
 * The parts of a text that are scanned one by one, so that a suspicion can name its place: strings and names of JSON, with pointers; otherwise
 * lines. Numbers of a list are read as characters too.
 * @param isSuspicious tells which names must not stand in a pointer.
 */
export function* partsOf(text: string, isSuspicious: (name: string) => boolean): Generator<Part> {
  const value = parse(text);
  if (value !== undefined) {
    yield* members(value, '', isSuspicious);
    return;
  }
  for (const [index, line] of text.split(/\r?\n/).entries()) yield { place: `line ${index + 1}`, text: line };
}

function* members(value: unknown, pointer: string, isSuspicious: (name: string) => boolean): Generator<Part> {
  if (typeof value === 'string' || typeof value === 'number') yield { place: pointer === '' ? 'the whole' : pointer, text: String(value) };
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value) && value.length > 7 && value.every((item) => typeof item === 'number' && item >= 9 && item < 256)) {
    yield { place: pointer, text: Buffer.from(value as number[]).toString('latin1') };
  }
  for (const [index, [name, inner]] of Object.entries(value).entries()) {
    const isHidden = !Array.isArray(value) && isSuspicious(name);
    const place = `${pointer}/${isHidden ? `<name ${index + 1}>` : name.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (isHidden) yield { place, text: name };
    yield* members(inner, place, isSuspicious);
  }
}

function parse(text: string): unknown {
  if (!/^\uFEFF?\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}
