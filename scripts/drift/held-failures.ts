/** Exceptions that wait until the assignment that is being touched is safe; then the first one is thrown. */
export class HeldFailures {
  private readonly all: unknown[] = [];

  /** Runs a step whose failure must not keep the assignment from being looked after. @returns undefined when it throws. */
  async attempt<T>(step: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      this.all.push(error);
      return undefined;
    }
  }

  /** Holds what nobody awaits too: otherwise it would end the process. @returns what ends that. */
  holdStray(): () => void {
    const hold = (error: unknown): void => {
      this.all.push(error);
    };
    process.on('uncaughtException', hold).on('unhandledRejection', hold);
    return () => {
      process.off('uncaughtException', hold).off('unhandledRejection', hold);
    };
  }

  /** @throws the first of them, once. */
  rethrow(): void {
    const [first] = this.all;
    if (this.all.length === 0) return;
    this.all.length = 0;
    throw first;
  }
}
