/** Something that was recorded at a moment, in milliseconds since 1970. */
interface HasMoment {
  readonly moment: number;
}

/** Compares for a sort: what was recorded first comes first. */
export function byMoment(one: HasMoment, other: HasMoment): number {
  if (one.moment === other.moment) return 0;
  return one.moment < other.moment ? -1 : 1;
}

/** The place of one among others that are in order: behind those of the same moment. It most often is the end. */
export function placeInOrder(others: readonly HasMoment[], { moment }: HasMoment): number {
  let [from, to] = [0, others.length];
  if (to === 0 || moment >= (others[to - 1]?.moment ?? moment)) return to;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((others[middle]?.moment ?? moment) <= moment) from = middle + 1;
    else to = middle;
  }
  return from;
}
