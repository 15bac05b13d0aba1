import { exitCodes } from '../verdict/exit-code.js';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** The first signal ends the run at the next safe point; the second one at once, and the journal stays. @returns the stop, and a function that ends listening. */
export function stopOnSignals(tell: (sentence: string) => void): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      tell('Stopped at once. If an assignment was being touched, the journal holds its earlier state; the next run checks it first.');
      process.exit(exitCodes.inconclusive);
    }
    tell('Stopping at the next safe point: the current assignment is restored first. A second signal stops at once.');
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
