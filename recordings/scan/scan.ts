import { BoundedMap, remember } from '../../contracts/judge/remember.js';
import { detectors, type Suspicion, type SuspicionKind } from './detectors.js';
import { guidsIn } from './guids.js';
import type { RawTraffic } from './raw-traffic.js';
import { rearrangedViewsOf, viewsOf } from './views.js';

/**
 * Finds what resembles a secret in a text, in any encoding: by its form, and by what the raw traffic held. It shares no rule with the redaction, so neither
 * has the other's blind spots.
 * @param file the name that suspicions report.
 * @param raw the traffic whose secrets must not come out; none for a committed text, whose traffic is gone.
 */
export function scan(file: string, text: string, raw?: RawTraffic): Suspicion[] {
  const found = new Map<string, Suspicion>();
  for (const { place, text: part } of partsOf(text, (name) => kindsIn(name, raw).size > 0)) {
    for (const kind of kindsIn(part, raw)) found.set(`${kind} ${place}`, { kind, file, place });
  }
  if (raw !== undefined && found.size === 0) {
    // A secret may be broken over lines, or over the strings of a list.
    const joined = text.replaceAll(/[\s"',]+/g, '').toLowerCase();
    for (const kind of raw.kindsIn([joined], guidsIn(joined))) found.set(kind, { kind, file, place: 'the whole' });
  }
  return [...found.values()];
}

function kindsIn(text: string, raw: RawTraffic | undefined): ReadonlySet<SuspicionKind> {
  const { kinds, views, guids } = text.length > longest ? decode(text) : remember(decodings, text, () => decode(text));
  if (raw === undefined) return kinds;
  const known = raw.kindsIn(views, guids);
  return known.size === 0 ? kinds : new Set([...kinds, ...known]);
}

/** A text in all its decodings. */
interface Decoding {
  readonly kinds: ReadonlySet<SuspicionKind>;
  /** All that the text may encode, in lower case, also backwards and without white space. */
  readonly views: readonly string[];
  readonly guids: readonly string[];
}

/** Exchanges repeat most of their short texts. Longer ones are not remembered, in characters. */
const longest = 500;
const decodings = new BoundedMap<Decoding>();

function decode(text: string): Decoding {
  const views = viewsOf(text);
  const kinds = new Set<SuspicionKind>();
  for (const view of views) for (const { kind, finds } of detectors) if (!kinds.has(kind) && finds(view)) kinds.add(kind);
  const all = [...views, ...rearrangedViewsOf(text)];
  return { kinds, views: all.map((view) => view.toLowerCase()), guids: all.flatMap(guidsIn) };
}

interface TextPart {
  readonly place: string;
  readonly text: string;
}

/** The strings and names of a JSON text with their JSON Pointers, or the lines of another text. @param isSuspicious whether a pointer must not hold a name. */
function* partsOf(text: string, isSuspicious: (name: string) => boolean): Generator<TextPart> {
  const value = parse(text);
  if (value !== undefined) yield* partsOfValue(value, '', isSuspicious);
  else for (const [index, line] of text.split(/\r?\n/).entries()) yield { place: `line ${index + 1}`, text: line };
}

function* partsOfValue(value: unknown, pointer: string, isSuspicious: (name: string) => boolean): Generator<TextPart> {
  if (typeof value === 'string' || typeof value === 'number') yield { place: pointer === '' ? 'the whole' : pointer, text: String(value) };
  if (typeof value !== 'object' || value === null) return;
  // Bytes are read as characters too.
  if (Array.isArray(value) && value.length > 7 && value.every((item) => typeof item === 'number' && item >= 9 && item < 256)) {
    yield { place: pointer, text: Buffer.from(value as number[]).toString('latin1') };
  }
  for (const [index, [name, inner]] of Object.entries(value).entries()) {
    const isHidden = !Array.isArray(value) && isSuspicious(name);
    const place = `${pointer}/${isHidden ? `<name ${index + 1}>` : name.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (isHidden) yield { place, text: name };
    yield* partsOfValue(inner, place, isSuspicious);
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
