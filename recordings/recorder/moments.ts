/**
 * Sees to it that no two exchanges of a recording have the same moment: what stands in several files is replayed in the order of their moments. Captures
 * may come in any order, and each keeps its own.
 */
export class Moments {
  private readonly taken = new Set<number>();
  private readonly next = new Map<number, number>();

  /** The moment itself, or the first one behind it that is free, in milliseconds. */
  free(asked: Date): Date {
    let moment = this.next.get(asked.getTime()) ?? asked.getTime();
    while (this.taken.has(moment)) moment += 1;
    this.taken.add(moment);
    this.next.set(asked.getTime(), moment + 1);
    return new Date(moment);
  }
}
