/** Something that was recorded at a moment, in milliseconds since 1970. */
interface HasMoment {
  readonly moment: number;
}

/** Compares for a sort: what was recorded first comes first. */
export function byMoment(one: HasMoment, other: HasMoment): number {
  if (one.moment === other.moment) return 0;
  return one.moment < other.moment ? -1 : 1;
}
