import { detectors } from './detectors.js';
import { guidsIn } from './guids.js';
import { Lately } from './lately.js';
import type { SuspicionKind } from './suspicion.js';
import { rearrangedViewsOf, viewsOf } from './views.js';

/** What a text holds, in whatever way it is written. */
export interface Reading {
  /** What of it resembles a secret, whoever it belongs to. */
  readonly kinds: ReadonlySet<SuspicionKind>;
  /** All that it may be an encoding of, in lower case, also backwards and without its spaces. */
  readonly views: readonly string[];
  /** The GUIDs in those, but for placeholders. */
  readonly guids: readonly string[];
}

const lately = new Lately<Reading>(({ views, guids }) => views.join('').length + guids.join('').length);

/** Reads a text: most of what is read has been read before, such as the names of properties. */
export function readingOf(text: string): Reading {
  return lately.recall(text, read);
}

function read(text: string): Reading {
  const views = viewsOf(text);
  const kinds = new Set<SuspicionKind>();
  for (const view of views) for (const { kind, finds } of detectors) if (!kinds.has(kind) && finds(view)) kinds.add(kind);
  const all = [...views, ...rearrangedViewsOf(text)];
  return { kinds, views: all.map((view) => view.toLowerCase()), guids: all.flatMap(guidsIn) };
}
