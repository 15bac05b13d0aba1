/** How to send an answer, and what happens around it. */
export interface Sending<T> {
  readonly send: (one: T) => void;
  /** Hears of each answer that was sent, after all that were sent with it. */
  readonly sent: (one: T) => void;
  /** Hears of an answer that cannot be sent, or of whoever heard of it and failed. */
  readonly failed: (one: T, error: unknown) => void;
}

/**
 * Sends answers together: those to all requests that are here by now, one right after the other. An answer that is sent by itself wakes up a client
 * who has fallen asleep since the last one, and that takes the machine longer than to judge a request.
 */
export class AnswersTogether<T> {
  private waiting: T[] = [];

  constructor(private readonly sending: Sending<T>) {}

  /** Sends an answer as soon as nothing more is there to be read. */
  add(one: T): void {
    if (this.waiting.push(one) === 1) setImmediate(this.flush);
  }

  /** Sends what is waiting. */
  readonly flush = (): void => {
    const { waiting, sending } = this;
    this.waiting = [];
    const sent = waiting.filter((one) => this.attempt(one, sending.send));
    for (const one of sent) this.attempt(one, sending.sent);
  };

  private attempt(one: T, act: (one: T) => void): boolean {
    try {
      act(one);
      return true;
    } catch (error) {
      this.sending.failed(one, error);
      return false;
    }
  }
}
