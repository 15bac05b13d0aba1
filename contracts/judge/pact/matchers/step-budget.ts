/** The steps that the expressions of one input may take: counted, so that every machine stops at the same one. */
export class StepBudget {
  constructor(private left: number) {}

  /** @throws OutOfSteps when there are fewer left. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new OutOfSteps();
  }

  /** A part of the steps, for one expression: what it does not spend is given back. */
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
