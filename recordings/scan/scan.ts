import { partsOf } from './parts.js';
import type { RawTraffic } from './raw-traffic.js';
import { detectors } from './detectors.js';
import { guidsIn } from './guids.js';
import { Lately } from './lately.js';
import type { SuspicionKind, Suspicion } from './suspicion.js';
import { rearrangedViewsOf, viewsOf } from './views.js';

/**
 * Looks for anything in a text that still resembles a secret, in whatever encoding: by what it looks like, and by what the raw traffic held.
 * It knows nothing of how the text was redacted, so that neither has the other's blind spots.
 * @param file the name under which suspicions report it.
 * @param raw what must not come out. A committed text, whose traffic nobody has any more, is scanned without.
 */
export function scan(file: string, text: string, raw?: RawTraffic): Suspicion[] {
  const found = new Map<string, Suspicion>();
  for (const { place, text: part } of partsOf(text, (name) => kindsIn(name, raw).size > 0)) {
    for (const kind of kindsIn(part, raw)) found.set(`${kind} ${place}`, { kind, file, place });
  }
  if (raw !== undefined && found.size === 0) {
    // What is broken over lines, or over the strings of a list.
    const joined = text.replaceAll(/[\s"',]+/g, '').toLowerCase();
    for (const kind of raw.kindsIn([joined], guidsIn(joined))) found.set(kind, { kind, file, place: 'the whole' });
  }
  return [...found.values()];
}

function kindsIn(text: string, raw: RawTraffic | undefined): ReadonlySet<SuspicionKind> {
  const { kinds, views, guids } = readingOf(text);
  if (raw === undefined) return kinds;
  const known = raw.kindsIn(views, guids);
  return known.size === 0 ? kinds : new Set([...kinds, ...known]);
}

/** What a text holds, in whatever way it is written. */
interface Reading {
  /** Parts that resemble a secret of any owner. */
  readonly kinds: ReadonlySet<SuspicionKind>;
  /** All that it may be an encoding of, in lower case, also backwards and without its spaces. */
  readonly views: readonly string[];
  /** The GUIDs in those, but for placeholders. */
  readonly guids: readonly string[];
}

const lately = new Lately<Reading>(({ views, guids }) => views.join('').length + guids.join('').length);

/** Reads a text: most of what is read has been read before, such as the names of properties. */
function readingOf(text: string): Reading {
  return lately.recall(text, read);
}

function read(text: string): Reading {
  const views = viewsOf(text);
  const kinds = new Set<SuspicionKind>();
  for (const view of views) for (const { kind, finds } of detectors) if (!kinds.has(kind) && finds(view)) kinds.add(kind);
  const all = [...views, ...rearrangedViewsOf(text)];
  return { kinds, views: all.map((view) => view.toLowerCase()), guids: all.flatMap(guidsIn) };
}
