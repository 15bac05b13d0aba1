/** Puts items together that have the same key, in the order of the first of each. No group is empty. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) addToGroup(groups, keyOf(item), item);
  return groups;
}

/** Adds an item to the group of its key, the last one in it. */
export function addToGroup<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

/** The first item of a group. @throws when there is none, which is a mistake in this program. */
export function first<T>(group: readonly T[]): T {
  const [item] = group;
  if (item === undefined) throw new Error('A group of nothing.');
  return item;
}
