/** A number of steps: counted instead of timed, so that every machine stops at the same one. */
export class StepBudget {
  constructor(private left: number) {}

  /** @throws OutOfSteps when there are fewer left. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new OutOfSteps();
  }

  /** Lends a part of the steps; the unspent ones come back. */
  share<T>(most: number, use: (part: StepBudget) => T): T {
    const share = Math.min(most, Math.max(0, this.left));
    const part = new StepBudget(share);
    try {
      return use(part);
    } finally {
      this.left -= share - Math.max(0, part.left);
    }
  }
}

export class OutOfSteps extends Error {}
