/** Groups items by key, in the order in which keys first appear. No group is empty. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) addToGroup(groups, keyOf(item), item);
  return groups;
}

/** Appends an item to the group of its key. */
export function addToGroup<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

/** The first item of a group. @throws if the group is empty, which is a bug. */
export function first<T>(group: readonly T[]): T {
  const [item] = group;
  if (item === undefined) throw new Error('The group is empty.');
  return item;
}
