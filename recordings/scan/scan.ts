import { detectors } from './detectors.js';
import { guidsIn } from './guids.js';
import { partsOf } from './parts.js';
import type { RawTraffic } from './raw-traffic.js';
import type { Suspicion, SuspicionKind } from './suspicion.js';
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
    for (const kind of fromTraffic(text.replaceAll(/[\s"',]+/g, ''), raw)) found.set(kind, { kind, file, place: 'the whole' });
  }
  return [...found.values()];
}

function kindsIn(text: string, raw: RawTraffic | undefined): ReadonlySet<SuspicionKind> {
  const kinds = new Set<SuspicionKind>();
  const views = viewsOf(text);
  for (const view of views) for (const { kind, finds } of detectors) if (!kinds.has(kind) && finds(view)) kinds.add(kind);
  if (raw === undefined) return kinds;
  for (const view of [...views, ...rearrangedViewsOf(text)]) for (const kind of fromTraffic(view, raw)) kinds.add(kind);
  return kinds;
}

function* fromTraffic(view: string, raw: RawTraffic): Iterable<SuspicionKind> {
  const lower = view.toLowerCase();
  for (const guid of guidsIn(view)) if (raw.guids.has(guid)) yield 'guid';
  if ([...raw.needles].some((needle) => lower.includes(needle.toLowerCase()))) yield 'token';
  if ([...raw.hosts].some((host) => lower.includes(host))) yield 'host-name';
  if ([...raw.mailAddresses].some((address) => lower.includes(address))) yield 'mail-address';
}
