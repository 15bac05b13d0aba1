import { describeProperty } from '../../../contracts/judge/describe.js';
import { isObject } from '../../../contracts/json-value.js';
import type { View } from '../journal/before-state.js';

/** What beta writes for a member that is not set. */
const unset = new Set<unknown>([null, '', 'none']);

/**
 * The members of the target that are set, and that the first view does not show: an update made from that view could remove them, such as the filter
 * of an assignment, which only beta shows. Their names are fit to be said.
 */
export function hiddenMembers(views: readonly View[]): string[] {
  const [own = {}, ...others] = views.map(({ body }) => (isObject(body['target']) ? body['target'] : {}));
  const seen = others.flatMap((target) => Object.entries(target).filter(([, value]) => !unset.has(value)));
  const hidden = seen.map(([name]) => name).filter((name) => !name.includes('@') && !(name in own));
  return [...new Set(hidden.map(describeProperty))];
}
