import { exitCodes } from '../verdict/exit-code.js';

/** Signals with which a person, or the CI, ends a run. */
const signals = ['SIGINT', 'SIGTERM'] as const;

export interface Stop {
  readonly signal: AbortSignal;
  /** Takes no notice of signals any more. */
  readonly release: () => void;
}

/** The first signal ends the run at the next safe point; the second one at once, and the journal stays for the next run. */
export function stopOnSignals(tell: (sentence: string) => void): Stop {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      tell('Stopped at once. If an assignment was being touched, the journal says how it was; the next run looks first.');
      process.exit(exitCodes.inconclusive);
    }
    tell('Stopping at the next safe point: the assignment at hand is looked after first. A second signal stops at once.');
    controller.abort();
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
